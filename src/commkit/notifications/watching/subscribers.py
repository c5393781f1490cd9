"""Notifications about new posts, sent by the worker in batches.

Each batch is a transaction with a constant number of statements, however many members watch. A repeated delivery
notifies nobody twice, since a member has one inbox row for a notification.
"""

from commkit.notifications.feature import notifications
from commkit.notifications.watching.jobs import (
    NotifyMentioned,
    NotifyParentAuthor,
    NotifyWatchers,
    existing_post,
)
from commkit.notifications.watching.records import WatchScope
from commkit.posts import MembersMentioned, PostCreated, PostId
from commkit.runtime.delivery.deliveries import Delivery
from commkit.runtime.model.ids import FactId, MemberId
from commkit.runtime.storage.pages import FIRST_ID


@notifications.subscribes_to(PostCreated, MembersMentioned)
def notify_of_post(delivery: Delivery, fact: PostCreated | MembersMentioned) -> None:
    """Notify mentioned members; or the parent's author, then watchers of the thread, its tags and the community."""
    # One subscriber for both facts, so that they arrive in order and a mention supersedes a watcher's notification.
    if fact.id is None:
        return
    if isinstance(fact, MembersMentioned):
        with delivery.context() as context:
            context.do(NotifyMentioned(post=fact.post, cause=fact.id, members=fact.members, by=fact.actor))
        return
    with delivery.context() as context:
        context.do(NotifyParentAuthor(post=fact.post, cause=fact.id))
    with delivery.context(read_only=True) as context:
        opening = existing_post(context, fact.thread)
        if opening is not None and not opening.opens:  # merged since; its watchers went with it
            opening = existing_post(context, opening.thread)
    if opening is None:
        return
    if fact.parent is not None:
        _notify_all_watchers(delivery, fact.post, fact.id, WatchScope.THREAD, opening.id.hex)
    for tag in opening.tags:
        _notify_all_watchers(delivery, fact.post, fact.id, WatchScope.TAG, tag)
    _notify_all_watchers(delivery, fact.post, fact.id, WatchScope.COMMUNITY, "")


def _notify_all_watchers(
    delivery: Delivery, post: PostId, cause: FactId, scope: WatchScope, target: str
) -> None:
    after: MemberId | None = MemberId(FIRST_ID)
    while after is not None:
        with delivery.context() as context:
            after = context.do(
                NotifyWatchers(post=post, cause=cause, scope=scope, target=target, after=after)
            )
