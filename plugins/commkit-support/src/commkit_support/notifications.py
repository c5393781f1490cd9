"""Who is told what, beyond the replies and mentions of which everybody is told: askers, helpers, staff."""

from collections.abc import Iterable
from uuid import UUID

from commkit import Context, Delivery, MemberId, NotFound
from commkit.notifications import NotifyMembers
from commkit.posts import Post, PostId, ThreadsMerged
from commkit_support import statements as sql
from commkit_support.feature import qa, sla
from commkit_support.messages import FirstReplyDueSoon, FirstReplyOverdue, QuestionOrphaned, QuestionSolved
from commkit_support.policy import question_kind

_BATCH_SIZE = 500


@qa.subscribes_to(QuestionSolved)
def notify_solved(delivery: Delivery, fact: QuestionSolved) -> None:
    """Whose answer was accepted, and the asker where somebody else accepted it."""
    with delivery.context(once=True) as context:
        _tell(context, "support.question_solved", (fact.asker, fact.answerer), fact.question, by=fact.actor)


@qa.subscribes_to(ThreadsMerged)
def notify_merged(delivery: Delivery, fact: ThreadsMerged) -> None:
    """Who asked what was merged into another question; a duplicate that was split off again is told of no more."""
    with delivery.context(once=True) as context:
        try:
            merged, into = context.get(Post, fact.thread), context.get(Post, fact.into)
        except NotFound:
            return
        if not merged.opens and question_kind(context.community_type, into.kind) is not None:
            _tell(context, "support.question_merged", (merged.author,), merged.id, by=fact.actor)


@sla.subscribes_to(FirstReplyDueSoon, FirstReplyOverdue, QuestionOrphaned)
def notify_staff(delivery: Delivery, fact: FirstReplyDueSoon | FirstReplyOverdue | QuestionOrphaned) -> None:
    """All who answer for the company here, some hundred at a time."""
    after = UUID(int=0)
    with delivery.context(once=True) as context:
        while staff := [id for (id,) in context.rows(sql.STAFF, after=after, size=_BATCH_SIZE)]:
            _tell(context, fact.name, staff, fact.question, by=None)
            after = staff[-1]


def _tell(
    context: Context, kind: str, to: Iterable[MemberId | None], about: PostId, *, by: MemberId | None
) -> None:
    wanted = tuple({member for member in to if member is not None})
    if wanted:
        context.do(NotifyMembers(kind=kind, to=wanted, record=Post.__name__, object=about, by=by))
