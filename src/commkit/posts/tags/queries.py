"""The query of tags: those with most threads."""

from commkit.posts.feature import posts
from commkit.posts.tags import statements as sql
from commkit.posts.tags.messages import ListPopularTags
from commkit.posts.tags.records import Tag
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import page_size


@posts.handles(ListPopularTags)
def list_popular_tags(context: Context, query: ListPopularTags) -> tuple[Tag, ...]:
    """Read the tags with most threads."""
    return tuple(context.rows(sql.POPULAR_TAGS, size=page_size(query.limit)))
