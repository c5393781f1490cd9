"""How a question goes to a help desk, and how the answer comes back."""

from typing import Any
from uuid import UUID

from attrs import evolve

from commkit import Conflict, Context, Denied, Deny, Fact
from commkit.communities import CommunityCreated, UpdateSettings
from commkit.posts import CreateReply, Post
from commkit_support.handoff import statements as sql
from commkit_support.handoff.feature import HandoffSettings, handoff
from commkit_support.handoff.messages import (
    HandoffAccepted,
    HandoffAnswered,
    HandoffDeclined,
    HandoffFailed,
    HandoffLinked,
    HandoffOffered,
    HandoffReturned,
    ListHandoffs,
    OfferHandoff,
    RecordHandoffAccepted,
    RecordHandoffAnswered,
    RecordHandoffDeclined,
    RecordHandoffFailed,
    RecordHandoffLinked,
    ReturnHandoffAnswer,
)
from commkit_support.handoff.policy import advance, check_ticket_url
from commkit_support.handoff.records import Handoff, HandoffState, HelpDesk
from commkit_support.policy import check_not_settled, question_kind, require_question


@handoff.loads(Handoff, owner=lambda handoff: handoff.offered_by)
def fetch_handoff(context: Context, id: UUID) -> Handoff | None:
    """For staff, and for the asker."""
    return context.one(
        sql.ONE, id=id, me=context.member_or_none, sees_all=context.can("support.read_handoffs")
    )


@handoff.reacts_to(CommunityCreated)
def require_help_desk(context: Context, fact: CommunityCreated) -> None:
    """A support community without a way to people who answer for sure is not created, unless it says why."""
    if not _has_help_desk_or_reason(context, context.settings(HandoffSettings).no_help_desk_reason):
        raise Denied("support.help_desk_required", _HELP_DESK_REQUIRED)


@handoff.gates(UpdateSettings)
def check_help_desk_reason(context: Context, command: UpdateSettings) -> Deny | None:
    """What was promised at creation is not taken back later."""
    if command.feature != handoff.name:
        return None
    wish = command.values.get("no_help_desk_reason", context.settings(HandoffSettings).no_help_desk_reason)
    if _has_help_desk_or_reason(context, str(wish)):
        return None
    return Deny("support.help_desk_required", _HELP_DESK_REQUIRED)


_HELP_DESK_REQUIRED = (
    "a support community needs a way out to humans: give the plugin a help desk (`Support(help_desk=...)`), or write "
    "down why there is none in its settings (`support.handoff`: `no_help_desk_reason`)"
)


@handoff.handles(OfferHandoff)
def offer_handoff(context: Context, command: OfferHandoff) -> Handoff:
    """The unique index lets one handoff of a question be under way; the worker offers it to the desk."""
    question = context.get(Post, command.question, need="support.offer_handoff")
    require_question(context.community_type, question)
    check_not_settled(question)
    if _desk(context) is None:
        why = context.settings(HandoffSettings).no_help_desk_reason
        raise Denied("support.no_help_desk", f"this community has no help desk, because: {why}")
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
    )
    if not context.run(sql.ADD, offered, state=offered.state.value):
        raise Conflict("support.already_handed_off", "this question is in the hands of the help desk already")
    # Only now its row is held: a question that was merged away before is not handed over.
    require_question(context.community_type, context.get(Post, question.id))
    context.emit(HandoffOffered(handoff=offered.id, question=question.id))
    return offered


@handoff.handles(RecordHandoffAccepted)
def record_handoff_accepted(context: Context, command: RecordHandoffAccepted) -> Handoff:
    """To accepted."""
    before = context.get(Handoff, command.handoff)
    return _move(context, before, advance(before, HandoffState.ACCEPTED, context.now), HandoffAccepted)


