"""Queries of attachments."""

from commkit.posts.attachments import statements as sql
from commkit.posts.attachments.messages import ListAttachments, ListAttachmentsOfPosts, ReadAttachment
from commkit.posts.attachments.records import Attachment
from commkit.posts.feature import posts
from commkit.posts.records import Post
from commkit.runtime.sessions.context import Context


@posts.handles(ReadAttachment)
def read_attachment(context: Context, query: ReadAttachment) -> Attachment:
    """Load the attachment."""
    return context.get(Attachment, query.attachment)


@posts.handles(ListAttachmentsOfPosts)
def list_attachments_of_posts(context: Context, query: ListAttachmentsOfPosts) -> tuple[Attachment, ...]:
    """One statement, whose rows are seen with their posts."""
    return tuple(context.rows(sql.OF_POSTS, posts=list(query.posts))) if query.posts else ()


@posts.handles(ListAttachments)
def list_attachments(context: Context, query: ListAttachments) -> tuple[Attachment, ...]:
    """Load the post, then its files; at most 50, as no community may allow more."""
    return tuple(context.rows(sql.OF_POST, post=context.get(Post, query.post).id, size=50))
