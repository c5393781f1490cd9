"""Notifications about suggested edits."""

from commkit import Context, Delivery, MemberId, NotFound
from commkit.notifications import NotifyMembers
from commkit.posts import Post, PostId
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
        if author is not None:
            _notify(context, "developer.edit_suggested", author, fact.post, by=fact.actor)


@edit_feature.subscribes_to(EditApproved)
def notify_approved(delivery: Delivery, fact: EditApproved) -> None:
    """Notify the suggester."""
    with delivery.context(once=True) as context:
        _notify(context, "developer.edit_approved", fact.suggester, fact.post, by=fact.actor)


@edit_feature.subscribes_to(EditRejected)
def notify_rejected(delivery: Delivery, fact: EditRejected) -> None:
    """Notify the suggester."""
    with delivery.context(once=True) as context:
        _notify(context, "developer.edit_rejected", fact.suggester, fact.post, by=fact.actor)


def _notify(context: Context, kind: str, member: MemberId, post: PostId, *, by: MemberId | None) -> None:
    context.do(NotifyMembers(kind=kind, to=(member,), record=Post.__name__, object=post, by=by))