@handoff.handles(RecordHandoffLinked)
def record_handoff_linked(context: Context, command: RecordHandoffLinked) -> Handoff:
    """To linked; where the answer was faster than the ticket, the ticket is noted all the same."""
    check_ticket_url(command.ticket)
    before = context.get(Handoff, command.handoff)
    after = advance(before, HandoffState.LINKED, context.now, ticket=command.ticket)
    return _move(context, before, after, HandoffLinked)


@handoff.handles(RecordHandoffAnswered)
def record_handoff_answered(context: Context, command: RecordHandoffAnswered) -> Handoff:
    """To answered."""
    before = context.get(Handoff, command.handoff)
    after = advance(before, HandoffState.ANSWERED, context.now, text=command.text)
    return _move(context, before, after, HandoffAnswered)


@handoff.handles(RecordHandoffDeclined)
def record_handoff_declined(context: Context, command: RecordHandoffDeclined) -> Handoff:
    """To declined."""
    before = context.get(Handoff, command.handoff)
    after = advance(before, HandoffState.DECLINED, context.now, failure_reason=command.reason)
    return _move(context, before, after, HandoffDeclined)


@handoff.handles(RecordHandoffFailed)
def record_handoff_failed(context: Context, command: RecordHandoffFailed) -> Handoff:
    """To failed."""
    return _fail(context, context.get(Handoff, command.handoff), command.reason)


@handoff.handles(ReturnHandoffAnswer)
def return_handoff_answer(context: Context, command: ReturnHandoffAnswer) -> Handoff:
    """Into the thread; where the question is gone meanwhile, the handoff fails and the answer is kept in it."""
    before = context.get(Handoff, command.handoff)
    if before.state is HandoffState.RETURNED:
        return before
    returned = advance(before, HandoffState.RETURNED, context.now)
    question = context.get(Post, before.question)
    kind = question_kind(context.community_type, question.kind)
    if question.removed_at is not None:
        return _fail(context, before, "the question was taken down before the answer came")
    # The row first: it is the lock that lets one of two workers publish.
    _save(context, before, returned)
    answer = context.do(CreateReply(question.id, before.text or "", kind=kind.awaits if kind else None))
    finished = evolve(returned, answer=answer.id)
    _save(context, returned, finished)
    context.emit(HandoffReturned(handoff=before.id, question=question.id, answer=answer.id))
    return finished


@handoff.handles(ListHandoffs)
def list_handoffs(context: Context, query: ListHandoffs) -> tuple[Handoff, ...]:
    """Of a question the actor may see."""
    question = context.get(Post, query.question, need="support.read_handoffs")
    return tuple(
        context.rows(
            sql.OF_QUESTION,
            question=question.id,
            me=context.member_or_none,
            sees_all=context.can("support.read_handoffs"),
        )
    )


def fail_expired_handoffs(context: Context, *, size: int) -> int:
    """Let the offers fail that the desk did not take in time.

    Returns:
        How many.
    """
    within = context.settings(HandoffSettings).acceptance_timeout
    late = context.rows(sql.EXPIRED_OFFERS, before=context.now - within, size=size)
    for offered in late:
        _fail(context, offered, f"the help desk did not take it within {within}")
    return len(late)


def _desk(context: Context) -> HelpDesk | None:
    return context.port(HelpDesk)


def _has_help_desk_or_reason(context: Context, no_help_desk_reason: str) -> bool:
    return _desk(context) is not None or bool(no_help_desk_reason.strip())


def _fail(context: Context, before: Handoff, why: str) -> Handoff:
    return _move(
        context, before, advance(before, HandoffState.FAILED, context.now, failure_reason=why), HandoffFailed
    )


def _move(context: Context, before: Handoff, after: Handoff, fact: Any) -> Handoff:
    """Keep what changed and tell it; a repeat changes nothing and tells nothing."""
    if after is before:
        return before
    _save(context, before, after)
    told: Fact = fact(handoff=after.id, question=after.question)
    context.emit(told)
    return after


def _save(context: Context, before: Handoff, after: Handoff) -> None:
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
        raise Conflict("support.handoff_stale", "this handoff moved on in the meantime; tell it again")
