"""Notifying about new posts: parents' authors, mentioned members, watchers; each batch is a command of the worker."""

from typing import Annotated

from attrs import frozen

from commkit.notifications.feature import MENTION, REPLY, THREAD, NotificationSettings, notifications
from commkit.notifications.notifying import statements as notifying_sql
from commkit.notifications.notifying.handlers import BATCH_SIZE, add_to_inbox
from commkit.notifications.notifying.records import NotificationDraft
from commkit.notifications.untold.handlers import existing_post, post_to_tell
from commkit.notifications.untold.records import UntoldAbout
from commkit.notifications.watching import statements as sql
from commkit.notifications.watching.records import WatchLevel, WatchScope
from commkit.posts import Post, PostId
from commkit.runtime.model.ids import FactId, MemberId
from commkit.runtime.model.messages import Command
from commkit.runtime.model.types import NotificationKind
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import FIRST_ID
from commkit.runtime.values.texts import Text

Target = Annotated[str, Text(max=64, min=0, multiline=False)]


@frozen(kw_only=True)
class NotifyParentAuthor(Command[None]):
    """Notify the author of the post that a new post replies to; let its own author watch the thread; for the host only.

    Attributes:
        post: The new post.
        cause: The id of the fact.
    """

    permission = "notifications.notify"
    personal = ()
    when_archived = True

    post: PostId
    cause: FactId


@frozen(kw_only=True)
class NotifyWatchers(Command[MemberId | None]):
    """Notify the next batch of members who watch a thread, a tag or the community of a new post; for the host only.

    Attributes:
        post: The new post.
        cause: The id of the fact.
        scope: What they watch: a thread, a tag or the community.
        target: The thread's id or the tag; empty for the community.
        after: The last member of the previous batch; None for the first batch.
    """

    permission = "notifications.notify"
    personal = ()
    when_archived = True

    post: PostId
    cause: FactId
    scope: WatchScope
    target: Target = ""
    after: MemberId | None = None


@frozen(kw_only=True)
class NotifyMentioned(Command[None]):
    """Notify members whom a post mentions; for the host only.

    Attributes:
        post: The post.
        cause: The id of the fact.
        members: The mentioned members, at most 1,000.
        by: The member who mentioned them; None for the post's author.
    """

    permission = "notifications.notify"
    personal = ()
    when_archived = True

    post: PostId
    cause: FactId
    members: tuple[MemberId, ...]
    by: MemberId | None = None


@notifications.handles(NotifyParentAuthor)
def notify_parent_author(context: Context, command: NotifyParentAuthor) -> None:
    """Start the author's watch of the thread, then notify the parent's author."""
    post = post_to_tell(context, command.post, cause=command.cause, about=UntoldAbout.POST)
    if post is None:
        return
    if post.author is not None and context.settings(NotificationSettings).watch_own:
        context.run(
            sql.WATCH_BY_DEFAULT,
            scope=str(WatchScope.THREAD),
            target=post.thread.hex,
            member=post.author,
            level=WatchLevel.WATCHING,
            at=context.now,
        )
    parent = existing_post(context, post.parent) if post.parent is not None else None
    if parent is not None and parent.author is not None:
        add_to_inbox(context, _draft(post, REPLY, command.cause), to=[parent.author])


@notifications.handles(NotifyWatchers)
def notify_watchers(context: Context, command: NotifyWatchers) -> MemberId | None:
    """Notify the next batch, without members who have a notification about the post."""
    post = post_to_tell(context, command.post, cause=command.cause, about=UntoldAbout.POST)
    if post is None:
        return None
    batch = [
        MemberId(member)
        for (member,) in context.rows(
            sql.WATCHERS[command.scope],
            target=command.target,
            thread=post.thread.hex,
            opening=post.thread,
            after=command.after or FIRST_ID,
            size=BATCH_SIZE,
        )
    ]
    add_to_inbox(context, _draft(post, THREAD, command.cause, repeat=False), to=batch)
    return batch[-1] if len(batch) == BATCH_SIZE else None


@notifications.handles(NotifyMentioned)
def notify_mentioned(context: Context, command: NotifyMentioned) -> None:
    """Notify them; a mention supersedes the notification they got as watchers of the thread."""
    post = post_to_tell(
        context,
        command.post,
        cause=command.cause,
        about=UntoldAbout.MENTION,
        members=command.members,
        by=command.by,
    )
    if post is None:
        return
    reached = add_to_inbox(context, _draft(post, MENTION, command.cause, by=command.by), to=command.members)
    if reached:
        context.run(
            notifying_sql.SUPERSEDE,
            here=context.community_id,
            object=post.id,
            new_kind=MENTION.name,
            cause=command.cause,
            to=reached,
        )


def _draft(
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
