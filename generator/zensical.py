"""Runs Zensical, the announced successor of mkdocs with Material, on the same build/docs."""

import os
import shutil
import subprocess
from pathlib import Path

import yaml

from generator.engine import EngineError, configuration


def run(root: Path, fresh: Path) -> None:
    """Build the site into `fresh`.

    Raises:
        EngineError: When Zensical is missing or stops.
    """
    program = shutil.which("zensical")
    if program is None:
        raise EngineError("Zensical er ikke installert. Kjør make zensical.")
    derived = root / "build" / "zensical.yml"
    derived.write_text(_configuration(configuration(root), root, derived.parent, fresh), "utf-8")
    command = [program, "build", "--clean", "--config-file", str(derived)]
    done = subprocess.run(command, cwd=derived.parent, capture_output=True, text=True, check=False)  # noqa: S603 - fixed arguments
    if done.returncode != 0 or not (fresh / "index.html").is_file():
        raise EngineError(f"Zensical stanset:\n{done.stdout}{done.stderr}")


def _configuration(source: Path, root: Path, folder: Path, fresh: Path) -> str:
    """The handbook's mkdocs.yml without what only mkdocs runs, and with folders as seen from the derived file."""
    lines = source.read_text("utf-8").replace('!ENV [HANDBOOK_URL, ""]', os.environ.get("HANDBOOK_URL") or '""')
    config = yaml.safe_load(lines)
    for key in ("hooks", "watch"):
        config.pop(key, None)
    config["docs_dir"] = os.path.relpath(root / "build/docs", folder)
    config["site_dir"] = os.path.relpath(fresh, folder)
    config["theme"]["custom_dir"] = os.path.relpath(source.parent / config["theme"]["custom_dir"], folder)
    return yaml.safe_dump(config, allow_unicode=True, sort_keys=False)
