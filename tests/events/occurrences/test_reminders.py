"""Reminders, and the scheduled commands behind them."""

from commkit import SYSTEM, Kit
from commkit.events import (
    CancelEvent,
    EditEvent,
    RescheduleOccurrence,
)
from commkit.events.jobs import RemindAttendees
from commkit.testing.clock import ManualClock
from tests.events.fixtures import create_event, in_days, notified, occurrences, rsvp
from tests.helpers import (
    do,
    emitted_facts,
)

HOURS_BEFORE = in_days(7.1)
"""After which it is a few hours to the meet-up."""


def test_attendees_are_reminded_once(either: Kit, clock: ManualClock) -> None:
    event = create_event(either)
    rsvp(either, "bob", event)
    rsvp(either, "eve", event, "declined")
    clock.advance(in_days(6))
    either.worker().drain()
    assert notified(either, "events.reminder_due") == []
    clock.advance(in_days(1))
    either.worker().drain()
    assert notified(either, "events.reminder_due") == ["bob"]
    assert emitted_facts(either, SYSTEM, "town", RemindAttendees(event.first)) == []


def test_a_reminder_moves_with_its_event(town: Kit, clock: ManualClock) -> None:
    event = create_event(town, rrule="FREQ=WEEKLY;COUNT=2")
    first, second = occurrences(town, event)
    rsvp(town, "bob", first.id)
    rsvp(town, "bob", second.id)
    do(town, "ada", "town", RescheduleOccurrence(first.id, "2030-01-20T18:00", "2030-01-20T20:00"))
    clock.advance(in_days(8))
    town.worker().drain()
    assert notified(town, "events.rescheduled") == ["bob"]
    assert notified(town, "events.reminder_due") == []
    clock.advance(in_days(6))
    town.worker().drain()
    assert notified(town, "events.reminder_due") == ["bob"]
    clock.advance(in_days(5))
    town.worker().drain()
    assert notified(town, "events.reminder_due") == ["bob", "bob"]


def test_an_event_that_moves_after_its_reminder_has_another_one(town: Kit, clock: ManualClock) -> None:
    event = create_event(town)
    rsvp(town, "bob", event)
    clock.advance(HOURS_BEFORE)
    town.worker().drain()
    do(
        town,
        "ada",
        "town",
        EditEvent(event=event.id, version=1, local_start="2030-02-01T18:00", local_end="2030-02-01T19:00"),
    )
    clock.advance(in_days(24))
    town.worker().drain()
    assert notified(town, "events.reminder_due") == ["bob", "bob"]


def test_no_reminder_without_one_set_or_after_a_cancellation(town: Kit, clock: ManualClock) -> None:
    quiet, gone, later = (
        create_event(town, remind_before=in_days(0)),
        create_event(town),
        create_event(town, remind_before=in_days(0)),
    )
    for event in (quiet, gone, later):
        rsvp(town, "bob", event)
    do(town, "ada", "town", CancelEvent(gone.id, "Ill."))
    do(town, "ada", "town", EditEvent(event=later.id, version=1, remind_before=in_days(2)))
    clock.advance(HOURS_BEFORE)
    town.worker().drain()
    assert notified(town, "events.reminder_due") == ["bob"]
    assert notified(town, "events.cancelled") == ["bob"]
