"""The API: its lists have one form, its items keep the keys of the files, and its description is true."""

import copy
import json
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from generator import yaml_tree
from generator.schema import schema_of
from tests.support import DAY, git

LISTS = ("procedures", "services", "municipalities", "sources")


@pytest.fixture(scope="module")
def published(real) -> dict[str, Any]:
    folder = real.site / "api/v1"
    return {each.relative_to(folder).as_posix(): json.loads(each.read_text("utf-8")) for each in folder.rglob("*.json")}


def test_every_file_that_is_promised_is_there(real, published):
    ids = {each.stem for each in (real.book.root / "procedures").glob("*/*.md")}
    wanted = {
        "index.json",
        "openapi.json",
        *(f"{name}.json" for name in LISTS),
        *(f"procedures/{name}.json" for name in ids),
    }
    months = {name for name in published if name.startswith("changes/")}
    histories = {name for name in published if name.endswith("/history.json")}
    assert set(published) - months - histories == wanted | {"changes.json", "applied.json"}
    assert months
    assert {name.split("/")[1] for name in histories if name.startswith("procedures/")} == ids


@pytest.mark.parametrize("name", ["index", *LISTS])
def test_every_list_has_the_same_envelope(real, published, name):
    listing = published[f"{name}.json"]
    assert list(listing) == ["schema_version", "date", "commit", "total", "items"]
    assert listing["date"] == DAY
    assert listing["commit"] == git(real.book.root, "rev-parse", "HEAD")
    assert listing["total"] == len(listing["items"]) > 0


def test_the_index_names_each_list_and_its_size(published):
    for entry in published["index.json"]["items"]:
        assert published[entry["href"]]["total"] == entry["total"]
    assert {entry["name"] for entry in published["index.json"]["items"]} == set(LISTS)


def front_matter(text: str, kind: str) -> dict[str, Any]:
    fields = text.split("---\n")[1] if text.startswith("---\n") else text
    return yaml_tree.plain(yaml_tree.compose(fields), schema_of(kind))


@pytest.mark.parametrize(
    ("name", "kind", "pattern", "added"),
    [
        ("procedures", "procedure", "procedures/*/*.md", {"group", "address", "in_force", "coming_version"}),
        ("services", "service", "services/*/*.yml", {"group", "address"}),
        ("municipalities", "municipality", "municipalities/*/municipality.yml", {"address"}),
    ],
)
def test_items_keep_the_keys_and_values_of_their_files(real, published, name, kind, pattern, added):
    key = "slug" if name == "municipalities" else "id"
    items = {item[key]: item for item in published[f"{name}.json"]["items"]}
    files = [front_matter(each.read_text("utf-8"), kind) for each in real.book.root.glob(pattern)]
    assert set(items) == {each[key] for each in files}
    for told in files:
        item = items[told[key]]
        assert {name: item[name] for name in told} == told
        assert set(item) - set(told) == added


def test_sources_keep_the_keys_of_the_list(real, published):
    told = yaml.safe_load((real.book.root / "vocabulary/sources.yml").read_text("utf-8"))
    for entry, item in zip(told, published["sources.json"]["items"], strict=True):
        assert set(item) - set(entry) == {"address"}
        assert item["id"] == entry["id"]


def test_a_procedure_of_its_own_has_the_background_too(published):
    for item in published["procedures.json"]["items"]:
        alone = published[f"procedures/{item['id']}.json"]
        assert {key: alone[key] for key in item} == item
        assert set(alone) - set(item) == {"body"}


def test_addresses_lead_to_pages(real, published):
    for name in LISTS:
        for item in published[f"{name}.json"]["items"]:
            page = item["address"].partition("#")[0].strip("/")
            assert (real.site / page / "index.html").is_file()


def test_the_description_is_valid_openapi(published):
    assert not list(OpenAPIV31SpecValidator(published["openapi.json"]).iter_errors())


def schema_for(openapi: dict[str, Any], path: str) -> dict[str, Any]:
    """The schema of an answer, with the components beside it and no unknown keys let pass."""
    found = copy.deepcopy(openapi["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"])
    return {**found, "components": openapi["components"]}


def description_of(path: str) -> str:
    """The path in the description that a published file belongs to."""
    folder, _, rest = path.partition("/")
    if rest.endswith("/history.json"):
        return f"/{folder}/{{id}}/history.json"
    return {"procedures": "/procedures/{id}.json", "changes": "/changes/{month}.json"}.get(
        folder if rest else "", f"/{path}"
    )


def test_everything_published_is_as_described(published):
    openapi = published["openapi.json"]
    for path, content in published.items():
        if path == "openapi.json":
            continue
        described = description_of(path)
        errors = list(Draft202012Validator(schema_for(openapi, described)).iter_errors(content))
        assert not errors, f"{path}: {errors[0].message}"


@pytest.mark.parametrize("spoil", ["status", "steps", "version"])
def test_the_description_would_notice_a_wrong_value(published, spoil):
    openapi = published["openapi.json"]
    listing = copy.deepcopy(published["procedures.json"])
    listing["items"][0][spoil] = 17
    assert list(Draft202012Validator(schema_for(openapi, "/procedures.json")).iter_errors(listing))


def test_every_key_that_is_published_is_described(published):
    schemas = published["openapi.json"]["components"]["schemas"]
    for name, component in (
        ("procedures", "procedure"),
        ("services", "service"),
        ("municipalities", "municipality"),
        ("sources", "source"),
    ):
        used = {key for item in published[f"{name}.json"]["items"] for key in item}
        assert used <= set(schemas[component]["properties"])


def test_without_git_the_commit_is_empty(book):
    assert json.loads((book.build() / "api/v1/index.json").read_text("utf-8"))["commit"] == ""


def test_a_coming_version_and_what_is_in_force_are_told(book):
    path = "procedures/saksbehandling/korttidsopphold-soknad"
    text = book.read(f"{path}.md").replace('version: "1.2"', 'version: "2.0"').replace('"2026-03-01"', '"2026-12-01"')
    book.write(f"{path}.next.md", text)

    def told(day: str) -> tuple[str, bool, str | None]:
        item = json.loads((book.build(day=day) / "api/v1/procedures/korttidsopphold-soknad.json").read_text("utf-8"))
        return item["version"], item["in_force"], item["coming_version"]

    assert told("2026-02-28") == ("1.2", False, "2.0")
    assert told("2026-11-30") == ("1.2", True, "2.0")
    assert told("2026-12-01") == ("2.0", True, None)
