"""Queries of tags."""

from attrs import field, frozen

from commkit.posts.messages import TagName
from commkit.posts.records import Post
from commkit.posts.tags.records import Tag
from commkit.runtime.model.messages import Query
from commkit.runtime.storage.pages import Page


@frozen
class ListThreadsByTag(Query[Page[Post]]):
    """Opening posts that bear a tag, the newest first."""

    permission = "posts.read"
    personal = ()

    tag: TagName
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen(kw_only=True)
class ListPopularTags(Query[tuple[Tag, ...]]):
    """The tags that most threads bear, the busiest first; at most 100."""

    permission = "posts.read"

    limit: int = 20
