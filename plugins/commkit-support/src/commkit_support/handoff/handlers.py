"""How a question goes to a help desk, and how the answer comes back."""

from typing import Any
from uuid import UUID

from attrs import evolve

from commkit import Conflict, Denied, Deny, Fact, Session
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
    Handoffs,
    OfferHandoff,
    RecordAccepted,
    RecordAnswered,
    RecordDeclined,
    RecordFailed,
    RecordLinked,
    ReturnAnswer,
)
from commkit_support.handoff.policy import refuse_bad_address, step
from commkit_support.handoff.records import Handoff, HandoffState, HelpDesk
from commkit_support.policy import question_kind, refuse_if_settled, refuse_unless_question


@handoff.loads(Handoff, owner=lambda handoff: handoff.offered_by)
def fetch_handoff(session: Session, id: UUID) -> Handoff | None:
    """For staff, and for the asker."""
    return session.one(
        sql.ONE, id=id, me=session.member_or_none, sees_all=session.can("support.read_handoffs")
    )


@handoff.reacts_to(CommunityCreated)
def way_out_to_humans(session: Session, fact: CommunityCreated) -> None:
    """A support community without a way to people who answer for sure is not created, unless it says why."""
    if not _has_way_out(session, session.settings(HandoffSettings).none_because):
        raise Denied("support.no_way_out", _NO_WAY_OUT)


@handoff.gates(UpdateSettings)
def keeps_way_out(session: Session, command: UpdateSettings) -> Deny | None:
    """What was promised at creation is not taken back later."""
    if command.feature != handoff.name:
        return None
    wish = command.values.get("none_because", session.settings(HandoffSettings).none_because)
    if _has_way_out(session, str(wish)):
        return None
    return Deny("support.no_way_out", _NO_WAY_OUT)


_NO_WAY_OUT = (
    "a support community needs a way out to humans: give the plugin a help desk (`Support(help_desk=...)`), or write "
    "down why there is none in its settings (`support.handoff`: `none_because`)"
)


@handoff.handles(OfferHandoff)
def offer_handoff(session: Session, command: OfferHandoff) -> Handoff:
    """The unique index lets one handoff of a question be under way; the worker offers it to the desk."""
    question = session.get(Post, command.question, need="support.hand_over")
    refuse_unless_question(session.community_type, question)
    refuse_if_settled(question)
    if _desk(session) is None:
        why = session.settings(HandoffSettings).none_because
        raise Denied("support.no_desk", f"this community has no help desk, because: {why}")
    offered = Handoff(
        id=session.new_id(),
        question=question.id,
        state=HandoffState.OFFERED,
        reason=command.reason,
        offered_by=session.member_or_none,
        offered_at=session.now,
        changed_at=session.now,
        over_at=None,
        ticket=None,
        text=None,
        answer=None,
        why=None,
    )
    if not session.run(sql.ADD, offered, state=offered.state.value):
        raise Conflict("support.handed_over", "this question is in the hands of the help desk already")
    # Only now its row is held: a question that was merged away before is not handed over.
    refuse_unless_question(session.community_type, session.get(Post, question.id))
    session.emit(HandoffOffered(handoff=offered.id, question=question.id))
    return offered


@handoff.handles(RecordAccepted)
def record_accepted(session: Session, command: RecordAccepted) -> Handoff:
    """To accepted."""
    before = session.get(Handoff, command.handoff)
    return _move(session, before, step(before, HandoffState.ACCEPTED, session.now), HandoffAccepted)


@handoff.handles(RecordLinked)
def record_linked(session: Session, command: RecordLinked) -> Handoff:
    """To linked; where the answer was faster than the ticket, the ticket is noted all the same."""
    refuse_bad_address(command.ticket)
    before = session.get(Handoff, command.handoff)
    after = step(before, HandoffState.LINKED, session.now, ticket=command.ticket)
    return _move(session, before, after, HandoffLinked)


@handoff.handles(RecordAnswered)
def record_answered(session: Session, command: RecordAnswered) -> Handoff:
    """To answered."""
    before = session.get(Handoff, command.handoff)
    after = step(before, HandoffState.ANSWERED, session.now, text=command.text)
    return _move(session, before, after, HandoffAnswered)


@handoff.handles(RecordDeclined)
def record_declined(session: Session, command: RecordDeclined) -> Handoff:
    """To declined."""
    before = session.get(Handoff, command.handoff)
    after = step(before, HandoffState.DECLINED, session.now, why=command.reason)
    return _move(session, before, after, HandoffDeclined)


@handoff.handles(RecordFailed)
def record_failed(session: Session, command: RecordFailed) -> Handoff:
    """To failed."""
    return _fail(session, session.get(Handoff, command.handoff), command.reason)


@handoff.handles(ReturnAnswer)
def return_answer(session: Session, command: ReturnAnswer) -> Handoff:
    """Into the thread; where the question is gone meanwhile, the handoff fails and the answer is kept in it."""
    before = session.get(Handoff, command.handoff)
    if before.state is HandoffState.RETURNED:
        return before
    returned = step(before, HandoffState.RETURNED, session.now)
    question = session.get(Post, before.question)
    kind = question_kind(session.community_type, question.kind)
    if question.removed_at is not None:
        return _fail(session, before, "the question was taken down before the answer came")
    # The row first: it is the lock that lets one of two workers publish.
    _save(session, before, returned)
    answer = session.do(CreateReply(question.id, before.text or "", kind=kind.awaits if kind else None))
    finished = evolve(returned, answer=answer.id)
    _save(session, returned, finished)
    session.emit(HandoffReturned(handoff=before.id, question=question.id, answer=answer.id))
    return finished


@handoff.handles(Handoffs)
def handoffs(session: Session, query: Handoffs) -> tuple[Handoff, ...]:
    """Of a question the actor may see."""
    question = session.get(Post, query.question, need="support.read_handoffs")
    return tuple(
        session.rows(
            sql.OF_QUESTION,
            question=question.id,
            me=session.member_or_none,
            sees_all=session.can("support.read_handoffs"),
        )
    )


def give_up_handoffs(session: Session, *, size: int) -> int:
    """Let the offers fail that the desk did not take in time.

    Returns:
        How many.
    """
    within = session.settings(HandoffSettings).taken_within
    late = session.rows(sql.NOT_TAKEN, before=session.now - within, size=size)
    for offered in late:
        _fail(session, offered, f"the help desk did not take it within {within}")
    return len(late)


def _desk(session: Session) -> HelpDesk | None:
    return session.port(HelpDesk)


def _has_way_out(session: Session, none_because: str) -> bool:
    return _desk(session) is not None or bool(none_because.strip())


def _fail(session: Session, before: Handoff, why: str) -> Handoff:
    return _move(session, before, step(before, HandoffState.FAILED, session.now, why=why), HandoffFailed)


def _move(session: Session, before: Handoff, after: Handoff, fact: Any) -> Handoff:
    """Keep what changed and tell it; a repeat changes nothing and tells nothing."""
    if after is before:
        return before
    _save(session, before, after)
    told: Fact = fact(handoff=after.id, question=after.question)
    session.emit(told)
    return after


def _save(session: Session, before: Handoff, after: Handoff) -> None:
    saved = session.run(
        sql.MOVE,
        id=after.id,
        seen=before.state.value,
        new_state=after.state.value,
        new_changed_at=after.changed_at,
        new_over_at=after.over_at,
        new_ticket=after.ticket,
        new_text=after.text,
        new_answer=after.answer,
        new_why=after.why,
    )
    if not saved:
        raise Conflict("support.handoff_stale", "this handoff moved on in the meantime; tell it again")
