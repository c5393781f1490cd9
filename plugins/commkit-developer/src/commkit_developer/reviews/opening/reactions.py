"""What opens items, and withdraws them when nothing is left to review; all in the transaction of the fact."""

from collections.abc import Iterable

from commkit import Context
from commkit.posts import (
    FirstPostCreated,
    PostCreated,
    PostId,
    PostRemoved,
    PostRestored,
    PostStateChanged,
    ThreadsMerged,
)
from commkit.storage import NOBODY, Statement
from commkit_developer.closing.facts import CloseVoted, ClosingVoteRetracted, ReopenVoted
from commkit_developer.closing.queries import votes_after
from commkit_developer.reviews.facts import ReviewEnded, ReviewOpened
from commkit_developer.reviews.feature import ReviewSettings, review_feature
from commkit_developer.reviews.opening import statements as sql
from commkit_developer.reviews.policy import VOTE_QUEUES, reviewed_kinds
from commkit_developer.reviews.records import ReviewItemId, ReviewQueue
from commkit_qa import CLOSED, SOLVED, QuestionClosed, is_answer_kind, question_kinds


@review_feature.reacts_to(FirstPostCreated)
def open_first_post(context: Context, fact: FirstPostCreated) -> None:
    """The first post of a member is reviewed, where it is a question, or a reply to one."""
    kinds = list(reviewed_kinds(context.community_type))
    _open(context, ReviewQueue.FIRST_POSTS, fact.post, sql.OPEN_FIRST, kinds=kinds)


@review_feature.reacts_to(PostCreated)
def open_late_answer(context: Context, fact: PostCreated) -> None:
    """One statement asks for all: whether the question is old, and whether the answer is somebody else's."""
    if is_answer_kind(context.community_type, fact.kind):
        before = context.now - context.settings(ReviewSettings).late_after
        questions = list(question_kinds(context.community_type))
        _open(context, ReviewQueue.LATE_ANSWERS, fact.post, sql.OPEN_LATE, before=before, questions=questions)


@review_feature.reacts_to(CloseVoted, ReopenVoted)
def open_votes(context: Context, fact: CloseVoted | ReopenVoted) -> None:
    """The first vote opens an item; one whose votes have all expired by then is another one."""
    queue = ReviewQueue.REOPEN_VOTES if isinstance(fact, ReopenVoted) else ReviewQueue.CLOSE_VOTES
    _withdraw_without_votes(context, queue, fact.question, but=context.member)
    _open(context, queue, fact.question, sql.OPEN)


@review_feature.reacts_to(ClosingVoteRetracted)
def withdraw_without_votes(context: Context, fact: ClosingVoteRetracted) -> None:
    """With the last vote goes what there was to review."""
    for queue in VOTE_QUEUES:
        _withdraw_without_votes(context, queue, fact.question, but=NOBODY)


@review_feature.reacts_to(PostStateChanged)
def withdraw_settled(context: Context, fact: PostStateChanged) -> None:
    """A closed or solved question needs no votes to close it; one that was opened again needs none to open it.

    Claims of audits in the other queue end with it: their answer was about the state that the question had.
    """
    if CLOSED in (fact.before, fact.after) or fact.after == SOLVED:
        _withdraw(context, fact.post, list(VOTE_QUEUES))


@review_feature.reacts_to(PostRemoved)
def withdraw_removed(context: Context, fact: PostRemoved) -> None:
    """Nobody reviews what was removed."""
    _withdraw(context, fact.post, list(ReviewQueue))


@review_feature.reacts_to(ThreadsMerged)
def withdraw_merged(context: Context, fact: ThreadsMerged) -> None:
    """A merged question is a comment: nobody closes or opens it."""
    _withdraw(context, fact.thread, list(VOTE_QUEUES))


@review_feature.reacts_to(QuestionClosed)
def forget_reason(context: Context, fact: QuestionClosed) -> None:
    """The comment that says why a question was closed may be the first post of whoever closed it; nobody reviews it."""
    for (queue,) in context.rows(sql.FORGET, post=fact.comment):
        context.emit(ReviewEnded(queue=queue, post=fact.comment))


@review_feature.reacts_to(PostRestored)
def open_again(context: Context, fact: PostRestored) -> None:
    """What was withdrawn because the post was removed waits again, unless it was decided."""
    for (queue,) in context.rows(sql.WITHDRAWN_QUEUES, post=fact.post):
        _open(context, queue, fact.post, sql.OPEN_AGAIN)


def _open(
    context: Context, queue: ReviewQueue, post: PostId, opens: Statement[tuple[object, ...]], **values: object
) -> None:
    id = ReviewItemId(context.new_id())
    if context.run(opens, id=id, queue=queue, post=post, now=context.now, **values):
        context.emit(ReviewOpened(queue=queue, post=post))


def _withdraw(context: Context, post: PostId, queues: list[ReviewQueue]) -> None:
    ended = context.rows(sql.WITHDRAW, post=post, now=context.now, queues=queues)
    context.run(sql.WITHDRAW_CLAIMS, post=post, now=context.now, queues=queues)
    _tell(context, post, (queue for (queue,) in ended))


def _withdraw_without_votes(context: Context, queue: ReviewQueue, question: PostId, *, but: object) -> None:
    values = {
        "post": question,
        "queue": queue,
        "reopens": queue is ReviewQueue.REOPEN_VOTES,
        "but": but,
        "votes_after": votes_after(context),
        "now": context.now,
    }
    ended = context.rows(sql.WITHDRAW_WITHOUT_VOTES, **values)
    context.run(sql.WITHDRAW_CLAIMS_WITHOUT_VOTES, **values)
    _tell(context, question, (queue for (queue,) in ended))


def _tell(context: Context, post: PostId, queues: Iterable[ReviewQueue]) -> None:
    for queue in queues:
        context.emit(ReviewEnded(queue=queue, post=post))
