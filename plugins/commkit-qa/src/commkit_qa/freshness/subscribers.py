"""Notifications of those whose answers work no more."""

from commkit import Delivery
from commkit.notifications import notify
from commkit.posts import Post
from commkit_qa.freshness.facts import VersionReported
from commkit_qa.freshness.feature import freshness_feature


@freshness_feature.subscribes_to(VersionReported)
def tell_author(delivery: Delivery, fact: VersionReported) -> None:
    """Tell who wrote it that it works no more; that it works they see on the page."""
    if fact.works:
        return
    with delivery.context(once=True) as context:
        notify(
            context, "qa.works_no_more", (fact.author,), record=Post.__name__, object=fact.post, by=fact.actor
        )
