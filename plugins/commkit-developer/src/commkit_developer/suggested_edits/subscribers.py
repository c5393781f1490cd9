"""Notifications about suggested edits."""

from commkit import Delivery, NotFound
from commkit.notifications import notify
from commkit.posts import Post
from commkit_developer.suggested_edits.facts import EditApproved, EditRejected, EditSuggested
from commkit_developer.suggested_edits.feature import edit_feature


@edit_feature.subscribes_to(EditSuggested)
def notify_author(delivery: Delivery, fact: EditSuggested) -> None:
    """Notify the author of the post, who may decide about it."""
    with delivery.context(once=True) as context:
        try:
            author = context.get(Post, fact.post).author
        except NotFound:
            return
        notify(
            context,
            "developer.edit_suggested",
            (author,),
            record=Post.__name__,
            object=fact.post,
            by=fact.actor,
        )


@edit_feature.subscribes_to(EditApproved)
def notify_approved(delivery: Delivery, fact: EditApproved) -> None:
    """Notify the suggester."""
    with delivery.context(once=True) as context:
        notify(
            context,
            "developer.edit_approved",
            (fact.suggester,),
            record=Post.__name__,
            object=fact.post,
            by=fact.actor,
        )


@edit_feature.subscribes_to(EditRejected)
def notify_rejected(delivery: Delivery, fact: EditRejected) -> None:
    """Notify the suggester."""
    with delivery.context(once=True) as context:
        notify(
            context,
            "developer.edit_rejected",
            (fact.suggester,),
            record=Post.__name__,
            object=fact.post,
            by=fact.actor,
        )
