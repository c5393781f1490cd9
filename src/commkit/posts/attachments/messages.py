"""Commands and queries of attachments."""

from typing import Annotated

from attrs import field, frozen

from commkit.posts.attachments.records import Attachment, AttachmentId, UploadTicket
from commkit.posts.records import PostId
from commkit.runtime.model.messages import Command, Query, TextCommand
from commkit.runtime.values.sizes import Items
from commkit.runtime.values.texts import Text

FileName = Annotated[str, Text(max=200, multiline=False)]


@frozen
class CreateUpload(TextCommand[UploadTicket]):
    """Announce a file: the first step of three, see the page on attachments.

    Attributes:
        name: The name of the file; folders in it are left out.
        size: The size in bytes.

    Raises:
        Conflict: The host stores no attachments, or 100 files of the actor are not attached yet.
        Invalid: It is too large.
    """

    permission = "posts.attach"
    creates = True
    shown = ("name",)
    personal = ("name",)

    name: FileName
    size: int


@frozen
class RetryUpload(Command[UploadTicket]):
    """Send the bytes of an announced file again, under a key of their own; earlier attempts count no more.

    Attributes:
        attachment: The attachment, whose bytes were not stored yet.

    Raises:
        Conflict: The bytes are stored already, or another attempt began in the meantime.
        Denied: Somebody else announced it.
    """

    permission = "posts.attach"

    attachment: AttachmentId


@frozen
class CompleteUpload(Command[Attachment]):
    """Record that the host has stored and examined the bytes; sent by the host as `SYSTEM`, see `store_upload`.

    Attributes:
        attachment: The attachment.
        size: The size in bytes.
        media_type: The media type that the first bytes show.
        digest: SHA-256 of the bytes, hexadecimal.
        attempt: The attempt of the ticket, under whose key the bytes are.

    Raises:
        NotFound: There is no such announced file any more, or a later attempt counts; the host deletes the bytes.
        Invalid: The size or the media type is not allowed here.
    """

    permission = "posts.manage_uploads"
    personal = ()

    attachment: AttachmentId
    size: int = field(kw_only=True)
    media_type: Annotated[str, Text(max=100, multiline=False)] = field(kw_only=True)
    digest: Annotated[str, Text(max=64, multiline=False)] = field(kw_only=True)
    attempt: int = field(default=1, kw_only=True)


@frozen
class AttachFile(Command[Attachment]):
    """Attach an uploaded file to a post that the actor may edit; whoever sees the post sees the file.

    Raises:
        Conflict: The bytes are not stored, it is attached already, or the post has too many files.
        Denied: Somebody else uploaded it.
    """

    permission = "posts.attach"

    attachment: AttachmentId
    post: PostId


@frozen
class DeleteAttachment(Command[None]):
    """Delete a file: the actor's own, or anybody's with the permission `posts.delete_any_attachment`.

    The worker deletes the bytes afterwards.
    """

    permission = "posts.attach"
    when_ended = True

    attachment: AttachmentId


@frozen
class ReadAttachment(Query[Attachment]):
    """Read a file of a post that the actor may see, or one of the actor's own that is not attached yet."""

    permission = "posts.read"

    attachment: AttachmentId


@frozen
class ListAttachmentsOfPosts(Query[tuple[Attachment, ...]]):
    """List the files of some posts: those of each post in the order in which they were announced.

    Files of posts that the actor does not see are left out.

    Attributes:
        posts: The ids of the posts; at most 100.
    """

    permission = "posts.read"

    posts: Annotated[tuple[PostId, ...], Items(max=100)]


@frozen
class ListAttachments(Query[tuple[Attachment, ...]]):
    """List the files of a post, in the order in which they were announced."""

    permission = "posts.read"

    post: PostId
