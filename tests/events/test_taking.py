"""Events of other systems come in once, with what was apart from their rules."""

from typing import Any

from commkit import SYSTEM, Kit
from commkit.events import (
    CancelEvent,
    EventsImported,
    ExternalEvent,
    ExternalOccurrence,
    ImportEvents,
    ListUpcomingEvents,
    ReadEventSchedule,
)
from commkit.events.importing import KNOWN
from tests.events.gatherings import MEETUP, occurrences, plan
from tests.helpers import ask, do, emitted_facts


def foreign(uid: str = "one@there", **more: Any) -> ExternalEvent:
    return ExternalEvent(uid=uid, **(MEETUP | more))


def test_events_come_in_once(either: Kit) -> None:
    both = (foreign(), foreign("two@there", starts="2001-01-01", ends="2001-01-02"))
    done = do(either, SYSTEM, "town", ImportEvents(both))
    assert (done.imported, done.skipped) == (2, {})
    done = do(either, SYSTEM, "town", ImportEvents((*both, foreign("three@there"))))
    assert (done.imported, done.skipped) == (1, {KNOWN: 2})
    assert len(ask(either, "bob", "town", ListUpcomingEvents()).items) == 2


def test_what_does_not_fit_is_counted_by_its_reason(town: Kit) -> None:
    batch = (
        foreign("a@there", zone="Nowhere"),
        foreign("b@there", ends="2030-01-08T10:00"),
        foreign("c@there", rule="FREQ=SECONDLY"),
        foreign("d@there", overrides=(ExternalOccurrence(original_start="2030-01-08"),)),
        foreign("e@there", without=("2030-01-08T18:00",)),
        foreign("f@there"),
    )
    done = do(town, SYSTEM, "town", ImportEvents(batch))
    assert done.imported == 1
    assert done.skipped == {
        "zone unknown zone": 1,
        "ends before start": 1,
        "rule too dense": 1,
        "apart mixed forms": 1,
        "rule never": 1,
    }


def test_one_fact_tells_of_them_all(town: Kit) -> None:
    (fact,) = emitted_facts(town, SYSTEM, "town", ImportEvents((foreign(), foreign("two@there"))))
    assert isinstance(fact, EventsImported)
    assert len(fact.events) == 2
    assert emitted_facts(town, SYSTEM, "town", ImportEvents((foreign(),))) == []


def test_what_is_apart_comes_apart(either: Kit) -> None:
    apart = (
        ExternalOccurrence(
            original_start="2030-01-15T18:00", starts="2030-01-16T10:00", ends="2030-01-16T11:00"
        ),
        ExternalOccurrence(original_start="2030-01-22T18:00"),
        ExternalOccurrence(original_start="2035-01-22T18:00"),
    )
    (fact,) = emitted_facts(
        either, SYSTEM, "town", ImportEvents((foreign(rule="FREQ=WEEKLY;COUNT=4", overrides=apart),))
    )
    here = ask(either, "bob", "town", ReadEventSchedule(fact.events[0]))
    assert [(o.original_start[:10], o.starts[:10], o.cancelled_at is None) for o in here.overrides] == [
        ("2030-01-15", "2030-01-16", True),
        ("2030-01-22", "2030-01-22", False),
    ]
    assert len(occurrences(either, here.event)) == 4


def test_a_cancelled_event_stays_cancelled(town: Kit) -> None:
    (fact,) = emitted_facts(
        town, SYSTEM, "town", ImportEvents((foreign(cancelled=True, rule="FREQ=WEEKLY"),))
    )
    event = ask(town, "bob", "town", ReadEventSchedule(fact.events[0])).event
    assert event.cancelled_at is not None
    assert all(o.cancelled_at for o in occurrences(town, event))
    town.worker().drain()
    assert town.worker().parked() == ()


def test_an_own_event_is_known_by_its_uid(town: Kit) -> None:
    event = plan(town)
    do(town, "ada", "town", CancelEvent(event.id))
    assert do(town, SYSTEM, "town", ImportEvents((foreign(event.uid),))).skipped == {KNOWN: 1}
