"""How members follow threads, tags and the whole community, and how those who follow are told."""

from typing import Annotated

from attrs import frozen

from commkit.notifications.records import Watch, WatchLevel, WatchScope
from commkit.posts import PostId
from commkit.runtime.model.ids import FactId, MemberId
from commkit.runtime.model.messages import Command, Fact, Query
from commkit.runtime.storage.pages import Page
from commkit.runtime.values.validation import Text

Target = Annotated[str, Text(max=64, min=0, lines=False)]
TagName = Annotated[str, Text(max=50, lines=False)]


@frozen(kw_only=True)
class NotifyParentAuthor(Command[None]):
    """Tell whom a new post answers, and let its author watch the thread; only the host itself may.

    Attributes:
        post: What was written.
        cause: The fact that told of it.
    """

    permission = "notifications.notify"
    personal = ()
    when_archived = True

    post: PostId
    cause: FactId


@frozen(kw_only=True)
class NotifyWatchers(Command[MemberId | None]):
    """Tell the next members who watch a thread, a tag or the community of a post; only the host itself may.

    Attributes:
        post: What was written.
        cause: The fact that told of it.
        scope: What they watch.
        target: The thread's id or the tag; empty for the community.
        after: Go on behind this member; None begins.
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
    """Tell members that a post mentions them; only the host itself may.

    Attributes:
        post: What mentions them.
        cause: The fact that told of it.
        members: Whom, at most 1,000.
        by: Who mentioned them.
    """

    permission = "notifications.notify"
    personal = ()
    when_archived = True

    post: PostId
    cause: FactId
    members: tuple[MemberId, ...]
    by: MemberId | None = None


@frozen(kw_only=True)
class WatchThread(Command[Watch]):
    """Follow a thread, or mute it.

    Attributes:
        thread: The opening post.
        level: How closely.

    Raises:
        NotFound: There is no such thread for the member.
        Invalid: The post opens no thread.
    """

    permission = "notifications.watch"

    thread: PostId
    level: WatchLevel


@frozen(kw_only=True)
class WatchTag(Command[Watch]):
    """Follow every thread with a tag, or mute the tag.

    Attributes:
        tag: The tag.
        level: How closely.

    Raises:
        Invalid: Such a tag cannot be.
    """

    permission = "notifications.watch"
    personal = ()

    tag: TagName
    level: WatchLevel


@frozen(kw_only=True)
class WatchCommunity(Command[Watch]):
    """Follow every thread of the community, or none.

    Attributes:
        level: How closely.
    """

    permission = "notifications.watch"

    level: WatchLevel


@frozen(kw_only=True)
class ListWatches(Query[Page[Watch]]):
    """What the member follows or has muted here; without threads they may not see any more.

    Attributes:
        limit: Watches on the page, 1 to 100.
        after: The `next` of the page before.
    """

    permission = "notifications.read"
    personal = ()

    limit: int = 20
    after: str | None = None


@frozen(kw_only=True)
class WatchChanged(Fact):
    """A member follows something, or not any more.

    Attributes:
        member: Who.
        scope: A thread, a tag or the community.
        target: The thread's id or the tag; empty for the community.
        level: How closely.
    """

    name = "notifications.watch_changed"
    inward = ("actor", "member", "target")

    member: MemberId
    scope: WatchScope
    target: str
    level: WatchLevel
