"""Who sees posts, besides what other features hide."""

from sqlalchemy import ColumnElement, FromClause, and_, not_

from commkit.posts.feature import posts
from commkit.posts.records import Post
from commkit.runtime.storage.visibility import Reader
from commkit.spaces import outside_audience

posts.hides(Post)(outside_audience)


@posts.hides(Post)
def removed(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """Removed posts are for those who may read them."""
    return and_(row.c.removed_at.is_not(None), not_(reader.may("posts.read_removed")))
