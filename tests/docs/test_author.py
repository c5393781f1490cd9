"""The reference for plugin authors is whole: every decorator, annotation, type, port and inherited member is in it."""

import inspect
import re
from importlib.util import module_from_spec, spec_from_file_location
from typing import Any

import pytest
from attrs import frozen

import commkit.storage
from commkit import Context, Feature, Kit, Text
from commkit.core import CORE_FEATURES
from commkit.runtime.composing import features
from commkit.runtime.composing.hooks import Hooks
from commkit.runtime.storage.record_fields import COLUMN_TYPES
from commkit_developer import Developer, bounty_feature, tracker_feature
from commkit_qa import release_feature
from commkit_support import Support
from tests.docs.blocks import ROOT

PAGE = ROOT / "docs/reference/author.md"
_spec = spec_from_file_location("author", ROOT / "docs/gen/author.py")
assert _spec is not None
assert _spec.loader is not None
author: Any = module_from_spec(_spec)
_spec.loader.exec_module(author)


def tables() -> dict[str, list[list[str]]]:
    """The tables that the page asks for."""
    asked = re.findall(r"<!-- table: author (.+?) -->", PAGE.read_text())
    return {name: author.rows_of(name)[1] for name in asked}


def firsts(rows: list[list[str]]) -> set[str]:
    return {re.sub(r"\(.*", "", row[0].strip("`").removeprefix("@feature.")) for row in rows}


def register(decorator: Any) -> None:
    """Use a decorator, with a class for each argument that it must have, its switches on and one name in each list."""
    parameters = inspect.signature(decorator).parameters.values()
    required = [p for p in parameters if p.default is p.empty]
    given: dict[str, Any] = {p.name: Feature for p in required if p.kind is p.KEYWORD_ONLY}
    switches = {p.name: True for p in parameters if p.default is False}
    lists = {p.name: ("bell",) for p in parameters if p.default == ()}
    targets = [Feature] if any(p.kind is not p.KEYWORD_ONLY for p in parameters) else []
    decorator(*targets, **given, **switches, **lists)(lambda context, message: None)


def registering(feature: type) -> set[str]:
    """The methods that fill a registry, found by calling them and looking at what has grown."""
    found = set()
    for name, _ in inspect.getmembers(feature, inspect.isfunction):
        if name[0] == "_" or name.startswith("with_"):
            continue
        made = feature("club.bell")
        before = {registry: len(getattr(made, registry)) for registry in features._REGISTRIES}
        register(getattr(made, name))
        if any(len(getattr(made, registry)) > size for registry, size in before.items()):
            found.add(name)
    return found


def test_every_decorator_is_there() -> None:
    found = tables()["decorators"]
    assert firsts(found) == registering(Feature)
    assert [row for row in found if not all(row)] == [], "each says what function it takes and what it does"


def test_every_registry_is_filled_by_a_decorator() -> None:
    filled: set[str] = set()
    for name in registering(Feature):
        made = Feature("club.bell")
        register(getattr(made, name))
        filled |= {registry for registry in features._REGISTRIES if getattr(made, registry)}
    assert filled == set(features._REGISTRIES)


def test_control_a_new_decorator_is_missed_where_it_is_missing() -> None:
    @frozen(eq=False)
    class Longer(Feature):
        def rings(self, message: Any) -> Any:
            """Register a bell: `(context, message) -> None`."""
            return self.gates(message)

    assert registering(Longer) - firsts(tables()["decorators"]) == {"rings"}
    assert firsts(author.decorators(Longer)) == registering(Longer), "the table itself has it at once"


def test_all_members_of_a_feature_are_there() -> None:
    public = {
        n
        for n, v in inspect.getmembers(Feature)
        if (n[0] != "_" and isinstance(v, property)) or inspect.isfunction(v)
    }
    public = {name for name in public if name[0] != "_"}
    found = tables()
    assert firsts(found["decorators"]) | firsts(found["other members of Feature"]) == public


def test_every_annotation_is_there() -> None:
    markers = {
        name
        for name in commkit.storage.__all__
        if isinstance(value := getattr(commkit.storage, name), type)
        and callable(getattr(value, "info", None))
        and value.__module__.endswith(".annotations")
    }
    assert firsts(tables()["annotations"]) == markers
    assert {name for name in markers if issubclass(getattr(commkit.storage, name), Text)} == {
        "HostKey",
        "Personal",
        "Plain",
        "Secret",
    }


def test_every_type_of_a_field_is_there() -> None:
    assert {kind.__name__ for kind in COLUMN_TYPES} <= firsts(tables()["field types"])


def test_every_hook_of_a_plugin_is_there() -> None:
    hooks = {name for name in vars(Hooks) if name.startswith("commkit_")}
    assert {row[0].strip("`") for row in tables()["hooks"]} == hooks >= {"commkit_requires"}
    assert [row for row in tables()["hooks"] if not all(row)] == []


def test_every_port_is_there() -> None:
    plugin = Support(no_help_desk_reason="for the documentation")._features
    features = (*CORE_FEATURES, *plugin, release_feature, bounty_feature, tracker_feature)
    ports = {port.__name__ for feature in features for port in feature.port_types}
    assert len(ports) > 5
    assert firsts(tables()["ports"]) == ports
    assert [row for row in tables()["ports"] if not all(row)] == []


@pytest.mark.parametrize(
    "inherited", ["get", "emit", "run", "rows", "one", "can", "port", "settings", "new_id", "member"]
)
def test_inherited_members_are_there(inherited: str) -> None:
    rows = {re.sub(r"\(.*", "", row[0].strip("`")): row for row in tables()["members of Context"]}
    assert inherited in rows
    assert rows[inherited][2]
    (home,) = [base for base in Context.__mro__ if inherited in vars(base)][:1]
    assert rows[inherited][1] == f"`{home.__name__}`"


def test_every_declaration_of_a_message_is_there() -> None:
    assert {"permission", "granted_to", "personal", "rate", "lobby", "actor_lock"} <= firsts(
        tables()["declarations of messages"]
    )


def test_a_table_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="no table"):
        author.rows_of("nothing")


def test_a_kit_of_all_has_no_more_ports() -> None:
    kit = Kit("sqlite://", plugins=[Support(no_help_desk_reason="for the documentation"), Developer()])
    kit.close()
    known = {port.__name__ for feature in kit.registry.features.values() for port in feature.port_types}
    assert known == firsts(tables()["ports"])
