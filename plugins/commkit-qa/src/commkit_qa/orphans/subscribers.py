"""Notifications of those who care for a community about questions that are left alone."""

from commkit import Delivery, NotFound
from commkit.notifications import NotifyMembers
from commkit.posts import Post
from commkit.storage import FIRST_ID
from commkit_qa.orphans import statements as sql
from commkit_qa.orphans.facts import QuestionOrphaned
from commkit_qa.orphans.feature import orphan_feature

_BATCH_SIZE = 500
_ROLES = ["steward", "owner"]


@orphan_feature.subscribes_to(QuestionOrphaned)
def notify_carers(delivery: Delivery, fact: QuestionOrphaned) -> None:
    """Tell all active staff, stewards and owners, 500 at a time, unless the question is gone."""
    after = FIRST_ID
    with delivery.context(once=True) as context:
        try:
            context.get(Post, fact.question)
        except NotFound:
            return
        while to := tuple(
            id for (id,) in context.rows(sql.CARERS, roles=_ROLES, after=after, size=_BATCH_SIZE)
        ):
            context.do(
                NotifyMembers(kind=fact.name, to=to, record=Post.__name__, object=fact.question, by=None)
            )
            after = to[-1]
