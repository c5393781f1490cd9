"""The queries of what feeds hold, asked by what writes them."""

from typing import Annotated

from attrs import field, frozen

from commkit.feeds.contents.records import EntryDetails, FeedChannel, FeedPosts
from commkit.posts import PostId
from commkit.runtime.model.messages import Query
from commkit.runtime.values.sizes import Items
from commkit.runtime.values.texts import Text


@frozen
class ReadPostFeed(Query[FeedPosts]):
    """Read a page of a list that a plugin declares as a `PostFeed`.

    Attributes:
        path: The path of the `PostFeed`.
        key: Which list of it.
        after: The `next` of the page before.
        limit: Posts on a page, 1 to 100.

    Raises:
        NotFound: No plugin here declares such lists, or there is no such list for this actor.
        Invalid: The cursor is of another list.
    """

    permission = "feeds.read"
    personal = ()

    path: Annotated[str, Text(max=64, multiline=False)]
    key: Annotated[str, Text(max=200, multiline=False)]
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen
class ReadEntryDetails(Query[tuple[EntryDetails, ...]]):
    """Read what plugins say of some posts in feeds, in the order of the ids; nothing of posts without.

    Attributes:
        posts: The ids of the posts; at most 100.
    """

    permission = "feeds.read"

    posts: Annotated[tuple[PostId, ...], Items(max=100)]


@frozen
class ReadFeedChannel(Query[FeedChannel]):
    """Read what all feeds of the community say of themselves."""

    permission = "feeds.read"
