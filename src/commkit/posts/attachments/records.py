"""An attachment as its readers see it."""

from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from attrs import frozen

from commkit.posts.records import PostId
from commkit.runtime.model.ids import CommunityId, MemberId

AttachmentId = NewType("AttachmentId", UUID)
"""The id of an attachment."""

INLINE = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
"""Media types that a browser may show in a page: pictures that hold no script. All else is offered to be saved."""


class AttachmentStatus(StrEnum):
    """How far an attachment has come."""

    PENDING = "pending"
    """Announced; no bytes yet."""
    STORED = "stored"
    """The host has the bytes and has looked at them."""
    ATTACHED = "attached"


@frozen
class Attachment:
    """A file that hangs on a post, or will.

    Attributes:
        id: Its id.
        uploader: Who uploaded it.
        post: The post it hangs on; None until then.
        status: How far it has come.
        name: What the file was called; never a path.
        size: Bytes.
        media_type: What its first bytes say it is; empty until it is stored.
        digest: SHA-256 of the bytes, hexadecimal; empty until it is stored.
        created_at: When it was announced.
        attached_at: When it was attached.
    """

    id: AttachmentId
    uploader: MemberId | None
    post: PostId | None
    status: AttachmentStatus
    name: str
    size: int
    media_type: str
    digest: str
    created_at: datetime
    attached_at: datetime | None

    @property
    def inline(self) -> bool:
        """Whether a browser may show it in a page; where not, send it with `Content-Disposition: attachment`."""
        return self.media_type in INLINE


def attachment_key(community: CommunityId, id: AttachmentId) -> str:
    """The key under which the host keeps the bytes: letters, digits and one slash."""
    return f"{community.hex}/{id.hex}"


@frozen
class UploadTicket:
    """The way in for one file.

    Attributes:
        id: The id of the attachment that it becomes.
        key: Under which the host keeps the bytes.
        max_bytes: Bytes, at most.
        media_types: What it may be, as its first bytes show.
    """

    id: AttachmentId
    key: str
    max_bytes: int
    media_types: tuple[str, ...]
