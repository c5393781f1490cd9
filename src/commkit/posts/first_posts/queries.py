"""Queries of first posts."""

from uuid import UUID

from commkit.posts.feature import posts
from commkit.posts.first_posts import statements as sql
from commkit.posts.first_posts.messages import ListFirstPosts
from commkit.posts.records import Post
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import LAST_ID, Page, keyset, page_size

_BY_ID = keyset(UUID, of="posts.first_posts")


@posts.handles(ListFirstPosts)
def list_first_posts(context: Context, query: ListFirstPosts) -> Page[Post]:
    """Read a page of first posts without a reply, sorted by id, which rises with time."""
    limit = page_size(query.limit)
    (after,) = _BY_ID.decode(query.after, default=(LAST_ID,))
    # Nobody needs to be welcomed for a post that was removed, so not even stewards see those.
    rows = context.rows(sql.FIRST_POSTS, after=after, size=limit + 1)
    return _BY_ID.page(rows, limit, lambda post: (post.id,))
