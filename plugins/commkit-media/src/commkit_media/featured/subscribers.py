"""Notifications of authors whose comments are featured."""

from commkit import Delivery
from commkit.notifications import notify
from commkit.posts import Post
from commkit_media.featured.facts import CommentFeatured
from commkit_media.featured.feature import featured_feature


@featured_feature.subscribes_to(CommentFeatured)
def notify_author(delivery: Delivery, fact: CommentFeatured) -> None:
    """Notify the author."""
    with delivery.context(once=True) as context:
        notify(context, fact.name, (fact.author,), record=Post.__name__, object=fact.post, by=fact.actor)
