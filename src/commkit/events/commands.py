"""What only the host itself does with events: jobs at their time, and events that come from elsewhere."""

from datetime import datetime
from typing import Annotated

from attrs import frozen

from commkit.events.messages import Body, Line, RuleText, Title, Url, Wall, Zone
from commkit.events.records import Event, EventId, ImportedEvents, Occurrence, OccurrenceId, RsvpStatus
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command, Query
from commkit.runtime.values.validation import Text


@frozen
class ExtendSeries(Command[Event]):
    """Make the next occurrences of a recurring event; it plans itself anew."""

    permission = "events.run_jobs"

    event: EventId


@frozen
class RemindAttendees(Command[Occurrence]):
    """Tell that an occurrence comes soon."""

    permission = "events.run_jobs"

    occurrence: OccurrenceId


@frozen
class EndOccurrence(Command[Occurrence]):
    """Tell that an occurrence is over."""

    permission = "events.run_jobs"
    when_archived = True

    occurrence: OccurrenceId


@frozen
class OpenFollowUp(Command[Occurrence]):
    """Open the thread in which those who came go on to talk."""

    permission = "events.run_jobs"

    occurrence: OccurrenceId


@frozen
class ReleaseSeats(Command[bool]):
    """Free the seats and the places on waitlists of a member who is gone, some at once.

    Attributes:
        member: Who.

    Returns:
        Whether there may be more of them.
    """

    permission = "events.run_jobs"
    when_archived = True

    member: MemberId


@frozen(kw_only=True)
class ListEventRecipients(Query[tuple[MemberId, ...]]):
    """Those to whom something of an event is told, by their ids; for the worker.

    Attributes:
        event: Of which event.
        occurrence: Of this occurrence only.
        answers: With these answers.
        since: To occurrences that were not over then, where none is named.
        after: Behind this member.
        limit: How many, at most 1,000.
    """

    permission = "events.run_jobs"

    event: EventId
    occurrence: OccurrenceId | None = None
    answers: tuple[RsvpStatus, ...]
    since: datetime
    after: MemberId | None = None
    limit: int = 500


@frozen(kw_only=True)
class ExternalOccurrence:
    """One occurrence that is not as the rule says.

    Attributes:
        original_start: The start that the rule gives it.
        starts: Its start; None where it was cancelled.
        ends: Its end.
    """

    original_start: Wall
    starts: Wall | None = None
    ends: Wall | None = None


@frozen(kw_only=True)
class ExternalEvent:
    """An event as another system knew it; its fields are those of `CreateEvent`.

    Attributes:
        uid: Its name in calendars; an event whose uid is known is not taken again.
        overrides: Occurrences that were moved or cancelled.
        cancelled: Whether it was cancelled.
    """

    uid: Annotated[str, Text(max=255, lines=False)]
    title: Title
    body: Body = ""
    location: Line = ""
    url: Url = ""
    starts: Wall
    ends: Wall
    zone: Zone
    rule: RuleText = ""
    extra: tuple[Wall, ...] = ()
    without: tuple[Wall, ...] = ()
    overrides: tuple[ExternalOccurrence, ...] = ()
    cancelled: bool = False


@frozen
class ImportEvents(Command[ImportedEvents]):
    """Take events in that another system knew; nobody is told one by one.

    Attributes:
        events: Which; one that does not fit is skipped and counted by the code of what is wrong with it.
    """

    permission = "events.import"
    personal = ("events",)

    events: tuple[ExternalEvent, ...]
