"""Queries of tags: the threads under a tag, and the tags with most threads."""

from uuid import UUID

from commkit.posts.feature import posts
from commkit.posts.records import Post
from commkit.posts.tags import statements as sql
from commkit.posts.tags.messages import ListPopularTags, ListThreadsByTag
from commkit.posts.tags.policy import normalize_tag
from commkit.posts.tags.records import Tag
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import LAST_ID, Page, keyset, page_size

_BY_ID = keyset(UUID)


@posts.handles(ListThreadsByTag)
def list_threads_by_tag(context: Context, query: ListThreadsByTag) -> Page[Post]:
    """Read a page of the threads that have a tag; a synonym gives those of the tag that it stands for."""
    limit = page_size(query.limit)
    (after,) = _BY_ID.decode(query.after, default=(LAST_ID,))
    values = {"tag": normalize_tag(query.tag), "after": after, "size": limit + 1}
    if query.space is None:
        rows = context.rows(sql.BY_TAG, **values)
    else:
        rows = context.rows(sql.BY_TAG_IN_SPACE, space=query.space, **values)
    return _BY_ID.page(rows, limit, lambda post: (post.id,))


@posts.handles(ListPopularTags)
def list_popular_tags(context: Context, query: ListPopularTags) -> tuple[Tag, ...]:
    """Read the tags with most threads."""
    return tuple(context.rows(sql.POPULAR_TAGS, size=page_size(query.limit)))
