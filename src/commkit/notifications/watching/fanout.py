"""Who is told of what is written: whom it mentions, whom it answers, and all who watch; in chunks, by the worker.

A chunk is a unit of its own with a constant number of statements, however many watch. A delivery that is repeated goes
through all chunks again and tells nobody twice, since a member has one row for a notification.
"""

from uuid import UUID

from commkit.notifications import statements as inbox_sql
from commkit.notifications.feature import MENTION, REPLY, THREAD, NotificationSettings, notifications
from commkit.notifications.inbox import AT_ONCE, NotificationDraft, add_to_inbox
from commkit.notifications.records import WatchLevel, WatchScope
from commkit.notifications.watching import statements as sql
from commkit.notifications.watching.messages import NotifyMentioned, NotifyParentAuthor, NotifyWatchers
from commkit.posts import MembersMentioned, Post, PostCreated, PostId
from commkit.runtime.delivery.worker import Delivery
from commkit.runtime.model.errors import NotFound
from commkit.runtime.model.ids import FactId, MemberId
from commkit.runtime.model.types import NotificationKind
from commkit.runtime.sessions.context import Context

_FIRST = MemberId(UUID(int=0))


@notifications.subscribes_to(PostCreated, MembersMentioned)
def notify_of_post(delivery: Delivery, fact: PostCreated | MembersMentioned) -> None:
    """Tell whom it mentions; or whom it answers, then those who watch the thread, its tags, the community."""
    # One function for both facts, so that they come in order and a mention supersedes what a watcher was told.
    if fact.id is None:
        return
    if isinstance(fact, MembersMentioned):
        with delivery.context() as context:
            context.do(NotifyMentioned(post=fact.post, cause=fact.id, members=fact.members, by=fact.actor))
        return
    with delivery.context() as context:
        context.do(NotifyParentAuthor(post=fact.post, cause=fact.id))
    with delivery.context(read_only=True) as context:
        opening = _post(context, fact.thread)
        if opening is not None and not opening.opens:  # merged since; its watchers went with it
            opening = _post(context, opening.thread)
    if opening is None:
        return
    if fact.parent is not None:
        _notify_all(delivery, fact.post, fact.id, WatchScope.THREAD, opening.id.hex)
    for tag in opening.tags:
        _notify_all(delivery, fact.post, fact.id, WatchScope.TAG, tag)
    _notify_all(delivery, fact.post, fact.id, WatchScope.COMMUNITY, "")


def _notify_all(delivery: Delivery, post: PostId, cause: FactId, scope: WatchScope, target: str) -> None:
    after: MemberId | None = _FIRST
    while after is not None:
        with delivery.context() as context:
            after = context.do(
                NotifyWatchers(post=post, cause=cause, scope=scope, target=target, after=after)
            )


@notifications.handles(NotifyParentAuthor)
def notify_parent_author(context: Context, command: NotifyParentAuthor) -> None:
    """The author of what it replies to; its own author watches the thread from now on."""
    post = _post(context, command.post)
    if post is None:
        return
    if post.author is not None and context.settings(NotificationSettings).watch_own:
        context.run(
            sql.START,
            scope=str(WatchScope.THREAD),
            target=post.thread.hex,
            member=post.author,
            level=WatchLevel.WATCHING,
            at=context.now,
        )
    parent = _post(context, post.parent) if post.parent is not None else None
    if parent is not None and parent.author is not None:
        add_to_inbox(context, _about(post, REPLY, command.cause), to=[parent.author])


@notifications.handles(NotifyWatchers)
def notify_watchers(context: Context, command: NotifyWatchers) -> MemberId | None:
    """The next of them, who do not know of the post already."""
    post = _post(context, command.post)
    if post is None:
        return None
    found = [
        MemberId(member)
        for (member,) in context.rows(
            sql.WATCHERS[command.scope],
            target=command.target,
            thread=post.thread.hex,
            opening=post.thread,
            after=command.after or _FIRST,
            size=AT_ONCE,
        )
    ]
    add_to_inbox(context, _about(post, THREAD, command.cause, repeat=False), to=found)
    return found[-1] if len(found) == AT_ONCE else None


@notifications.handles(NotifyMentioned)
def notify_mentioned(context: Context, command: NotifyMentioned) -> None:
    """A mention stands above what the member was told of the same post as a watcher."""
    post = _post(context, command.post)
    if post is None:
        return
    reached = add_to_inbox(context, _about(post, MENTION, command.cause, by=command.by), to=command.members)
    if reached:
        context.run(
            inbox_sql.SUPERSEDE,
            here=context.community_id,
            object=post.id,
            new_kind=MENTION.name,
            cause=command.cause,
            to=reached,
        )


def _about(
    post: Post, kind: NotificationKind, cause: FactId, *, by: MemberId | None = None, repeat: bool = True
) -> NotificationDraft:
    return NotificationDraft(
        kind=kind,
        record=Post.__name__,
        object=post.id,
        cause=cause,
        by=by or post.author,
        thread=post.thread,
        repeat=repeat,
    )


def _post(context: Context, id: PostId) -> Post | None:
    """A post that still stands; whoever is told of it, their own eyes are asked again."""
    try:
        post = context.get(Post, id)
    except NotFound:
        return None
    return post if post.removed_at is None else None
