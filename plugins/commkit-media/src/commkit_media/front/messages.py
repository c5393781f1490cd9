"""The commands and queries of the front page."""

from datetime import datetime

from attrs import field, frozen

from commkit import Command, Query
from commkit.posts import PostId
from commkit_media.front.records import FrontPage, FrontPin


@frozen
class PinToFront(Command[FrontPin]):
    """Pin a published article or a comment to a slot of the front page, in the place of what was pinned there.

    Attributes:
        post: The post.
        slot: The number of the slot, from 1.
        until: When the pin ends by itself; None for never.

    Raises:
        Invalid: There is no such slot, or the time is past; or the post is neither an article nor a comment.
        Conflict: It was removed or retired; or more of the company's own posts would be pinned than the quota allows
            (`media.front_quota`).
    """

    permission = "media.edit_front"

    post: PostId
    slot: int = field(kw_only=True)
    until: datetime | None = field(default=None, kw_only=True)


@frozen
class ClearFrontSlot(Command[bool]):
    """Take the pin of a slot away; the slot is filled by itself then.

    Returns:
        Whether there was one.
    """

    permission = "media.edit_front"

    slot: int


@frozen
class ListFrontPins(Query[tuple[FrontPin, ...]]):
    """List what is pinned to the front page, by the numbers of the slots; those of posts that the reader sees."""

    permission = "media.edit_front"


@frozen
class ReadFrontPage(Query[FrontPage]):
    """Read the front page: what is pinned, then the articles published last and the comments featured last.

    Nothing is on it that was not published, that was removed or retired, that is archived, or that is not for this
    reader.

    Attributes:
        rendered: Whether texts are rendered, as for `ViewThread`.
    """

    permission = "media.read_front"

    rendered: bool = field(default=True, kw_only=True)
