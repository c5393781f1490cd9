"""Notifications of staff about clocks."""

from commkit import Delivery
from commkit.notifications import NotifyMembers
from commkit.posts import Post, PostId
from commkit.storage import FIRST_ID
from commkit_support.clock import statements as sql
from commkit_support.clock.facts import (
    FirstReplyDueSoon,
    FirstReplyOverdue,
    ResolutionDueSoon,
    ResolutionOverdue,
)
from commkit_support.clock.feature import clock_feature

_BATCH_SIZE = 500


_Told = FirstReplyDueSoon | FirstReplyOverdue | ResolutionDueSoon | ResolutionOverdue


@clock_feature.subscribes_to(FirstReplyDueSoon, FirstReplyOverdue, ResolutionDueSoon, ResolutionOverdue)
def notify_staff(delivery: Delivery, fact: _Told) -> None:
    """Notify all active staff of the community."""
    notify_all_staff(delivery, fact.name, fact.question)


def notify_all_staff(delivery: Delivery, kind: str, question: PostId) -> None:
    """Notify all active staff of a community about a question, 500 at a time."""
    after = FIRST_ID
    with delivery.context(once=True) as context:
        while staff := tuple(id for (id,) in context.rows(sql.STAFF, after=after, size=_BATCH_SIZE)):
            context.do(NotifyMembers(kind=kind, to=staff, record=Post.__name__, object=question, by=None))
            after = staff[-1]
