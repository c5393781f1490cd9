"""Facts about attachments."""

from attrs import frozen

from commkit.posts.attachments.records import AttachmentId
from commkit.posts.records import PostId
from commkit.runtime.model.messages import Fact


@frozen
class FileAttached(Fact):
    """A file was attached to a post."""

    name = "posts.file_attached"
    visible_to = "posts.read"
    attachment: AttachmentId
    post: PostId


@frozen
class AttachmentDeleted(Fact):
    """A file was deleted."""

    name = "posts.attachment_deleted"
    visible_to = "posts.read"
    deleted = ("attachment",)
    attachment: AttachmentId
    post: PostId | None


@frozen
class BytesDiscarded(Fact):
    """Nothing counts the bytes that an attempt sent, or may still send; they are deleted after the commit."""

    name = "posts.bytes_discarded"
    visible_to = None
    deleted = ("attachment",)
    attachment: AttachmentId
    attempt: int
