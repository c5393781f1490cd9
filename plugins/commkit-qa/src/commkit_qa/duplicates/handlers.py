"""How duplicates are marked, confirmed, rejected and merged."""

from attrs import evolve

from commkit import Conflict, Context, NotFound
from commkit.posts import MergeThreads, MovePost, Post, PostId, set_accepted_answer
from commkit_qa.duplicates import statements as sql
from commkit_qa.duplicates.facts import (
    DuplicateConfirmed,
    DuplicateProposed,
    DuplicateRejected,
)
from commkit_qa.duplicates.feature import duplicate_feature
from commkit_qa.duplicates.messages import (
    ConfirmDuplicate,
    MarkDuplicate,
    MergeDuplicate,
    RejectDuplicate,
)
from commkit_qa.duplicates.policy import MAX_PROPOSALS, check_pair, circle, stale
from commkit_qa.duplicates.records import DuplicateMark, DuplicateState
from commkit_qa.policy import CLOSED, SOLVED, require_question


@duplicate_feature.handles(MarkDuplicate)
def mark_duplicate(context: Context, command: MarkDuplicate) -> DuplicateMark:
    """Add the proposal, or make one of what was reversed, merged or rejected before."""
    question, of = context.get(Post, command.question), context.get(Post, command.of)
    check_pair(context.community_type, question, of)
    before = context.one(sql.MARK, question=question.id, of=of.id)
    if before is not None and before.state is DuplicateState.PROPOSED:
        return before
    _check_may_propose(context, question, of, before)
    mark = DuplicateMark(
        question=question.id,
        of=of.id,
        root=of.id,
        state=DuplicateState.PROPOSED,
        proposed_by=context.member_or_none,
        proposed_at=context.now,
        settled_by=None,
        settled_at=None,
    )
    if before is not None:
        set_mark(context, before, mark)
    elif not context.run(sql.ADD, mark):
        raise stale()
    context.emit(DuplicateProposed(question=question.id, of=of.id, asker=question.author))
    return mark


def _check_may_propose(context: Context, question: Post, of: Post, before: DuplicateMark | None) -> None:
    if context.one(sql.CONFIRMED, question=question.id) is not None:
        raise _already()
    if root_in(context, of.id) == question.id:
        raise circle()
    rejected = before is not None and before.state is DuplicateState.REJECTED
    if rejected and not context.can("qa.request_information", question):
        raise Conflict(
            "qa.duplicate_rejected",
            "whoever settles this question disagreed; ask them in a comment to mark it themselves",
        )
    ((waiting,),) = context.rows(sql.COUNT_PROPOSALS, question=question.id)
    if waiting >= MAX_PROPOSALS:
        raise Conflict("qa.too_many_proposals", "ten proposals about this question wait for an answer")


@duplicate_feature.handles(ConfirmDuplicate)
def confirm_duplicate(context: Context, command: ConfirmDuplicate) -> DuplicateMark:
    """Lock the question and the root, see that all is as it was, and lead everything to the root."""
    question = context.get(Post, command.question, need="qa.close")
    require_question(context.community_type, question)
    before = _proposal(context, question.id, command.of)
    if before.state is DuplicateState.CONFIRMED:
        return before
    of = context.get(Post, command.of)
    root = context.get(Post, root_in(context, of.thread))
    if root.id == question.id:
        raise circle()
    check_pair(context.community_type, question, root)
    _lock(context, question.id, of.thread, root.id)
    if context.one(sql.CONFIRMED, question=question.id) is not None:
        raise _already()
    mark = evolve(
        before,
        root=root.id,
        state=DuplicateState.CONFIRMED,
        settled_by=context.member_or_none,
        settled_at=context.now,
    )
    set_mark(context, before, mark)
    context.run(sql.LEAD_ON, seen_root=question.id, new_root=root.id)
    if question.state not in (SOLVED, CLOSED):
        set_accepted_answer(context, question, None, state=CLOSED)
    context.emit(DuplicateConfirmed(question=question.id, root=root.id, asker=question.author))
    return mark


@duplicate_feature.handles(RejectDuplicate)
def reject_duplicate(context: Context, command: RejectDuplicate) -> DuplicateMark:
    """Keep the mark as rejected, so that it is not proposed again and again."""
    question = context.get(Post, command.question, need="qa.close")
    require_question(context.community_type, question)
    before = _proposal(context, question.id, command.of)
    if before.state is DuplicateState.CONFIRMED:
        raise _already()
    mark = evolve(
        before,
        state=DuplicateState.REJECTED,
        settled_by=context.member_or_none,
        settled_at=context.now,
    )
    set_mark(context, before, mark)
    context.emit(DuplicateRejected(question=question.id, of=command.of))
    return mark


@duplicate_feature.handles(MergeDuplicate)
def merge_duplicate(context: Context, command: MergeDuplicate) -> Post:
    """Move each answer below the root, where it stays an answer; then merge what is left."""
    question = context.get(Post, command.question, need="qa.merge_duplicates")
    kind = require_question(context.community_type, question)
    mark = context.one(sql.CONFIRMED, question=question.id)
    if mark is None:
        raise Conflict("qa.no_duplicate", "this is no confirmed duplicate; mark and confirm it first")
    root = context.get(Post, mark.root)
    if question.answer is not None:
        set_accepted_answer(context, question, None, state=CLOSED)
    for (answer,) in context.rows(sql.ANSWERS, question=question.id, awaited=kind.awaits):
        context.do(MovePost(answer, root.id))
    return context.do(MergeThreads(question.id, root.id))


def _proposal(context: Context, question: PostId, of: PostId) -> DuplicateMark:
    """A mark that is confirmed or waits for an answer."""
    mark = context.one(sql.MARK, question=question, of=of)
    if mark is None or mark.state not in (DuplicateState.PROPOSED, DuplicateState.CONFIRMED):
        raise NotFound("qa.no_proposal", "nobody proposes that; mark it as a duplicate first")
    context.get(Post, of)
    return mark


def root_in(context: Context, question: PostId) -> PostId:
    """Where the readers of a question are sent; the question itself if it is no duplicate."""
    found = context.rows(sql.ROOTS, questions=[question])
    return found[0][1] if found else question


def _lock(context: Context, question: PostId, of: PostId, root: PostId) -> None:
    """Lock both ends; what somebody else changed until then is noticed."""
    locked = context.rows(sql.LOCK, posts=[question, root])
    if len(locked) != 2 or root_in(context, of) != root:
        raise stale()


def set_mark(context: Context, before: DuplicateMark, after: DuplicateMark) -> None:
    """Change a mark, unless it was changed since it was read."""
    values = {
        f"new_{name}": getattr(after, name)
        for name in ("root", "state", "proposed_by", "proposed_at", "settled_by", "settled_at")
    }
    if not context.run(sql.SET_MARK, question=before.question, of=before.of, seen=before.state, **values):
        raise stale()


def _already() -> Conflict:
    return Conflict(
        "qa.already_duplicate", "this question is a duplicate already; open it again first to take that back"
    )
