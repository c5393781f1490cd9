"""The feature of events: gatherings with a time, seats and attendees."""

from datetime import timedelta
from typing import Any

from attrs import Attribute, field, frozen
from attrs.validators import ge, le

from commkit.events import facts
from commkit.events.records import (
    Attendee,
    CheckInCode,
    EventMetrics,
    EventRating,
    EventSchedule,
    ImportedEvents,
)
from commkit.events.tables import metadata
from commkit.runtime.composing.features import Feature
from commkit.runtime.model.types import MEMBER, STEWARD, SYSTEM_ROLE, VISITOR, NotificationKind


def _up_to(days: int) -> Any:
    def check(_: object, attribute: "Attribute[timedelta]", value: timedelta) -> None:
        if not timedelta() <= value <= timedelta(days=days):
            raise ValueError(f"{attribute.name} takes up to {days} days")

    return check


@frozen
class EventSettings:
    """How events behave in a community.

    Attributes:
        horizon: How far ahead the occurrences of a recurring event are made and can be answered; up to 400 days.
        max_upcoming_occurrences: How many of them are there at once, at most; 1 to 400.
        max_capacity: The greatest capacity an event may have; 0 for none but "no limit".
        max_cohosts: Co-hosts of an event, at most.
        remind_before: How long ahead those who come are reminded where the event says nothing; zero for not at all.
        ask_for_ratings: Whether those who came are asked how it was.
    """

    horizon: timedelta = field(default=timedelta(days=180), validator=_up_to(400))
    max_upcoming_occurrences: int = field(default=100, validator=[ge(1), le(400)])
    max_capacity: int = field(default=100_000, validator=[ge(0), le(1_000_000)])
    max_cohosts: int = field(default=10, validator=[ge(0), le(100)])
    remind_before: timedelta = field(default=timedelta(hours=24), validator=_up_to(30))
    ask_for_ratings: bool = True


events = Feature(
    "events",
    tables=metadata,
    migrations="commkit.migrations",
    settings=EventSettings(),
    grants={
        VISITOR: {"events.read"},
        MEMBER: {"events.create", "events.rsvp", "events.list_attendees", "events.edit:own"},
        STEWARD: {"events.edit", "events.read_all"},
        SYSTEM_ROLE: {"events.run_jobs", "events.import"},
    },
    facts=(
        facts.EventCreated,
        facts.EventEdited,
        facts.EventCancelled,
        facts.SeriesExtended,
        facts.EventsImported,
        facts.OccurrenceRescheduled,
        facts.OccurrenceCancelled,
        facts.EventCapacityChanged,
        facts.RsvpChanged,
        facts.WaitlistPromoted,
        facts.MembersInvitedToEvent,
        facts.CohostAdded,
        facts.CohostRemoved,
        facts.AttendeeCheckedIn,
        facts.EventRated,
        facts.OccurrenceReminderDue,
        facts.OccurrenceEnded,
        facts.FollowUpOpened,
    ),
    records=(Attendee, CheckInCode, EventMetrics, EventSchedule, EventRating, ImportedEvents),
    notification_kinds=(
        NotificationKind(
            name="events.invited", summary="Somebody invites you to an event.", channels=("inbox", "mail")
        ),
        NotificationKind(
            name="events.cohost",
            summary="You are asked to help to host an event.",
            channels=("inbox", "mail"),
        ),
        NotificationKind(
            name="events.waitlist_promoted",
            summary="You waited for a seat and have it now.",
            channels=("inbox", "mail"),
            urgent=True,
        ),
        NotificationKind(
            name="events.rescheduled",
            summary="An event that you want to come to has another time.",
            channels=("inbox", "mail"),
            urgent=True,
        ),
        NotificationKind(
            name="events.cancelled",
            summary="An event that you wanted to come to is cancelled.",
            channels=("inbox", "mail"),
            urgent=True,
        ),
        NotificationKind(
            name="events.reminder_due",
            summary="An event that you come to starts soon.",
            channels=("inbox", "mail"),
        ),
        NotificationKind(name="events.ended", summary="An event that you came to is over: how was it?"),
    ),
)
"""The feature of events: gatherings with a time, seats and attendees."""
