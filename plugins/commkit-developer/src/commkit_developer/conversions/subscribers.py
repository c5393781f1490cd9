"""Notifications of authors whose posts were converted."""

from commkit import Delivery
from commkit.notifications import notify
from commkit.posts import Post
from commkit_developer.conversions.facts import ConversionUndone, PostConverted
from commkit_developer.conversions.feature import conversion_feature


@conversion_feature.subscribes_to(PostConverted, ConversionUndone)
def notify_author(delivery: Delivery, fact: PostConverted | ConversionUndone) -> None:
    """Notify the author, unless they did it themselves; `ListConversions` has the reason."""
    with delivery.context(once=True) as context:
        notify(context, fact.name, (fact.author,), record=Post.__name__, object=fact.post, by=fact.actor)
