"""How handoffs are loaded and offered, and how what the help desk says about them is recorded."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from commkit import Conflict, Context, Denied, Fact
from commkit.posts import Post
from commkit_qa import check_not_settled, require_question
from commkit_support.clock import statements as clock_sql
from commkit_support.clock.records import Goal
from commkit_support.handoff import statements as sql
from commkit_support.handoff.facts import (
    HandoffAccepted,
    HandoffAnswered,
    HandoffDeclined,
    HandoffFailed,
    HandoffLinked,
    HandoffOffered,
)
from commkit_support.handoff.feature import HandoffSettings, handoff
from commkit_support.handoff.messages import (
    OfferHandoff,
    RecordHandoffAccepted,
    RecordHandoffAnswered,
    RecordHandoffDeclined,
    RecordHandoffFailed,
    RecordHandoffLinked,
)
from commkit_support.handoff.policy import advance, check_ticket_url, remaining_back
from commkit_support.handoff.ports import HelpDesk
from commkit_support.handoff.queries import remaining_times
from commkit_support.handoff.records import Handoff, HandoffState


@handoff.loads(Handoff, owner=lambda handoff: handoff.offered_by)
def fetch_handoff(context: Context, id: UUID) -> Handoff | None:
    """The handoff with this id, for staff and for the asker of its question."""
    return context.one(
        sql.ONE, id=id, me=context.member_or_none, sees_all=context.can("support.read_handoffs")
    )


@handoff.handles(OfferHandoff)
def offer_handoff(context: Context, command: OfferHandoff) -> Handoff:
    """Add the handoff; a unique index allows one active handoff of a question. The worker offers it to the desk."""
    question = context.get(Post, command.question, need="support.offer_handoff")
    require_question(context.community_type, question)
    check_not_settled(question)
    if context.port(HelpDesk) is None:
        reason = context.settings(HandoffSettings).no_help_desk_reason
        raise Denied("support.no_help_desk", f"this community has no help desk, because: {reason}")
    left = remaining_times(context, context.one(clock_sql.CLOCK, question=question.id))
    offered = Handoff(
        id=context.new_id(),
        question=question.id,
        state=HandoffState.OFFERED,
        reason=command.reason,
        offered_by=context.member_or_none,
        offered_at=context.now,
        changed_at=context.now,
        ended_at=None,
        ticket=None,
        text=None,
        answer=None,
        failure_reason=None,
        remaining=left[Goal.FIRST_REPLY],
        resolution_remaining=left[Goal.RESOLUTION],
    )
    if not context.run(sql.ADD, offered, state=offered.state.value):
        raise Conflict("support.already_handed_off", "this question is handed over to the help desk already")
    # The row's foreign key has locked the question by now; before, it may have been merged into another one.
    require_question(context.community_type, context.get(Post, question.id))
    context.emit(HandoffOffered(handoff=offered.id, question=question.id))
    return offered


@handoff.handles(RecordHandoffAccepted)
def record_handoff_accepted(context: Context, command: RecordHandoffAccepted) -> Handoff:
    """Move the handoff to `accepted`."""
    before = context.get(Handoff, command.handoff)
    return change_state(context, before, advance(before, HandoffState.ACCEPTED, context.now), HandoffAccepted)


@handoff.handles(RecordHandoffLinked)
def record_handoff_linked(context: Context, command: RecordHandoffLinked) -> Handoff:
    """Move the handoff to `linked`; a ticket that comes after the answer is recorded without a change of state."""
    check_ticket_url(command.ticket)
    before = context.get(Handoff, command.handoff)
    after = advance(before, HandoffState.LINKED, context.now, ticket=command.ticket)
    return change_state(context, before, after, HandoffLinked)


@handoff.handles(RecordHandoffAnswered)
def record_handoff_answered(context: Context, command: RecordHandoffAnswered) -> Handoff:
    """Move the handoff to `answered`."""
    before = context.get(Handoff, command.handoff)
    back = remaining_back(before, command)
    after = advance(before, HandoffState.ANSWERED, context.now, text=command.text)
    return change_state(context, before, after, HandoffAnswered, **back)


@handoff.handles(RecordHandoffDeclined)
def record_handoff_declined(context: Context, command: RecordHandoffDeclined) -> Handoff:
    """Move the handoff to `declined`."""
    before = context.get(Handoff, command.handoff)
    back = remaining_back(before, command)
    after = advance(before, HandoffState.DECLINED, context.now, failure_reason=command.reason)
    return change_state(context, before, after, HandoffDeclined, **back)


@handoff.handles(RecordHandoffFailed)
def record_handoff_failed(context: Context, command: RecordHandoffFailed) -> Handoff:
    """Move the handoff to `failed`."""
    before = context.get(Handoff, command.handoff)
    return fail(context, before, command.reason, **remaining_back(before, command))


def fail_expired_handoffs(context: Context, *, size: int) -> int:
    """Fail the offers that the help desk did not accept within `acceptance_timeout`.

    Args:
        context: The context.
        size: At most so many.

    Returns:
        How many failed.
    """
    timeout = context.settings(HandoffSettings).acceptance_timeout
    expired = context.rows(sql.EXPIRED_OFFERS, before=context.now - timeout, size=size)
    for offered in expired:
        fail(context, offered, f"the help desk did not accept it within {timeout}")
    return len(expired)


def fail(context: Context, before: Handoff, reason: str, **back: timedelta | None) -> Handoff:
    """Move a handoff to `failed` with a reason, and what the desk has left of the promises."""
    failed = advance(before, HandoffState.FAILED, context.now, failure_reason=reason)
    return change_state(context, before, failed, HandoffFailed, **back)


def change_state(
    context: Context, before: Handoff, after: Handoff, fact: Any, **more: timedelta | None
) -> Handoff:
    """Save a handoff that changed, and emit the fact; a repeat changes nothing and emits nothing.

    Raises:
        Conflict: Somebody else changed its state meanwhile.
    """
    if after is before:
        return before
    save(context, before, after)
    emitted: Fact = fact(handoff=after.id, question=after.question, **more)
    context.emit(emitted)
    return after


def save(context: Context, before: Handoff, after: Handoff) -> None:
    """Save a handoff, if it still is in the state that was loaded.

    Raises:
        Conflict: It is not.
    """
    saved = context.run(
        sql.SAVE,
        id=after.id,
        seen=before.state.value,
        new_state=after.state.value,
        new_changed_at=after.changed_at,
        new_ended_at=after.ended_at,
        new_ticket=after.ticket,
        new_text=after.text,
        new_answer=after.answer,
        new_failure_reason=after.failure_reason,
    )
    if not saved:
        raise Conflict(
            "support.handoff_stale", "this handoff changed in the meantime; send the command again"
        )
