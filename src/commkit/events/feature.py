"""The feature of events: its settings, permissions, facts, records and kinds of notifications."""

from datetime import timedelta
from typing import Any

from attrs import Attribute, field, frozen
from attrs.validators import ge, le

from commkit.events.attendance.facts import RsvpChanged
from commkit.events.attendance.records import Attendee
from commkit.events.capacity.facts import EventCapacityChanged, WaitlistPromoted
from commkit.events.check_in.facts import AttendeeCheckedIn
from commkit.events.check_in.records import CheckInCode
from commkit.events.facts import EventCancelled, EventCreated, EventEdited
from commkit.events.follow_ups.facts import FollowUpOpened
from commkit.events.hosting.facts import CohostAdded, CohostRemoved, MembersInvitedToEvent
from commkit.events.importing.facts import EventsImported
from commkit.events.importing.records import ImportedEvents
from commkit.events.occurrences.facts import (
    OccurrenceCancelled,
    OccurrenceEnded,
    OccurrenceReminderDue,
    OccurrenceRescheduled,
)
from commkit.events.occurrences.records import EventSchedule
from commkit.events.ratings.facts import EventRated
from commkit.events.ratings.records import EventMetrics, EventRating
from commkit.events.retention import EVENT_RETAINS
from commkit.events.series.facts import SeriesExtended
from commkit.events.tables import metadata
from commkit.events.views.records import EventView
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
        horizon: How far ahead the occurrences of a recurring event exist and can be answered; at most 400 days.
        max_upcoming_occurrences: How many occurrences of an event are upcoming at once, at most; 1 to 400.
        max_capacity: The greatest capacity that an event may have; 0 allows events without a limit only.
        max_cohosts: Co-hosts of an event, at most.
        remind_before: How long before the start attendees are reminded where the event says nothing, at most 30 days;
            zero for no reminder.
        ask_for_ratings: Whether attendees are asked for a rating afterwards.
    """

    horizon: timedelta = field(default=timedelta(days=180), validator=_up_to(400))
    max_upcoming_occurrences: int = field(default=100, validator=[ge(1), le(400)])
    max_capacity: int = field(default=100_000, validator=[ge(0), le(1_000_000)])
    max_cohosts: int = field(default=10, validator=[ge(0), le(100)])
    remind_before: timedelta = field(default=timedelta(hours=24), validator=_up_to(30))
    ask_for_ratings: bool = True


_MAILED: tuple[str, ...] = ("inbox", "mail")

events = Feature(
    "events",
    tables=metadata,
    retains=EVENT_RETAINS,
    migrations="commkit.migrations",
    settings=EventSettings(),
    grants={
        VISITOR: {"events.read"},
        MEMBER: {"events.create", "events.rsvp", "events.list_attendees", "events.edit:own"},
        STEWARD: {"events.edit", "events.read_all"},
        SYSTEM_ROLE: {"events.run_jobs", "events.import"},
    },
    explicit_permissions=("events.rsvp",),
    facts=(
        EventCreated,
        EventEdited,
        EventCancelled,
        SeriesExtended,
        EventsImported,
        OccurrenceRescheduled,
        OccurrenceCancelled,
        EventCapacityChanged,
        RsvpChanged,
        WaitlistPromoted,
        MembersInvitedToEvent,
        CohostAdded,
        CohostRemoved,
        AttendeeCheckedIn,
        EventRated,
        OccurrenceReminderDue,
        OccurrenceEnded,
        FollowUpOpened,
    ),
    records=(Attendee, CheckInCode, EventMetrics, EventSchedule, EventRating, ImportedEvents, EventView),
    notification_kinds=(
        NotificationKind(
            name="events.invited",
            summary="Somebody invites you to an event.",
            sentence="{by} invites you to “{title}”.",
            channels=_MAILED,
        ),
        NotificationKind(
            name="events.cohost",
            summary="You are a co-host of an event.",
            sentence="You are a co-host of “{title}”.",
            channels=_MAILED,
        ),
        NotificationKind(
            name="events.waitlist_promoted",
            summary="You were on a waitlist and have a seat now.",
            sentence="You have a seat at “{title}” now.",
            channels=_MAILED,
            urgent=True,
        ),
        NotificationKind(
            name="events.rescheduled",
            summary="An event that you attend has another time.",
            sentence="“{title}” has another time.",
            channels=_MAILED,
            urgent=True,
        ),
        NotificationKind(
            name="events.cancelled",
            summary="An event that you wanted to attend is cancelled.",
            sentence="“{title}” is cancelled.",
            channels=_MAILED,
            urgent=True,
        ),
        NotificationKind(
            name="events.reminder_due",
            summary="An event that you attend starts soon.",
            sentence="“{title}” starts soon.",
            channels=_MAILED,
        ),
        NotificationKind(
            name="events.ended",
            summary="An event that you attended is over: how was it?",
            sentence="“{title}” is over: how was it?",
        ),
    ),
)
"""The feature of events: gatherings with a time, seats and attendees."""
