"""Who sees posts, besides what other features hide."""

from sqlalchemy import ColumnElement, FromClause, and_, not_

from commkit.posts.attachments.records import Attachment
from commkit.posts.drafts.records import Draft
from commkit.posts.feature import posts
from commkit.posts.records import Post
from commkit.runtime.storage.readers import Reader
from commkit.spaces import outside_audience

posts.hides(Post)(outside_audience)


@posts.hides(Draft)
def of_another_author(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """A draft is its author's alone, whatever anybody's role. It stays theirs where its parent is hidden from them."""
    return row.c.author != reader.member


@posts.hides(Attachment)
def not_attached(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """A file that is not attached yet is its uploader's; one that is, is seen with its post."""
    is_uploader = and_(row.c.uploader.is_not(None), row.c.uploader == reader.member)
    return and_(row.c.post.is_(None), not_(is_uploader))


@posts.hides(Post, removal=True)
def removed(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """Removed posts are for those who may read them."""
    return and_(row.c.removed_at.is_not(None), not_(reader.may("posts.read_removed")))
