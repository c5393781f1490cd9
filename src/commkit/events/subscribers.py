"""Which members are notified of what: the worker turns facts about events into notifications."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from commkit.events.attendance.jobs import ListEventRecipients
from commkit.events.attendance.records import RsvpStatus
from commkit.events.capacity.facts import WaitlistPromoted
from commkit.events.facts import EventCancelled, EventEdited
from commkit.events.feature import EventSettings, events
from commkit.events.hosting.facts import CohostAdded, MembersInvitedToEvent
from commkit.events.occurrences.facts import (
    OccurrenceCancelled,
    OccurrenceEnded,
    OccurrenceReminderDue,
    OccurrenceRescheduled,
)
from commkit.events.records import EventId, OccurrenceId
from commkit.notifications import NotifyMembers
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context

_PAGE = 500
_INTERESTED = (RsvpStatus.GOING, RsvpStatus.WAITLISTED, RsvpStatus.MAYBE)
_ATTENDING = (RsvpStatus.GOING, RsvpStatus.MAYBE)


@events.subscribes_to(MembersInvitedToEvent)
def notify_invited(delivery: Any, fact: MembersInvitedToEvent) -> None:
    """Notify those who were invited."""
    with delivery.context(once=True) as context:
        _notify(context, "events.invited", fact.members, record="Event", object=fact.event, by=fact.actor)


@events.subscribes_to(CohostAdded)
def notify_cohost(delivery: Any, fact: CohostAdded) -> None:
    """Notify the new co-host."""
    with delivery.context(once=True) as context:
        _notify(context, "events.cohost", (fact.member,), record="Event", object=fact.event, by=fact.actor)


@events.subscribes_to(WaitlistPromoted)
def notify_promoted(delivery: Any, fact: WaitlistPromoted) -> None:
    """Notify those who got a seat from the waitlist."""
    with delivery.context(once=True) as context:
        _notify(
            context,
            "events.waitlist_promoted",
            fact.members,
            record="Occurrence",
            object=fact.occurrence,
            by=None,
        )


@events.subscribes_to(EventEdited)
def notify_rescheduled(delivery: Any, fact: EventEdited) -> None:
    """Notify those who answered that they come, where the schedule changed."""
    if fact.rescheduled:
        with delivery.context(once=True) as context:
            for page in _recipients(context, fact, fact.event):
                _notify(context, "events.rescheduled", page, record="Event", object=fact.event, by=fact.actor)


@events.subscribes_to(EventCancelled)
def notify_cancelled(delivery: Any, fact: EventCancelled) -> None:
    """Notify those who answered that they come to any upcoming occurrence."""
    with delivery.context(once=True) as context:
        for page in _recipients(context, fact, fact.event):
            _notify(context, "events.cancelled", page, record="Event", object=fact.event, by=fact.actor)


@events.subscribes_to(OccurrenceRescheduled, OccurrenceCancelled, OccurrenceReminderDue)
def notify_of_occurrence(delivery: Any, fact: Any) -> None:
    """Notify those who answered that they come; of a reminder those without a seat are left out."""
    kind = {OccurrenceRescheduled: "events.rescheduled", OccurrenceCancelled: "events.cancelled"}.get(
        type(fact), "events.reminder_due"
    )
    answers = _ATTENDING if kind == "events.reminder_due" else _INTERESTED
    with delivery.context(once=True) as context:
        for page in _recipients(context, fact, fact.event, occurrence=fact.occurrence, answers=answers):
            _notify(context, kind, page, record="Occurrence", object=fact.occurrence, by=fact.actor)


@events.subscribes_to(OccurrenceEnded)
def ask_for_rating(delivery: Any, fact: OccurrenceEnded) -> None:
    """Notify those who had a seat; `RateEvent` checks which of them may rate."""
    with delivery.context(once=True) as context:
        if not context.settings(EventSettings).ask_for_ratings or context.community.archived_at is not None:
            return
        for page in _recipients(
            context, fact, fact.event, occurrence=fact.occurrence, answers=(RsvpStatus.GOING,)
        ):
            _notify(context, "events.ended", page, record="Occurrence", object=fact.occurrence, by=None)


def _recipients(
    context: Context,
    fact: Any,
    event: EventId,
    *,
    occurrence: OccurrenceId | None = None,
    answers: Sequence[RsvpStatus] = _INTERESTED,
) -> Iterator[tuple[MemberId, ...]]:
    """Pages of members with one of some RSVPs to what was not over when the fact was emitted."""
    after: MemberId | None = None
    while True:
        page = context.ask(
            ListEventRecipients(
                event=event,
                occurrence=occurrence,
                answers=tuple(answers),
                since=fact.at,
                after=after,
                limit=_PAGE,
            )
        )
        if page:
            yield page
        if len(page) < _PAGE:
            return
        after = page[-1]


def _notify(
    context: Context, kind: str, to: Iterable[MemberId], *, record: str, object: UUID, by: MemberId | None
) -> None:
    recipients = tuple(member for member in to if member != by)
    if recipients:
        context.do(NotifyMembers(kind=kind, to=recipients, record=record, object=object, by=by))
