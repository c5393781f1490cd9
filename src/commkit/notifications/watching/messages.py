"""The commands and queries of watching."""

from typing import Annotated

from attrs import frozen

from commkit.notifications.watching.records import Watch, WatchLevel
from commkit.posts import PostId
from commkit.runtime.model.messages import Command, Query
from commkit.runtime.storage.pages import Page
from commkit.runtime.values.texts import Text

TagName = Annotated[str, Text(max=50, multiline=False)]


@frozen(kw_only=True)
class WatchThread(Command[Watch]):
    """Watch or mute a thread.

    Attributes:
        thread: The post that opens the thread.
        level: The level.

    Raises:
        NotFound: The thread does not exist or is not visible to the member.
        Invalid: The post opens no thread.
    """

    permission = "notifications.watch"
    when_ended = True

    thread: PostId
    level: WatchLevel


@frozen(kw_only=True)
class WatchTag(Command[Watch]):
    """Watch every thread with a tag, or mute the tag.

    Attributes:
        tag: The tag; it is normalized.
        level: The level.

    Raises:
        Invalid: The tag is malformed.
    """

    permission = "notifications.watch"
    personal = ()

    tag: TagName
    level: WatchLevel


@frozen(kw_only=True)
class WatchCommunity(Command[Watch]):
    """Watch every thread of the community, or none.

    Attributes:
        level: The level.
    """

    permission = "notifications.watch"

    level: WatchLevel


@frozen(kw_only=True)
class ListWatches(Query[Page[Watch]]):
    """The member's watches in this community, without threads they may not see any more.

    Attributes:
        limit: Watches on the page, 1 to 100.
        after: The `next` of the previous page.
    """

    permission = "notifications.read"
    personal = ()

    limit: int = 20
    after: str | None = None
