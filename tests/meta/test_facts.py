"""Every fact and record goes to JSON and back in a generated suite; every fact says who is told of it."""

from contextlib import closing
from typing import Any, cast

import attrs

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


def without_readers(kit: Kit) -> list[str]:
    """The names of facts that do not say who is told of them."""
    return sorted(fact.name for fact in kit.registry.facts.values() if "visible_to" not in vars(fact))


def test_every_fact_says_who_is_told_of_it() -> None:
    with closing(kit_of_all()) as kit:
        assert without_readers(kit) == []


def test_control_a_fact_that_does_not_say_it_is_reported() -> None:
    with closing(kit_of_all(FakePlugin())) as kit:
        assert without_readers(kit) == ["fake.noted"]


def test_what_facts_say_of_their_fields_names_fields() -> None:
    with closing(kit_of_all()) as kit:
        wrong = [
            (fact.name, name)
            for fact in kit.registry.facts.values()
            for name in (
                *fact.audited,
                *fact.deleted,
                *filter(None, (fact.changes_sight_of, fact.moved_from, fact.moved_to)),
            )
            if name not in {field.name for field in attrs.fields(cast("Any", fact))}
        ]
    assert wrong == []
