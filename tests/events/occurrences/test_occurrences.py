"""Single occurrences are rescheduled and cancelled."""

from typing import Any

from commkit import SYSTEM, Conflict, Kit
from commkit.events import (
    CancelOccurrence,
    EditEvent,
    Event,
    OccurrenceCancelled,
    OccurrenceRescheduled,
    ReadEvent,
    ReadEventSchedule,
    RescheduleOccurrence,
)
from tests.events.fixtures import create_event, occurrences, read_occurrence
from tests.helpers import ask, assert_refused, do, emitted_facts


def edit(kit: Kit, event: Event, who: Any = "ada", **changes: Any) -> Event:
    version = ask(kit, SYSTEM, "town", ReadEvent(event.id)).version
    return do(kit, who, "town", EditEvent(event=event.id, version=version, **changes))


def test_one_occurrence_is_rescheduled_and_another_cancelled(town: Kit) -> None:
    event = create_event(town, rrule="FREQ=WEEKLY;COUNT=3")
    first, second, third = occurrences(town, event)
    facts = emitted_facts(
        town, "ada", "town", RescheduleOccurrence(second.id, "2030-01-17T10:00", "2030-01-17T11:00")
    )
    assert facts == [OccurrenceRescheduled(event=event.id, occurrence=second.id)]
    facts = emitted_facts(town, "ada", "town", CancelOccurrence(third.id, "Snow."))
    assert facts == [OccurrenceCancelled(event=event.id, occurrence=third.id)]
    asked = ask(town, "bob", "town", ReadEventSchedule(event.id))
    assert [(o.original_start, o.moved, o.cancellation_reason) for o in asked.overrides] == [
        ("2030-01-15T18:00:00", True, ""),
        ("2030-01-22T18:00:00", False, "Snow."),
    ]
    assert asked.event.sequence == 2
    edit(town, event, local_start="2030-01-08T17:00", local_end="2030-01-08T19:00")
    moved = read_occurrence(town, second.id)
    assert (moved.original_start, moved.local_start) == ("2030-01-15T17:00:00", "2030-01-17T10:00:00")
    assert read_occurrence(town, first.id).local_start == "2030-01-08T17:00:00"
    with assert_refused(Conflict, "events.cancelled"):
        do(town, "ada", "town", RescheduleOccurrence(third.id, "2030-01-18T10:00", "2030-01-18T11:00"))


def test_the_only_occurrence_stands_for_the_event(town: Kit) -> None:
    event = create_event(town)
    do(town, "ada", "town", RescheduleOccurrence(event.first, "2030-01-09T10:00", "2030-01-09T11:00"))
    assert ask(town, "ada", "town", ReadEvent(event.id)).local_start == "2030-01-09T10:00:00"
    do(town, "ada", "town", CancelOccurrence(event.first, "Ill."))
    assert ask(town, "ada", "town", ReadEvent(event.id)).cancellation_reason == "Ill."
