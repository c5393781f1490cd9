"""Queries of tags."""

from attrs import frozen

from commkit.posts.tags.records import Tag
from commkit.runtime.model.messages import Query


@frozen(kw_only=True)
class ListPopularTags(Query[tuple[Tag, ...]]):
    """List the tags with most threads, the one with most threads first; at most 100."""

    permission = "posts.read"

    limit: int = 20
