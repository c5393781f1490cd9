"""What others build on is written down, and a change that breaks them is found."""

import copy
import json
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from commkit import Fact, Kit
from commkit.runtime.model.ids import CommunityId, FactId
from commkit.runtime.sessions.fact_reading import public_fields
from commkit.testing.strategies import instances_of
from scripts import write_schemas
from scripts.write_schemas import FOLDER, MAJOR, breaking_changes, documents, main, render
from tests.meta.suites import SUITES

Documents = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def made() -> Documents:
    return documents()


def test_what_is_written_down_is_what_the_code_says(made: Documents) -> None:
    written = {file.stem: file.read_text() for file in (FOLDER / f"v{MAJOR}").glob("*.json")}
    changed = sorted(name for name in made.keys() | written.keys() if written.get(name) != render(made[name]))
    assert changed == [], "run `make schemas`, read what changed, and commit it"


def test_schemas_are_schemas(made: Documents) -> None:
    for name in ("messages", "facts"):
        for schema in made[name]["$defs"].values():
            Draft202012Validator.check_schema(schema)


@pytest.fixture(scope="module")
def facts() -> list[type[Fact]]:
    kit = Kit("sqlite://", plugins=[suite.plugin() for suite in SUITES[1:]])
    kit.close()
    return list(kit.registry.facts.values())


@settings(max_examples=300)
@given(st.data())
def test_every_fact_leaves_as_its_schema_says(
    made: Documents, facts: list[type[Fact]], data: st.DataObject
) -> None:
    cls = data.draw(st.sampled_from(facts))
    stamps = {
        "id": st.just(FactId(uuid4())),
        "community": st.just(CommunityId(uuid4())),
        "at": st.just(datetime(2026, 5, 4, tzinfo=UTC)),
    }
    fact = data.draw(instances_of(cls, stamps))
    told = json.loads(json.dumps(public_fields(fact)))
    schema = {**made["facts"]["$defs"][cls.name], "$defs": made["facts"]["$defs"]}
    Draft202012Validator(schema).validate(told)
    assert not Draft202012Validator(schema).is_valid({**told, "at": 5})  # control


BEFORE: dict[str, Any] = {
    "$defs": {
        "tea.poured": {
            "type": "object",
            "properties": {"cup": {"type": "string", "description": "Which."}, "hot": {"type": "boolean"}},
            "required": ["cup"],
        }
    }
}


def changed(**fields: Any) -> dict[str, Any]:
    """The document of before, with other values in its one object."""
    after = copy.deepcopy(BEFORE)
    after["$defs"]["tea.poured"] |= fields
    return after


CUP: dict[str, Any] = {"type": "string"}
HOT: dict[str, Any] = {"type": "boolean"}
LESS = "tea.poured.cup takes less than before"


@pytest.mark.parametrize(
    ("name", "after", "told"),
    [
        ("facts", {"$defs": {}}, ["tea.poured is gone"]),
        ("facts", changed(properties={"cup": CUP}), ["tea.poured.hot is gone"]),
        ("facts", changed(properties={"cup": CUP, "hot": CUP}), ["tea.poured.hot is of another type"]),
        ("facts", changed(required=[]), ["tea.poured.cup need not come any more"]),
        ("messages", changed(required=[]), []),
        ("messages", changed(required=["cup", "hot"]), ["tea.poured.hot must be sent now"]),
        ("facts", changed(required=["cup", "hot"]), []),
        ("messages", changed(properties={"cup": CUP | {"maxLength": 5}, "hot": HOT}), [LESS]),
        ("messages", changed(properties={"cup": CUP | {"minLength": 1}, "hot": HOT}), [LESS]),
        ("facts", changed(properties={"cup": CUP | {"maxLength": 5}, "hot": HOT}), []),
        ("facts", changed(properties={"cup": CUP, "hot": HOT, "size": CUP}, description="Other words."), []),
    ],
)
def test_what_breaks_others_is_found(name: str, after: dict[str, Any], told: list[str]) -> None:
    assert breaking_changes(name, BEFORE, after) == told


def test_an_address_and_a_component_that_are_gone_are_found(made: Documents) -> None:
    before, after = made["openapi"], copy.deepcopy(made["openapi"])
    assert breaking_changes("openapi", before, after) == []
    del after["paths"]["/{community}/posts/read-thread"]
    del after["components"]["schemas"]["Community"]["properties"]["title"]
    assert breaking_changes("openapi", before, after) == [
        "/{community}/posts/read-thread is gone",
        "Community.title is gone",
    ]


def test_a_breaking_change_needs_a_new_major_version(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(write_schemas, "FOLDER", tmp_path)
    monkeypatch.setattr(write_schemas, "documents", lambda: {"facts": BEFORE})
    monkeypatch.setattr(write_schemas, "MAJOR", 1)
    assert main() == 0
    monkeypatch.setattr(write_schemas, "documents", lambda: {"facts": {"$defs": {}}})
    assert main() == 1
    assert "tea.poured is gone" in capsys.readouterr().err
    assert json.loads((tmp_path / "v1" / "facts.json").read_text()) == BEFORE
    monkeypatch.setattr(write_schemas, "MAJOR", 0)
    assert main() == 0
    monkeypatch.setattr(write_schemas, "MAJOR", 2)
    assert main() == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["v0", "v1", "v2"]
