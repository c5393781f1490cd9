"""How files are announced, kept and attached. No bytes pass through here: the host moves them outside of sessions."""

from datetime import timedelta
from typing import Any

from attrs import evolve

from commkit.posts.attachments import statements as sql
from commkit.posts.attachments.messages import (
    AttachFile,
    AttachmentsOf,
    DropAttachment,
    DropOrphan,
    FileAttached,
    FileDropped,
    KeepUpload,
    ReadAttachment,
    ReserveAttachment,
    Ticket,
)
from commkit.posts.attachments.policy import see_that_it_fits
from commkit.posts.attachments.port import AttachmentPort
from commkit.posts.attachments.records import Attachment, AttachmentId, Phase, stored_at
from commkit.posts.feature import PostSettings, posts
from commkit.posts.records import Post
from commkit.privacy import PersonErased
from commkit.runtime.delivery.scheduled import schedule
from commkit.runtime.model.errors import Conflict, Denied, Invalid, NotFound
from commkit.runtime.model.ids import CommunityId
from commkit.runtime.sessions.session import Session

ORPHAN_AFTER = timedelta(days=1)
"""How long a file may wait to be attached."""
MOST_WAITING = 100
"""Files of a member that may wait at once."""


@posts.loads(Attachment, owner=lambda attachment: attachment.uploader)
def fetch_attachment(session: Session, id: AttachmentId) -> Attachment | None:
    """A file of a post the actor may see, or one's own."""
    return session.one(
        sql.ONE, id=id, me=session.member_or_none, sees_removed=session.can("posts.see_removed")
    )


@posts.handles(ReserveAttachment)
def reserve_attachment(session: Session, command: ReserveAttachment) -> Ticket:
    """A row that a plan takes away again, unless the file is attached by then."""
    if session.port(AttachmentPort) is None:
        raise Conflict(
            "posts.no_attachments", "the host keeps no files: give the Kit ports={AttachmentPort: ...}"
        )
    settings = session.settings(PostSettings)
    name = command.name.replace("\\", "/").rpartition("/")[2].strip()
    if name in ("", ".", ".."):
        raise Invalid.field("name", "blank", "give the name of a file, not of a folder")
    if not 1 <= command.size <= settings.max_attachment_bytes:
        raise Invalid.field("size", "out_of_range", f"send 1 to {settings.max_attachment_bytes} bytes")
    id = AttachmentId(session.new_id())
    added = session.run(
        sql.ADD,
        most=MOST_WAITING,
        id=id,
        uploader=session.member,
        post=None,
        phase=Phase.RESERVED,
        name=name,
        size=command.size,
        media_type="",
        digest="",
        reserved_at=session.now,
        attached_at=None,
    )
    if not added:
        raise Conflict(
            "posts.uploads_enough", f"{MOST_WAITING} files of yours wait; attach or drop some of them first"
        )
    schedule(session, DropOrphan(id), at=session.now + ORPHAN_AFTER, as_system=True)
    return Ticket(
        id, stored_at(session.community_id, id), settings.max_attachment_bytes, settings.media_types
    )


@posts.handles(KeepUpload)
def keep_upload(session: Session, command: KeepUpload) -> Attachment:
    """What the host found counts, not what was announced."""
    settings = session.settings(PostSettings)
    see_that_it_fits(
        command.size, command.media_type, most=settings.max_attachment_bytes, allowed=settings.media_types
    )
    kept = session.one(
        sql.KEEP,
        id=command.attachment,
        new_size=command.size,
        new_media_type=command.media_type,
        new_digest=command.digest,
    )
    if kept is None:
        raise NotFound("posts.not_found", "no such file is awaited; forget the bytes")
    return kept


@posts.handles(AttachFile)
def attach_file(session: Session, command: AttachFile) -> Attachment:
    """Counted while the post is held."""
    file = session.get(Attachment, command.attachment)
    post = session.get(Post, command.post, need="posts.edit")
    if file.uploader != session.member_or_none:
        raise Denied("posts.not_yours", "attach what you uploaded yourself")
    if file.phase is not Phase.STORED:
        raise Conflict("posts.not_stored", "this file is not stored yet, or hangs on a post already")
    if not session.rows(sql.HOLD_POST, post=post.id):
        raise Conflict("posts.removed", "this post was taken down; nothing can be attached to it")
    most = session.settings(PostSettings).max_attachments
    if not session.run(sql.ATTACH, id=file.id, new_post=post.id, most=most, now=session.now):
        raise Conflict("posts.attached_enough", f"a post bears {most} files at most; drop another one first")
    session.emit(FileAttached(attachment=file.id, post=post.id))
    return evolve(file, post=post.id, phase=Phase.ATTACHED, attached_at=session.now)


@posts.handles(DropAttachment)
def drop_attachment(session: Session, command: DropAttachment) -> None:
    """What is known of it goes now, the bytes with the fact."""
    file = session.get(Attachment, command.attachment)
    mine = file.uploader is not None and file.uploader == session.member_or_none
    if not mine and not session.can("posts.detach"):
        raise Denied(
            "runtime.not_permitted", "this needs the permission 'posts.detach'", permission="posts.detach"
        )
    dropped = session.rows(sql.DROP, id=file.id)
    if not dropped:
        raise Conflict("posts.stale", "it was taken away in the meantime")
    session.emit(FileDropped(attachment=file.id, post=dropped[0][0]))


@posts.handles(DropOrphan)
def drop_orphan(session: Session, command: DropOrphan) -> bool:
    """Unless it hangs on a post by now."""
    if not session.rows(sql.DROP_ORPHAN, id=command.attachment):
        return False
    session.emit(FileDropped(attachment=command.attachment, post=None))
    return True


@posts.handles(ReadAttachment)
def read_attachment(session: Session, query: ReadAttachment) -> Attachment:
    """Through the door."""
    return session.get(Attachment, query.attachment)


@posts.handles(AttachmentsOf)
def attachments_of(session: Session, query: AttachmentsOf) -> tuple[Attachment, ...]:
    """Of a post the actor may see; at most as many as any post may bear."""
    return tuple(session.rows(sql.OF_POST, post=session.get(Post, query.post).id, size=50))


@posts.reacts_to(PersonErased)
def drop_erased(session: Session, fact: PersonErased) -> None:
    """What an erased person uploaded goes, the bytes too."""
    for id, post in session.rows(sql.DROP_OF_MEMBER, member=fact.member):
        session.emit(FileDropped(attachment=id, post=post))


@posts.subscribes_to(FileDropped)
def forget_bytes(delivery: Any, fact: FileDropped) -> None:
    """Outside of any session; again, should the host's store be out of order."""
    with delivery.session(read_only=True) as session:
        port = session.port(AttachmentPort)
        community: CommunityId = session.community_id
    if port is not None:
        port.delete(stored_at(community, fact.attachment))
