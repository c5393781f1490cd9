"""How rounds of questions are read."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from commkit import Context, Page
from commkit.posts import Post, PostId, PostView, post_views
from commkit.storage import LAST_ID, keyset, page_size
from commkit_media.policy import QUESTION_ROUND, check_kind
from commkit_media.questions import statements as sql
from commkit_media.questions.feature import question_feature
from commkit_media.questions.messages import ListReaderQuestions, ReadQuestionRound
from commkit_media.questions.policy import is_collecting
from commkit_media.questions.records import QuestionRound, ReaderQuestion

_BY_VOTES = keyset(int, int, UUID, of="media.reader_questions")
_MAX_ANSWERS = 5
_MOST_VOTES = 2**31 - 1
"""What the column of scores can hold."""


@question_feature.handles(ReadQuestionRound)
def read_question_round(context: Context, query: ReadQuestionRound) -> QuestionRound:
    """Load the thread, then its times and counts."""
    thread = context.get(Post, query.thread)
    check_kind(thread, QUESTION_ROUND, field="thread")
    return round_of(context, thread.id)


def round_of(context: Context, thread: PostId) -> QuestionRound:
    """A round as the reader sees it; two statements."""
    times = context.one(sql.TIMES, thread=thread)
    ((questions, answered),) = context.rows(sql.COUNTS, thread=thread)
    return QuestionRound(
        thread,
        times.opens_at if times is not None else None,
        times.closes_at if times is not None else None,
        collecting=is_collecting(times, context.now),
        questions=questions,
        answered=answered,
    )


@question_feature.handles(ListReaderQuestions)
def list_reader_questions(context: Context, query: ListReaderQuestions) -> Page[ReaderQuestion]:
    """The page, the answers to all on it, and what is beside both, which is read once."""
    thread, limit = context.get(Post, query.thread), page_size(query.limit)
    check_kind(thread, QUESTION_ROUND, field="thread")
    keyed = _BY_VOTES.of_query(query)
    answered, score, before = keyed.decode(query.after, default=(1, _MOST_VOTES, LAST_ID))
    rows = context.rows(
        sql.QUESTIONS,
        thread=thread.id,
        after_answered=answered,
        after_score=score,
        before=before,
        only_unanswered=int(query.unanswered),
        size=limit + 1,
    )
    page = keyed.page(rows, limit, lambda row: (row[0], row[1], row[2]))
    return Page(tuple(_questions(context, thread, [Post(*row[2:]) for row in page.items], query)), page.next)


def _questions(
    context: Context, thread: Post, questions: Sequence[Post], query: ListReaderQuestions
) -> list[ReaderQuestion]:
    if not questions:
        return []
    found = context.rows(
        sql.ANSWERS,
        questions=[question.id for question in questions],
        thread=thread.id,
        most=_MAX_ANSWERS,
    )
    views = post_views(context, [*questions, *found], space=lambda _: thread.space, rendered=query.rendered)
    answers: defaultdict[PostId | None, list[PostView]] = defaultdict(list)
    for view in views[len(questions) :]:
        answers[view.post.parent].append(view)
    return [ReaderQuestion(view, tuple(answers[view.post.id])) for view in views[: len(questions)]]
