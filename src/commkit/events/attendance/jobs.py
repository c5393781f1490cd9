"""What the worker does with RSVPs: release the seats of former members, and find the recipients of a notification."""

from datetime import datetime

from attrs import evolve, frozen

from commkit.events.attendance import statements as sql
from commkit.events.attendance.handlers import change_rsvp
from commkit.events.attendance.records import RsvpStatus
from commkit.events.feature import events
from commkit.events.occurrences.records import Occurrence
from commkit.events.records import EventId, OccurrenceId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command, Query
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import FIRST_ID

_BATCH = 100
"""Seats that one command releases."""
_MAX_RECIPIENTS = 1_000


@frozen
class ReleaseSeats(Command[bool]):
    """Release the seats and the waitlist numbers of a former member, at most 100 at once.

    Attributes:
        member: The member.

    Returns:
        Whether there may be more of them.
    """

    permission = "events.run_jobs"
    when_archived = True

    member: MemberId


@frozen(kw_only=True)
class ListEventRecipients(Query[tuple[MemberId, ...]]):
    """The members to notify about an event, each once and by their ids.

    Attributes:
        event: The event.
        occurrence: One occurrence of it; None for all that were not over at `since`.
        answers: The RSVPs that count.
        since: A moment.
        after: The last member of the batch before.
        limit: How many, 1 to 1,000.
    """

    permission = "events.run_jobs"

    event: EventId
    occurrence: OccurrenceId | None = None
    answers: tuple[RsvpStatus, ...]
    since: datetime
    after: MemberId | None = None
    limit: int = 500


@events.handles(ReleaseSeats)
def release_seats(context: Context, command: ReleaseSeats) -> bool:
    """Lock each occurrence, and decline for the member unless they are checked in."""
    held = context.rows(sql.HELD_SEATS, member=command.member, now=context.now, size=_BATCH)
    for (id,) in held:
        context.run(sql.LOCK, id=id)
        attendee = context.one(sql.ATTENDEE, occurrence=id, member=command.member)
        if attendee is not None and attendee.checked_in_at is None:
            before = evolve(context.get(Occurrence, id), my_status=attendee.status)
            change_rsvp(context, before, command.member, RsvpStatus.DECLINED)
    return len(held) == _BATCH


@events.handles(ListEventRecipients)
def list_event_recipients(context: Context, query: ListEventRecipients) -> tuple[MemberId, ...]:
    """Read one batch."""
    rows = context.rows(
        sql.RECIPIENTS,
        event=query.event,
        occurrence=query.occurrence,
        every_occurrence=query.occurrence is None,
        answers=list(query.answers),
        since=query.since,
        after=query.after or FIRST_ID,
        size=min(max(query.limit, 1), _MAX_RECIPIENTS),
    )
    return tuple(MemberId(member) for (member,) in rows)
