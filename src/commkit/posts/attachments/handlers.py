"""Commands of attachments. No bytes pass through here: the host stores them outside of sessions."""

from attrs import evolve

from commkit.posts.attachments import statements as sql
from commkit.posts.attachments.facts import AttachmentDeleted, BytesDiscarded, FileAttached
from commkit.posts.attachments.jobs import announce, start_attempt, ticket_of
from commkit.posts.attachments.messages import (
    AttachFile,
    CompleteUpload,
    CreateUpload,
    DeleteAttachment,
    RetryUpload,
)
from commkit.posts.attachments.policy import check_file
from commkit.posts.attachments.ports import AttachmentPort
from commkit.posts.attachments.records import (
    Attachment,
    AttachmentId,
    AttachmentStatus,
    UploadTicket,
)
from commkit.posts.attachments.tables import attachment
from commkit.posts.feature import PostSettings, posts
from commkit.posts.records import Post
from commkit.runtime.model.errors import Conflict, Denied, Invalid, NotFound
from commkit.runtime.sessions.context import Context

MAX_PENDING = 100
"""Files of a member that are not attached yet, at most."""


@posts.loads(
    Attachment, owner=lambda attachment: attachment.uploader, table=attachment, part_of=(Post, "post")
)
def fetch_attachment(context: Context, id: AttachmentId) -> Attachment | None:
    """Load a file of a post that the actor may see, or one of the actor's own."""
    return context.one(sql.ONE, id=id)


@posts.handles(CreateUpload)
def create_upload(context: Context, command: CreateUpload) -> UploadTicket:
    """Add the attachment, and schedule its deletion for the case that it is never attached."""
    if context.port(AttachmentPort) is None:
        raise Conflict(
            "posts.attachments_not_configured",
            "the host stores no files: give the Kit ports={AttachmentPort: ...}",
        )
    settings = context.settings(PostSettings)
    name = command.name.replace("\\", "/").rpartition("/")[2].strip()
    if name in ("", ".", ".."):
        raise Invalid.field("name", "blank", "give the name of a file, not of a folder")
    if not 1 <= command.size <= settings.max_attachment_bytes:
        raise Invalid.field("size", "out_of_range", f"send 1 to {settings.max_attachment_bytes} bytes")
    ticket = announce(context, uploader=context.member, name=name, size=command.size, most=MAX_PENDING)
    if ticket is None:
        raise Conflict(
            "posts.too_many_uploads",
            f"{MAX_PENDING} files of yours are not attached; attach or delete some of them first",
        )
    return ticket


@posts.handles(RetryUpload)
def retry_upload(context: Context, command: RetryUpload) -> UploadTicket:
    """Count the attempt; what the last one sent is deleted, now or once its own time is over."""
    file = context.get(Attachment, command.attachment)
    if file.uploader != context.member_or_none:
        raise Denied("posts.not_uploader", "send what you announced yourself")
    if file.status is not AttachmentStatus.PENDING:
        raise Conflict("posts.already_stored", "the bytes of this file are stored; announce another one")
    attempt = start_attempt(context, file.id, after=file.attempt)
    if attempt is None:
        raise Conflict("posts.stale", "it was sent or deleted in the meantime; read it again")
    context.emit(BytesDiscarded(attachment=file.id, attempt=file.attempt))
    return ticket_of(context, file.id, attempt)


@posts.handles(CompleteUpload)
def complete_upload(context: Context, command: CompleteUpload) -> Attachment:
    """Store what the host found, whatever was announced."""
    settings = context.settings(PostSettings)
    check_file(
        command.size,
        command.media_type,
        max_bytes=settings.max_attachment_bytes,
        allowed=settings.media_types,
    )
    stored = context.one(
        sql.STORE,
        id=command.attachment,
        this_attempt=command.attempt,
        new_size=command.size,
        new_media_type=command.media_type,
        new_digest=command.digest,
    )
    if stored is None:
        raise NotFound(
            "posts.not_found", "no such upload is expected any more: it was deleted, or sent again"
        )
    return stored


@posts.handles(AttachFile)
def attach_file(context: Context, command: AttachFile) -> Attachment:
    """Lock the post so that its files can be counted, then attach the file."""
    file = context.get(Attachment, command.attachment)
    post = context.get(Post, command.post, need="posts.edit")
    if file.uploader != context.member_or_none:
        raise Denied("posts.not_uploader", "attach what you uploaded yourself")
    if file.status is not AttachmentStatus.STORED:
        raise Conflict("posts.not_stored", "this file is not stored yet, or attached already")
    if not context.rows(sql.LOCK_POST, post=post.id):
        raise Conflict("posts.removed", "this post was removed; nothing can be attached to it")
    most = context.settings(PostSettings).max_attachments
    if not context.run(sql.ATTACH, id=file.id, new_post=post.id, most=most, now=context.now):
        raise Conflict(
            "posts.too_many_attachments", f"a post has {most} files at most; delete another one first"
        )
    context.emit(FileAttached(attachment=file.id, post=post.id))
    return evolve(file, post=post.id, status=AttachmentStatus.ATTACHED, attached_at=context.now)


@posts.handles(DeleteAttachment)
def delete_attachment(context: Context, command: DeleteAttachment) -> None:
    """Delete the attachment now; the fact makes the worker delete the bytes."""
    file = context.get(Attachment, command.attachment)
    mine = file.uploader is not None and file.uploader == context.member_or_none
    if not mine and not context.can("posts.delete_any_attachment"):
        raise Denied(
            "runtime.not_permitted",
            "this needs the permission 'posts.delete_any_attachment'",
            permission="posts.delete_any_attachment",
        )
    deleted = context.rows(sql.delete_one(context.registry.holds), id=file.id)
    if not deleted:
        if context.one(sql.ONE, id=file.id) is not None:
            raise Conflict("posts.file_kept", "this file has to be kept for now; try again later")
        raise Conflict("posts.stale", "it was deleted in the meantime")
    ((post, attempt),) = deleted
    context.emit(AttachmentDeleted(attachment=file.id, post=post))
    context.emit(BytesDiscarded(attachment=file.id, attempt=attempt))
