"""Notifications about closed and reopened questions."""

from commkit import Delivery, MemberId
from commkit.notifications import NotifyMembers
from commkit.posts import Post, PostId
from commkit_developer.closing.facts import ClosedByCommunity, ReopenedByCommunity
from commkit_developer.closing.feature import closing_feature


@closing_feature.subscribes_to(ClosedByCommunity)
def notify_closed(delivery: Delivery, fact: ClosedByCommunity) -> None:
    """Notify the asker, unless they closed it."""
    _notify(delivery, "developer.question_closed", fact.asker, fact.question, by=fact.actor)


@closing_feature.subscribes_to(ReopenedByCommunity)
def notify_reopened(delivery: Delivery, fact: ReopenedByCommunity) -> None:
    """Notify the asker, unless their vote was the last one."""
    _notify(delivery, "developer.question_reopened", fact.asker, fact.question, by=fact.actor)


def _notify(
    delivery: Delivery, kind: str, asker: MemberId | None, question: PostId, *, by: MemberId | None
) -> None:
    if asker is None:
        return
    with delivery.context(once=True) as context:
        context.do(NotifyMembers(kind=kind, to=(asker,), record=Post.__name__, object=question, by=by))
