"""The worker's commands of attachments."""

from attrs import frozen

from commkit.posts.attachments import statements as sql
from commkit.posts.attachments.facts import AttachmentDeleted
from commkit.posts.attachments.records import AttachmentId
from commkit.posts.feature import posts
from commkit.runtime.model.messages import Command
from commkit.runtime.sessions.context import Context


@frozen
class PurgeOrphanedUpload(Command[bool]):
    """Delete a file that was announced a day ago and never attached.

    Returns:
        Whether it was deleted.
    """

    permission = "posts.manage_uploads"
    when_archived = True

    attachment: AttachmentId


@posts.handles(PurgeOrphanedUpload)
def purge_orphaned_upload(context: Context, command: PurgeOrphanedUpload) -> bool:
    """Delete the file unless it was attached."""
    if not context.rows(sql.DELETE_ORPHAN, id=command.attachment):
        return False
    context.emit(AttachmentDeleted(attachment=command.attachment, post=None))
    return True
