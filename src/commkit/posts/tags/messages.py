"""Queries of tags."""

from attrs import field, frozen

from commkit.posts.messages import TagName
from commkit.posts.records import Post
from commkit.posts.tags.records import Tag
from commkit.runtime.model.messages import Query
from commkit.runtime.storage.pages import Page
from commkit.spaces import SpaceId


@frozen
class ListThreadsByTag(Query[Page[Post]]):
    """List opening posts with a tag, the newest first.

    Attributes:
        tag: The tag, or a synonym of it.
        space: Only those that stand in this space; all where it is left out.
        after: The `next` of the page before.
        limit: Threads on a page, 1 to 100.
    """

    permission = "posts.read"
    personal = ()

    tag: TagName
    space: SpaceId | None = field(default=None, kw_only=True)
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen(kw_only=True)
class ListPopularTags(Query[tuple[Tag, ...]]):
    """List the tags with most threads, the one with most threads first; at most 100."""

    permission = "posts.read"

    limit: int = 20
