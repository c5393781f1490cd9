"""How a file is announced: a row without bytes, which ends by itself, and the ticket to store them."""

from commkit.posts.attachments import statements as sql
from commkit.posts.attachments.jobs import schedule_purge
from commkit.posts.attachments.records import AttachmentId, AttachmentStatus, UploadTicket, attachment_key
from commkit.posts.feature import PostSettings
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context


def announce(context: Context, *, uploader: MemberId, name: str, size: int, most: int) -> UploadTicket | None:
    """Add an attachment, and schedule its deletion for the case that it is never attached.

    Args:
        context: The context.
        uploader: Whose file it is.
        name: Its name.
        size: The size in bytes that is expected.
        most: Files that the uploader may have without a post.

    Returns:
        The ticket; None where the uploader has too many files without a post.
    """
    id = AttachmentId(context.new_id())
    added = context.run(
        sql.ADD,
        most=most,
        id=id,
        uploader=uploader,
        post=None,
        status=AttachmentStatus.PENDING,
        name=name,
        size=size,
        media_type="",
        digest="",
        created_at=context.now,
        attached_at=None,
        attempt=1,
    )
    if not added:
        return None
    schedule_purge(context, id, 1)
    return ticket_of(context, id, 1)


def ticket_of(context: Context, id: AttachmentId, attempt: int) -> UploadTicket:
    """The ticket of an attempt to send the bytes of a file."""
    settings = context.settings(PostSettings)
    return UploadTicket(
        id,
        attachment_key(context.community_id, id, attempt),
        settings.max_attachment_bytes,
        settings.media_types,
        attempt,
    )
