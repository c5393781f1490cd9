"""How the votes about a question, the reasons and the numbers of closing are read."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from attrs import evolve

from commkit import Context
from commkit.posts import Post, PostId
from commkit.storage import EARLIEST
from commkit_developer.closing import statements as sql
from commkit_developer.closing.duplicates.handlers import redirect_of
from commkit_developer.closing.feature import ClosingSettings, closing_feature
from commkit_developer.closing.messages import ListCloseReasons, ReadClosing, ReadClosingNumbers
from commkit_developer.closing.policy import count_reasons
from commkit_developer.closing.records import (
    CloseReason,
    ClosingNumbers,
    ClosingStatus,
    ClosingVote,
    Closure,
    ReasonCount,
)
from commkit_qa import CLOSED, require_question


@closing_feature.handles(ReadClosing)
def read_closing(context: Context, query: ReadClosing) -> ClosingStatus:
    """Load the question, then its votes, and how it was closed."""
    question = context.get(Post, query.question)
    require_question(context.community_type, question)
    return status_of(context, question)


@closing_feature.handles(ListCloseReasons)
def list_close_reasons(context: Context, query: ListCloseReasons) -> tuple[CloseReason, ...]:
    """What features and the type declare; no statement is run."""
    return context.declared(CloseReason)


@closing_feature.handles(ReadClosingNumbers)
def read_closing_numbers(context: Context, query: ReadClosingNumbers) -> ClosingNumbers:
    """Count in one statement, by reason."""
    rows = context.rows(sql.BY_REASON, since=query.since or EARLIEST)
    closed, by_votes, reopened = (sum(row[column] for row in rows) for column in (1, 2, 3))
    return ClosingNumbers(
        closed=closed,
        by_reason=tuple(ReasonCount(row[0], row[1]) for row in rows),
        by_votes=by_votes,
        reopened=reopened,
        reopen_rate=reopened / closed if closed else None,
    )


def votes_after(context: Context) -> datetime:
    """The moment since when votes about questions count."""
    return context.now - context.settings(ClosingSettings).votes_expire_after


def live_votes(context: Context, question: PostId) -> list[ClosingVote]:
    """The votes about a question that have not expired, the oldest first."""
    return context.rows(sql.VOTES, question=question, after=votes_after(context))


def status_of(context: Context, question: Post) -> ClosingStatus:
    """Where the votes about a question stand.

    Args:
        context: Whose votes it tells from others.
        question: A question that the actor sees.
    """
    settings = context.settings(ClosingSettings)
    votes = live_votes(context, question.id)
    closure = _closure_of(context, question) if question.state == CLOSED else None
    return ClosingStatus(
        question=question.id,
        state=question.state,
        close_votes=count_reasons(vote.reason for vote in votes if not vote.reopens),
        votes_to_close=settings.votes_to_close,
        reopen_votes=sum(vote.reopens for vote in votes),
        votes_to_reopen=settings.votes_to_reopen,
        voted=any(vote.voter == context.member_or_none for vote in votes),
        closure=closure,
        redirect=redirect_of(context, question.id) if closure is not None and closure.original else None,
    )


def _closure_of(context: Context, question: Post) -> Closure | None:
    """How it was closed; which question it repeats is told to those who see that one."""
    closure: Closure | None = context.one(sql.CLOSURE, question=question.id)
    if closure is None or closure.original is None or context.visible_ids(Post, [closure.original]):
        return closure
    return evolve(closure, original=None)


@closing_feature.marks(Post)
def mark_closed(context: Context, ids: Sequence[PostId]) -> Mapping[PostId, tuple[str, ...]]:
    """Why questions are closed: `developer.closed_off_topic` for the reason `developer.off_topic`."""
    rows = context.rows(sql.CLOSED_AMONG, questions=list(ids))
    return {question: (f"closed_{reason.rpartition('.')[2]}",) for question, reason in rows}
