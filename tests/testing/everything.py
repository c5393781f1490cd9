"""A community type with every feature of the core, and what the nouns wrote down for it.

A new noun needs no line here: its feature and its file are found.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from attrs import evolve

from commkit import CommunityType, Feature, PostKind, TextField, hookimpl
from commkit.core import CORE_FEATURES, UNIVERSAL_FEATURES
from commkit.importers import ImportedLink
from tests.sample import FORUM

PLACE = (TextField("place", filterable=True),)
"""A field of one name and kind for whatever can have fields."""

EVERYTHING = evolve(
    FORUM,
    name="everything",
    post_kinds=tuple(evolve(kind, fields=PLACE) for kind in FORUM.post_kinds),
    fields={"event": PLACE, "suggestion": PLACE, "member": PLACE},
    features=(
        *(feature.name for feature in CORE_FEATURES if feature.name not in UNIVERSAL_FEATURES),
        "everything.ports",
    ),
)

EVERYTHING_ELSE, EVERYTHING_MORE = (
    evolve(EVERYTHING, name=name, post_kinds=(*EVERYTHING.post_kinds, PostKind(name=kind, opens=True)))
    for name, kind in (("everything-else", "note"), ("everything-more", "story"))
)
"""Types to which a community of everything can be changed without losing anything."""


def take_all(context: Any, records: Sequence[Any]) -> Sequence[str]:
    """Take every imported record, so that there is a feature that some can be handed over to."""
    return [""] * len(records)


class Everything:
    """A plugin that brings the type with every feature of the core, and the host's objects that the nouns need."""

    @hookimpl
    def commkit_features(self) -> Iterable[Feature]:
        ports = Feature("everything.ports", ports=collect_from_nouns("PORTS"))
        ports.imports(ImportedLink)(take_all)
        yield ports

    @hookimpl
    def commkit_types(self) -> Iterable[CommunityType]:
        yield EVERYTHING
        yield EVERYTHING_ELSE
        yield EVERYTHING_MORE


def collect_from_nouns(name: str) -> dict[Any, Any]:
    """What all of `tests/*/permissions.py` say under a name, as one mapping.

    A noun's file may hold `EXPECTED_PERMISSIONS` and `FIXTURES`, see `commkit.testing.permissions`; `SAMPLE_VALUES`,
    `SETTINGS`, `PRIVATE_MESSAGES`, `PUBLISHING`, `MAY_REVEAL_HIDDEN` and `MAY_MENTION_HIDDEN`, as in
    `PluginConformance`; `COUNTERS`, counters by name; `PORTS`, objects of the host by class.
    """
    found: dict[Any, Any] = {}
    for module in _modules():
        said = getattr(module, name, {})
        more = said if isinstance(said, Mapping) else dict.fromkeys(said)
        twice = found.keys() & more.keys()
        assert not twice, f"{module.__name__} writes down again: {sorted(twice)}"
        found |= more
    return found


def _modules() -> Iterator[ModuleType]:
    for file in sorted(Path(__file__).parents[1].glob("*/permissions.py")):
        yield import_module(f"tests.{file.parent.name}.permissions")
