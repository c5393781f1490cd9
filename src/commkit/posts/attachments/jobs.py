"""How files are announced, and the worker's command that ends what was announced for nothing."""

from datetime import timedelta
from uuid import UUID

from attrs import frozen

from commkit.posts.attachments import statements as sql
from commkit.posts.attachments.facts import AttachmentDeleted, BytesDiscarded
from commkit.posts.attachments.records import AttachmentId, AttachmentStatus, UploadTicket, attachment_key
from commkit.posts.feature import PostSettings, posts
from commkit.runtime.delivery.scheduled import schedule_command
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command
from commkit.runtime.sessions.context import Context

ORPHAN_LIFETIME = timedelta(days=1)
"""How long an announced file may stay without a post."""


@frozen
class PurgeOrphanedUpload(Command[bool]):
    """Delete a file that was announced a day ago and never attached, and whatever an attempt sent for nothing.

    Attributes:
        attachment: The id under which its bytes were sent; it need not be that of a file any more.
        attempt: The attempt; where a later one counts, or the file is gone, its bytes alone are deleted.
        keep: Keep the file, so that another attempt can send its bytes.

    Returns:
        Whether nothing counts the bytes of the attempt any more; the worker deletes them.
    """

    permission = "posts.manage_uploads"
    when_archived = True

    attachment: UUID
    attempt: int = 1
    keep: bool = False


@posts.handles(PurgeOrphanedUpload)
def purge_orphaned_upload(context: Context, command: PurgeOrphanedUpload) -> bool:
    """Delete the file unless it was attached; bytes may also have come after the file was deleted."""
    attachment = AttachmentId(command.attachment)
    if command.keep:
        start_attempt(context, attachment, after=command.attempt)
    elif context.rows(sql.delete_orphan(context.registry.holds), id=attachment, this_attempt=command.attempt):
        context.emit(AttachmentDeleted(attachment=attachment, post=None))
    if context.rows(sql.MAY_COUNT, id=attachment, this_attempt=command.attempt):
        return False
    context.emit(BytesDiscarded(attachment=attachment, attempt=command.attempt))
    return True


def start_attempt(context: Context, id: AttachmentId, *, after: int) -> int | None:
    """Let another attempt send the bytes of a file; gives None where it was sent, or another one began meanwhile.

    Args:
        context: The context.
        id: The attachment.
        after: The attempt that counted until now.
    """
    for (attempt,) in context.rows(sql.NEXT_ATTEMPT, id=id, this_attempt=after):
        schedule_purge(context, id, attempt)
        return int(attempt)
    return None


def schedule_purge(context: Context, id: AttachmentId, attempt: int) -> None:
    """Schedule the end of an attempt: also of one whose process ends between storing and completing."""
    purge = PurgeOrphanedUpload(id, attempt)
    schedule_command(context, purge, at=context.now + ORPHAN_LIFETIME, as_system=True)


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
