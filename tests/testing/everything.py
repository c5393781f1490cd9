"""A community type with every feature of the core, and what the nouns wrote down for it.

A new noun needs no line here: its feature and its file are found.
"""

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from attrs import evolve

from commkit import CommunityType, Feature, hookimpl
from commkit.core import CORE_FEATURES, UNIVERSAL_FEATURES
from tests.sample import FORUM

EVERYTHING = evolve(
    FORUM,
    name="everything",
    features=(
        *(feature.name for feature in CORE_FEATURES if feature.name not in UNIVERSAL_FEATURES),
        "everything.ports",
    ),
)


class Everything:
    """A plugin that brings the type with every feature of the core, and the host's objects that the nouns need."""

    @hookimpl
    def commkit_features(self) -> Iterable[Feature]:
        yield Feature("everything.ports", ports=collect_from_nouns("PORTS"))

    @hookimpl
    def commkit_types(self) -> Iterable[CommunityType]:
        yield EVERYTHING


def collect_from_nouns(name: str) -> dict[Any, Any]:
    """What all of `tests/*/permissions.py` say under a name, as one mapping.

    A noun's file may hold `EXPECTED_PERMISSIONS` and `FIXTURES`, see `commkit.testing.permissions`; `SAMPLE_VALUES`,
    `SETTINGS`, `PRIVATE`, `REVEALING`, `TELLING` and `MENTIONING`, as in `PluginConformance`; `COUNTERS`, counters by
    name; `PORTS`, objects of the host by class.
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
