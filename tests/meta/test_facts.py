"""Every fact and record goes to JSON and back in a generated suite."""

from contextlib import closing

from commkit import Kit
from tests.meta.fakes import FakePlugin
from tests.meta.suites import Covered, kit_of_all


def uncovered(kit: Kit) -> list[str]:
    """The names of facts and records that no suite sends to JSON and back."""
    facts = {fact.name for fact in set(kit.registry.facts.values()) - Covered(kit).facts()}
    records = {record.__name__ for record in set(kit.registry.records.values()) - Covered(kit).records()}
    return sorted(facts | records)


def test_every_fact_and_record_survives_json() -> None:
    with closing(kit_of_all()) as kit:
        assert uncovered(kit) == []


def test_control_uncovered_ones_are_reported() -> None:
    with closing(kit_of_all(FakePlugin())) as kit:
        assert uncovered(kit) == ["FakeNote", "fake.noted"]
