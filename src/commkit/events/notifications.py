"""Who is told what: the worker turns facts into notifications, by the members whom they concern."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from commkit.events.commands import ListEventRecipients, OpenFollowUp, ReleaseSeats
from commkit.events.facts import (
    CohostAdded,
    EventCancelled,
    EventEdited,
    MembersInvitedToEvent,
    OccurrenceCancelled,
    OccurrenceEnded,
    OccurrenceReminderDue,
    OccurrenceRescheduled,
    WaitlistPromoted,
)
from commkit.events.feature import EventSettings, events
from commkit.events.records import EventId, OccurrenceId, RsvpStatus
from commkit.members import MemberLeft, MembershipStatus, MembershipStatusChanged
from commkit.notifications import NotifyMembers
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context

_PAGE = 500
_WANT_TO_COME = (RsvpStatus.GOING, RsvpStatus.WAITLISTED, RsvpStatus.MAYBE)
_COME = (RsvpStatus.GOING, RsvpStatus.MAYBE)


@events.subscribes_to(MembersInvitedToEvent)
def notify_invited(delivery: Any, fact: MembersInvitedToEvent) -> None:
    """Those who were invited."""
    with delivery.context(once=True) as context:
        _notify(context, "events.invited", fact.members, record="Event", object=fact.event, by=fact.actor)


@events.subscribes_to(CohostAdded)
def notify_cohost(delivery: Any, fact: CohostAdded) -> None:
    """Who helps to host it."""
    with delivery.context(once=True) as context:
        _notify(context, "events.cohost", (fact.member,), record="Event", object=fact.event, by=fact.actor)


@events.subscribes_to(WaitlistPromoted)
def notify_promoted(delivery: Any, fact: WaitlistPromoted) -> None:
    """Those who waited and have a seat."""
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
    """Those who want to come, where the schedule is another one."""
    if fact.moved:
        with delivery.context(once=True) as context:
            for page in _attending(context, fact, fact.event):
                _notify(context, "events.rescheduled", page, record="Event", object=fact.event, by=fact.actor)


@events.subscribes_to(EventCancelled)
def notify_cancelled(delivery: Any, fact: EventCancelled) -> None:
    """Those who wanted to come to any of it."""
    with delivery.context(once=True) as context:
        for page in _attending(context, fact, fact.event):
            _notify(context, "events.cancelled", page, record="Event", object=fact.event, by=fact.actor)


@events.subscribes_to(OccurrenceRescheduled, OccurrenceCancelled, OccurrenceReminderDue)
def notify_of_occurrence(delivery: Any, fact: Any) -> None:
    """Those who want to come to it; reminded are those who have a seat or may come."""
    kind = {OccurrenceRescheduled: "events.rescheduled", OccurrenceCancelled: "events.cancelled"}.get(
        type(fact), "events.reminder_due"
    )
    answers = _COME if kind == "events.reminder_due" else _WANT_TO_COME
    with delivery.context(once=True) as context:
        for page in _attending(context, fact, fact.event, occurrence=fact.occurrence, answers=answers):
            _notify(context, kind, page, record="Occurrence", object=fact.occurrence, by=fact.actor)


@events.subscribes_to(OccurrenceEnded)
def ask_for_rating(delivery: Any, fact: OccurrenceEnded) -> None:
    """Those who had a seat; who of them may answer is seen when they do."""
    with delivery.context(once=True) as context:
        if not context.settings(EventSettings).ask_for_ratings or context.community.archived_at is not None:
            return
        for page in _attending(
            context, fact, fact.event, occurrence=fact.occurrence, answers=(RsvpStatus.GOING,)
        ):
            _notify(context, "events.ended", page, record="Occurrence", object=fact.occurrence, by=None)


@events.subscribes_to(OccurrenceEnded)
def open_follow_up_thread(delivery: Any, fact: OccurrenceEnded) -> None:
    """The thread after it, where the event has one."""
    with delivery.context(once=True) as context:
        if context.community.archived_at is None:
            context.do(OpenFollowUp(fact.occurrence))


@events.subscribes_to(MemberLeft, MembershipStatusChanged)
def release_seats_of_leaver(delivery: Any, fact: Any) -> None:
    """Who left or was banned keeps no seat from others."""
    if isinstance(fact, MembershipStatusChanged) and fact.status is not MembershipStatus.BANNED:
        return
    while True:  # each round leaves fewer
        with delivery.context() as context:
            if not context.do(ReleaseSeats(fact.member)):
                return


def _attending(
    context: Context,
    fact: Any,
    event: EventId,
    *,
    occurrence: OccurrenceId | None = None,
    answers: Sequence[RsvpStatus] = _WANT_TO_COME,
) -> Iterator[tuple[MemberId, ...]]:
    """Those who gave one of some answers to what was not over when the fact was told, page by page."""
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
    wanted = tuple(member for member in to if member != by)
    if wanted:
        context.do(NotifyMembers(kind=kind, to=wanted, record=record, object=object, by=by))
