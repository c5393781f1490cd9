"""Notifications about new posts, sent by the worker in batches.

Each batch is a transaction with a constant number of statements, however many members watch. A repeated delivery
notifies nobody twice, since a member has one inbox row for a notification.
"""

from commkit.notifications.feature import notifications
from commkit.notifications.untold.handlers import existing_post, forget_told, untold_of
from commkit.notifications.untold.records import UntoldAbout
from commkit.notifications.watching.jobs import (
    NotifyMentioned,
    NotifyParentAuthor,
    NotifyWatchers,
)
from commkit.notifications.watching.records import WatchScope
from commkit.posts import MembersMentioned, PostCreated, PostId, PostRestored, PostsShown
from commkit.runtime.delivery.deliveries import Delivery
from commkit.runtime.model.ids import FactId, MemberId
from commkit.runtime.storage.pages import FIRST_ID


@notifications.subscribes_to(PostCreated, MembersMentioned, PostRestored, PostsShown)
def notify_of_post(
    delivery: Delivery, fact: PostCreated | MembersMentioned | PostRestored | PostsShown
) -> None:
    """Notify mentioned members; or the parent's author, then watchers of the thread, its tags and the community.

    Of a post that was removed by then they are notified once it is there again.
    """
    # One subscriber for all of them, so that they arrive in order and a mention supersedes a watcher's notification.
    if fact.id is None:
        return
    if isinstance(fact, MembersMentioned):
        _notify_mentioned(delivery, fact.post, fact.id, fact.members, fact.actor)
    elif isinstance(fact, PostCreated):
        _notify_followers(delivery, fact.post, fact.thread, fact.id, is_reply=fact.parent is not None)
    else:
        for post, untold, members in untold_of(delivery, fact, UntoldAbout.POST, UntoldAbout.MENTION):
            if untold.about is UntoldAbout.MENTION:
                _notify_mentioned(delivery, post.id, untold.cause, members, untold.by)
            else:
                _notify_followers(delivery, post.id, post.thread, untold.cause, is_reply=not post.opens)
            forget_told(delivery, untold)


def _notify_mentioned(
    delivery: Delivery, post: PostId, cause: FactId, members: tuple[MemberId, ...], by: MemberId | None
) -> None:
    with delivery.context() as context:
        context.do(NotifyMentioned(post=post, cause=cause, members=members, by=by))


def _notify_followers(
    delivery: Delivery, post: PostId, thread: PostId, cause: FactId, *, is_reply: bool
) -> None:
    """Notify the parent's author, then the watchers."""
    with delivery.context() as context:
        context.do(NotifyParentAuthor(post=post, cause=cause))
    with delivery.context(read_only=True) as context:
        opening = existing_post(context, thread)
        if opening is not None and not opening.opens:  # merged since; its watchers went with it
            opening = existing_post(context, opening.thread)
    if opening is None:
        return
    if is_reply:
        _notify_all_watchers(delivery, post, cause, WatchScope.THREAD, opening.id.hex)
    for tag in opening.tags:
        _notify_all_watchers(delivery, post, cause, WatchScope.TAG, tag)
    _notify_all_watchers(delivery, post, cause, WatchScope.COMMUNITY, "")


def _notify_all_watchers(
    delivery: Delivery, post: PostId, cause: FactId, scope: WatchScope, target: str
) -> None:
    after: MemberId | None = MemberId(FIRST_ID)
    while after is not None:
        with delivery.context() as context:
            after = context.do(
                NotifyWatchers(post=post, cause=cause, scope=scope, target=target, after=after)
            )
