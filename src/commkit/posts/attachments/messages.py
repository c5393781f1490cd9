"""Commands and queries of attachments."""

from typing import Annotated

from attrs import field, frozen

from commkit.posts.attachments.records import Attachment, AttachmentId, UploadTicket
from commkit.posts.records import PostId
from commkit.runtime.model.messages import Command, Query
from commkit.runtime.values.validation import Text

FileName = Annotated[str, Text(max=200, lines=False)]


@frozen
class CreateUpload(Command[UploadTicket]):
    """Announce a file: the first step of three, see the page on attachments.

    Attributes:
        name: What the file is called; what stands before a slash is left out.
        size: Its bytes.

    Raises:
        Conflict: The host keeps no attachments, or 100 files of the actor wait to be attached.
        Invalid: It is too large.
    """

    permission = "posts.attach"
    personal = ("name",)

    name: FileName
    size: int


@frozen
class CompleteUpload(Command[Attachment]):
    """Note that the host has the bytes and has looked at them; sent by the host itself.

    Raises:
        NotFound: There is no such file any more; the host forgets the bytes then.
        Invalid: What was found is not allowed here.
    """

    permission = "posts.manage_uploads"
    personal = ()

    attachment: AttachmentId
    size: int = field(kw_only=True)
    media_type: Annotated[str, Text(max=100, lines=False)] = field(kw_only=True)
    digest: Annotated[str, Text(max=64, lines=False)] = field(kw_only=True)


@frozen
class AttachFile(Command[Attachment]):
    """Hang a file on a post that the actor may edit; whoever sees the post sees it then.

    Raises:
        Conflict: The host does not have its bytes, it hangs on a post already, or the post bears enough of them.
    """

    permission = "posts.attach"

    attachment: AttachmentId
    post: PostId


@frozen
class DeleteAttachment(Command[None]):
    """Take a file away for good: one's own, or anybody's with the permission `posts.delete_any_attachment`.

    The worker drops its bytes.
    """

    permission = "posts.attach"

    attachment: AttachmentId


@frozen
class ReadAttachment(Query[Attachment]):
    """A file of a post that the actor may see, or one's own that is not attached yet."""

    permission = "posts.read"

    attachment: AttachmentId


@frozen
class ListAttachments(Query[tuple[Attachment, ...]]):
    """The files of a post, in the order in which they were announced."""

    permission = "posts.read"

    post: PostId
