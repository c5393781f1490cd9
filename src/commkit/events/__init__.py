"""Events: gatherings with a time, seats and attendees."""

from commkit.events import handlers as _handlers
from commkit.events import jobs as _jobs
from commkit.events import queries as _queries
from commkit.events import reactions as _reactions
from commkit.events import subscribers as _subscribers
from commkit.events import visibility as _visibility
from commkit.events.attendance import handlers as _attendance
from commkit.events.attendance import jobs as _attendance_jobs
from commkit.events.attendance import queries as _attendance_queries
from commkit.events.attendance import subscribers as _attendance_subscribers
from commkit.events.attendance.facts import RsvpChanged
from commkit.events.attendance.messages import ListAttendees, Rsvp
from commkit.events.attendance.records import Attendee, RsvpStatus
from commkit.events.attendance.tables import attendance as attendance_table
from commkit.events.capacity import handlers as _capacity
from commkit.events.capacity.facts import EventCapacityChanged, WaitlistPromoted
from commkit.events.capacity.messages import SetEventCapacity
from commkit.events.check_in import handlers as _check_in
from commkit.events.check_in.facts import AttendeeCheckedIn
from commkit.events.check_in.messages import CheckInAttendee, CheckInWithCode, CreateCheckInCode
from commkit.events.check_in.records import CheckInCode
from commkit.events.facts import EventCancelled, EventCreated, EventEdited
from commkit.events.feature import EventSettings, events
from commkit.events.follow_ups import subscribers as _follow_ups
from commkit.events.follow_ups.facts import FollowUpOpened
from commkit.events.hosting import handlers as _hosting
from commkit.events.hosting.facts import CohostAdded, CohostRemoved, MembersInvitedToEvent
from commkit.events.hosting.messages import AddCohost, InviteToEvent, RemoveCohost
from commkit.events.importing import handlers as _importing
from commkit.events.importing.facts import EventsImported
from commkit.events.importing.messages import ImportEvents
from commkit.events.importing.records import ExternalEvent, ExternalOccurrence, ImportedEvents
from commkit.events.messages import CancelEvent, CreateEvent, EditEvent, ReadEvent
from commkit.events.occurrences import handlers as _occurrences
from commkit.events.occurrences import queries as _occurrence_queries
from commkit.events.occurrences.facts import (
    OccurrenceCancelled,
    OccurrenceEnded,
    OccurrenceReminderDue,
    OccurrenceRescheduled,
)
from commkit.events.occurrences.messages import (
    CancelOccurrence,
    EventFilter,
    ListEventSchedules,
    ListMyEvents,
    ListOccurrences,
    ListPastEvents,
    ListUpcomingEvents,
    ReadEventSchedule,
    ReadOccurrence,
    RescheduleOccurrence,
)
from commkit.events.occurrences.records import EventSchedule, Occurrence
from commkit.events.occurrences.tables import occurrence
from commkit.events.ratings import handlers as _ratings
from commkit.events.ratings import queries as _rating_queries
from commkit.events.ratings.facts import EventRated
from commkit.events.ratings.messages import ListEventRatings, RateEvent, ReadEventMetrics
from commkit.events.ratings.records import EventMetrics, EventRating
from commkit.events.records import Event, EventAccess, EventId, OccurrenceId
from commkit.events.series import reactions as _series
from commkit.events.series.facts import SeriesExtended
from commkit.events.tables import event
from commkit.events.views import offers as _offers
from commkit.events.views import queries as _views_queries
from commkit.events.views.messages import ViewEvents
from commkit.events.views.records import EventView
from commkit.events.visibility import hosts, uninvited, uninvited_principal

__all__ = [
    "AddCohost",
    "Attendee",
    "AttendeeCheckedIn",
    "CancelEvent",
    "CancelOccurrence",
    "CheckInAttendee",
    "CheckInCode",
    "CheckInWithCode",
    "CohostAdded",
    "CohostRemoved",
    "CreateCheckInCode",
    "CreateEvent",
    "EditEvent",
    "Event",
    "EventAccess",
    "EventCancelled",
    "EventCapacityChanged",
    "EventCreated",
    "EventEdited",
    "EventFilter",
    "EventId",
    "EventMetrics",
    "EventRated",
    "EventRating",
    "EventSchedule",
    "EventSettings",
    "EventView",
    "EventsImported",
    "ExternalEvent",
    "ExternalOccurrence",
    "FollowUpOpened",
    "ImportEvents",
    "ImportedEvents",
    "InviteToEvent",
    "ListAttendees",
    "ListEventRatings",
    "ListEventSchedules",
    "ListMyEvents",
    "ListOccurrences",
    "ListPastEvents",
    "ListUpcomingEvents",
    "MembersInvitedToEvent",
    "Occurrence",
    "OccurrenceCancelled",
    "OccurrenceEnded",
    "OccurrenceId",
    "OccurrenceReminderDue",
    "OccurrenceRescheduled",
    "RateEvent",
    "ReadEvent",
    "ReadEventMetrics",
    "ReadEventSchedule",
    "ReadOccurrence",
    "RemoveCohost",
    "RescheduleOccurrence",
    "Rsvp",
    "RsvpChanged",
    "RsvpStatus",
    "SeriesExtended",
    "SetEventCapacity",
    "ViewEvents",
    "WaitlistPromoted",
    "attendance_table",
    "event",
    "events",
    "hosts",
    "occurrence",
    "uninvited",
    "uninvited_principal",
]

del (
    _offers,
    _views_queries,
    _handlers,
    _jobs,
    _queries,
    _reactions,
    _subscribers,
    _visibility,
    _attendance,
    _attendance_jobs,
    _attendance_queries,
    _attendance_subscribers,
    _capacity,
    _check_in,
    _follow_ups,
    _hosting,
    _importing,
    _occurrences,
    _occurrence_queries,
    _ratings,
    _rating_queries,
    _series,
)
