"""External events are imported once, with their overrides."""

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
from commkit.events.importing.policy import ALREADY_IMPORTED, MAX_EVENTS, OUTDATED
from tests.events.fixtures import MEETUP, create_event, occurrences
from tests.helpers import ask, assert_invalid, do, emitted_facts


def external(uid: str = "one@there", **more: Any) -> ExternalEvent:
    return ExternalEvent(uid=uid, **(MEETUP | more))


def test_events_are_imported_once(either: Kit) -> None:
    both = (external(), external("two@there", local_start="2001-01-01", local_end="2001-01-02"))
    done = do(either, SYSTEM, "town", ImportEvents(both))
    assert (done.imported, done.skipped) == (2, {})
    done = do(either, SYSTEM, "town", ImportEvents((*both, external("three@there"))))
    assert (done.imported, done.skipped) == (1, {ALREADY_IMPORTED: 2})
    assert len(ask(either, "bob", "town", ListUpcomingEvents()).items) == 2


def test_events_that_do_not_fit_are_counted_by_reason(town: Kit) -> None:
    batch = (
        external("a@there", time_zone="Nowhere"),
        external("b@there", local_end="2030-01-08T10:00"),
        external("c@there", rrule="FREQ=SECONDLY"),
        external("d@there", overrides=(ExternalOccurrence(original_start="2030-01-08"),)),
        external("e@there", exdates=("2030-01-08T18:00",)),
        external("f@there"),
    )
    done = do(town, SYSTEM, "town", ImportEvents(batch))
    assert done.imported == 1
    assert done.skipped == {
        "time_zone unknown zone": 1,
        "local_end before start": 1,
        "rrule too dense": 1,
        "overrides mixed forms": 1,
        "rrule never": 1,
    }


def test_one_fact_names_all_of_them(town: Kit) -> None:
    (fact,) = emitted_facts(town, SYSTEM, "town", ImportEvents((external(), external("two@there"))))
    assert isinstance(fact, EventsImported)
    assert len(fact.events) == 2
    assert emitted_facts(town, SYSTEM, "town", ImportEvents((external(),))) == []


def test_overrides_are_imported(either: Kit) -> None:
    overrides = (
        ExternalOccurrence(
            original_start="2030-01-15T18:00", local_start="2030-01-16T10:00", local_end="2030-01-16T11:00"
        ),
        ExternalOccurrence(original_start="2030-01-22T18:00"),
        ExternalOccurrence(original_start="2035-01-22T18:00"),
    )
    (fact,) = emitted_facts(
        either, SYSTEM, "town", ImportEvents((external(rrule="FREQ=WEEKLY;COUNT=4", overrides=overrides),))
    )
    here = ask(either, "bob", "town", ReadEventSchedule(fact.events[0]))
    assert [(o.original_start[:10], o.local_start[:10], o.cancelled_at is None) for o in here.overrides] == [
        ("2030-01-15", "2030-01-16", True),
        ("2030-01-22", "2030-01-22", False),
    ]
    assert len(occurrences(either, here.event)) == 4


def test_a_cancelled_event_stays_cancelled(town: Kit) -> None:
    (fact,) = emitted_facts(
        town, SYSTEM, "town", ImportEvents((external(cancelled=True, rrule="FREQ=WEEKLY"),))
    )
    event = ask(town, "bob", "town", ReadEventSchedule(fact.events[0])).event
    assert event.cancelled_at is not None
    assert all(o.cancelled_at for o in occurrences(town, event))
    town.worker().drain()
    assert town.worker().parked() == ()


def test_an_event_created_here_is_known_by_its_uid(town: Kit) -> None:
    event = create_event(town)
    again = external(event.uid, sequence=event.sequence)
    assert do(town, SYSTEM, "town", ImportEvents((again,))).skipped == {ALREADY_IMPORTED: 1}
    do(town, "ada", "town", CancelEvent(event.id))
    assert do(town, SYSTEM, "town", ImportEvents((again,))).skipped == {OUTDATED: 1}


def test_a_command_is_one_transaction_and_takes_so_many(town: Kit) -> None:
    with assert_invalid(events="too_many"):
        do(town, SYSTEM, "town", ImportEvents((external(),) * (MAX_EVENTS + 1)))
    overrides = (ExternalOccurrence(original_start="2030-01-08T18:00"),) * 2_001
    done = do(town, SYSTEM, "town", ImportEvents((external(overrides=overrides),)))
    assert done.skipped == {"overrides too many": 1}
