"""How questions to guests are listed."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from commkit import Context, Page
from commkit.posts import Post, PostId, PostView, post_views
from commkit.storage import LAST_ID, keyset, page_size
from commkit_ama.feature import hour_feature
from commkit_ama.policy import check_hour
from commkit_ama.questions import statements as sql
from commkit_ama.questions.messages import ListGuestQuestions
from commkit_ama.questions.records import GuestQuestion, QuestionOrder

_BY_VOTES = keyset(int, int, UUID, of="ama.guest_questions")
_MAX_ANSWERS = 5
_MOST_VOTES = 2**31 - 1
"""What the column of scores can hold."""


@hour_feature.handles(ListGuestQuestions)
def list_guest_questions(context: Context, query: ListGuestQuestions) -> Page[GuestQuestion]:
    """The page, the answers to all on it, and what is beside both, which is read once."""
    thread, limit = context.get(Post, query.thread), page_size(query.limit)
    check_hour(thread)
    keyed = _BY_VOTES.of_query(query)
    answered, score, before = keyed.decode(query.after, default=(1, _MOST_VOTES, LAST_ID))
    rows = context.rows(
        sql.QUESTIONS,
        thread=thread.id,
        answered_first=int(query.order is QuestionOrder.ANSWERED),
        after_answered=answered,
        after_score=score,
        before=before,
        only_unanswered=int(query.unanswered),
        size=limit + 1,
    )
    page = keyed.page(rows, limit, lambda row: (row[0], row[1], row[2]))
    return Page(tuple(_questions(context, thread, [Post(*row[2:]) for row in page.items], query)), page.next)


def _questions(
    context: Context, thread: Post, questions: Sequence[Post], query: ListGuestQuestions
) -> list[GuestQuestion]:
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
    return [GuestQuestion(view, tuple(answers[view.post.id])) for view in views[: len(questions)]]
