"""How members vote to close questions and to open them again."""

from collections.abc import Sequence

from commkit import Conflict, Context
from commkit.posts import Post, PostId
from commkit_developer.closing import statements as sql
from commkit_developer.closing.duplicates.handlers import check_no_circle, confirm_as_duplicate
from commkit_developer.closing.facts import (
    ClosedByCommunity,
    CloseVoted,
    ClosingVoteRetracted,
    ReopenedByCommunity,
    ReopenVoted,
)
from commkit_developer.closing.feature import VOTE_TO_CLOSE, VOTE_TO_REOPEN, ClosingSettings, closing_feature
from commkit_developer.closing.messages import RetractClosingVote, VoteToClose, VoteToReopen
from commkit_developer.closing.policy import (
    check_closed,
    check_original,
    check_unlocked,
    chosen_vote,
    closing_comment,
    require_reason,
)
from commkit_developer.closing.queries import live_votes, status_of
from commkit_developer.closing.records import CloseReason, ClosingStatus, ClosingVote, Closure, ClosureId
from commkit_qa import check_not_settled, is_question, perform_close, perform_reopen, require_question


@closing_feature.handles(VoteToClose)
def vote_to_close(context: Context, command: VoteToClose) -> ClosingStatus:
    """Lock the question, so that each vote sees the ones before it; then vote, and close it with the last one."""
    me = context.member
    question = context.get(Post, command.question, need=VOTE_TO_CLOSE)
    require_question(context.community_type, question)
    check_not_settled(question)
    check_unlocked(question)
    reason = require_fitting_reason(context, question, command.reason, original=command.original)
    lock_question(context, question)
    mine = ClosingVote(
        question=question.id,
        voter=me,
        reopens=False,
        reason=reason.name,
        original=command.original,
        at=context.now,
    )
    context.run(sql.VOTE, mine)
    votes = [vote for vote in live_votes(context, question.id) if not vote.reopens]
    alone = context.can("qa.close", question)
    if alone:
        _close(context, question, mine, votes, alone=True)
    elif len(votes) >= context.settings(ClosingSettings).votes_to_close:
        _close(context, question, chosen_vote(votes), votes, alone=False)
    else:
        context.emit(CloseVoted(question=question.id, reason=reason.name))
    return status_of(context, context.get(Post, question.id))


@closing_feature.handles(VoteToReopen)
def vote_to_reopen(context: Context, command: VoteToReopen) -> ClosingStatus:
    """Lock the question, so that each vote sees the ones before it; then vote, and open it with the last one."""
    me = context.member
    question = context.get(Post, command.question, need=VOTE_TO_REOPEN)
    require_question(context.community_type, question)
    check_closed(question)
    lock_question(context, question)
    context.run(
        sql.VOTE,
        ClosingVote(
            question=question.id,
            voter=me,
            reopens=True,
            reason="",
            original=None,
            at=context.now,
        ),
    )
    votes = sum(vote.reopens for vote in live_votes(context, question.id))
    alone = context.can("qa.reopen")  # the asker, who may only open their own, is one of several
    if not alone and votes < context.settings(ClosingSettings).votes_to_reopen:
        context.emit(ReopenVoted(question=question.id))
        return status_of(context, question)
    reopened = perform_reopen(context, question)
    context.emit(ReopenedByCommunity(question=question.id, asker=question.author, votes=votes, alone=alone))
    return status_of(context, reopened)


@closing_feature.handles(RetractClosingVote)
def retract_closing_vote(context: Context, command: RetractClosingVote) -> ClosingStatus:
    """Delete the vote; what votes have done stays."""
    me = context.member
    question = context.get(Post, command.question)
    require_question(context.community_type, question)
    if context.run(sql.DELETE_VOTE, question=question.id, voter=me):
        context.emit(ClosingVoteRetracted(question=question.id))
    return status_of(context, question)


def require_fitting_reason(
    context: Context, question: Post, name: str, *, original: PostId | None
) -> CloseReason:
    """The declared reason of a vote to close a question, which names another question just where it asks for one.

    Args:
        context: The context.
        question: The question.
        name: The name of the reason.
        original: The question that it repeats, where one is named.

    Raises:
        Invalid: There is no such reason, or `original` does not fit.
        Conflict: The other one is a duplicate of this one.
    """
    reason = require_reason(context.declared(CloseReason), name)
    repeated = context.get(Post, original) if original is not None else None
    asks = repeated is not None and is_question(context.community_type, repeated)
    check_original(reason, question.id, repeated, asks=asks)
    if repeated is not None:
        check_no_circle(context, question, repeated)
    return reason


def lock_question(context: Context, question: Post) -> None:
    """Lock a question, ahead of all that hangs on it.

    Raises:
        Conflict: It was removed, closed, opened or solved since it was read.
    """
    locked = context.one(sql.LOCK_QUESTION, question=question.id)
    if locked is None or locked[0] != question.state:
        raise Conflict("developer.stale", "the question was changed in the meantime; read it again")


def _close(
    context: Context, question: Post, chosen: ClosingVote, votes: Sequence[ClosingVote], *, alone: bool
) -> None:
    """Close it with the reason of one of the votes; these go with the state, and what they did is kept as a closure."""
    reason = require_reason(context.declared(CloseReason), chosen.reason)
    perform_close(context, question, reason=closing_comment(reason))
    context.run(
        sql.ADD_CLOSURE,
        Closure(
            id=ClosureId(context.new_id()),
            question=question.id,
            reason=reason.name,
            original=chosen.original,
            votes=len(votes),
            alone=alone,
            closed_at=context.now,
            ended_at=None,
            reopened=False,
        ),
    )
    if alone and chosen.original is not None:  # else the worker does it, as no voter alone may
        confirm_as_duplicate(context, question.id, chosen.original)
    context.emit(
        ClosedByCommunity(
            question=question.id,
            asker=question.author,
            reason=reason.name,
            original=chosen.original,
            votes=len(votes),
            alone=alone,
        )
    )
