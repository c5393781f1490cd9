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
"""Media types that a browser may show in a page: pictures without scripts. All others are offered for saving."""


class AttachmentStatus(StrEnum):
    """The state of an upload."""

    PENDING = "pending"
    """Announced; the host has no bytes yet."""
    STORED = "stored"
    """The host has stored and examined the bytes."""
    ATTACHED = "attached"


@frozen
class Attachment:
    """A file that is attached to a post, or will be.

    Attributes:
        id: Its id.
        uploader: The member who uploaded it.
        post: The post it is attached to; None until then.
        status: The state of the upload.
        name: The name of the file; never a path.
        size: The size in bytes.
        media_type: The media type that its first bytes show; empty until it is stored.
        digest: SHA-256 of the bytes, hexadecimal; empty until it is stored.
        created_at: When it was announced.
        attached_at: When it was attached.
        attempt: Which attempt to send its bytes counts, from 1.
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
    attempt: int

    @property
    def inline(self) -> bool:
        """Whether a browser may show it in a page; if not, send it with `Content-Disposition: attachment`."""
        return self.media_type in INLINE


def attachment_key(community: CommunityId, id: AttachmentId, attempt: int) -> str:
    """The key under which the host stores the bytes: hexadecimal digits and one slash.

    Each attempt has a key of its own, so that no attempt replaces what another one has stored.

    Args:
        community: The community.
        id: The attachment.
        attempt: As for `Attachment`.
    """
    return f"{community.hex}/{id.hex}{attempt:08x}"


@frozen
class UploadTicket:
    """The permission to upload one file.

    Attributes:
        id: The id of the attachment.
        key: The key under which the host stores the bytes.
        max_bytes: The size in bytes, at most.
        media_types: The media types that it may have, as its first bytes show.
        attempt: Which attempt to send the bytes this is, from 1.
    """

    id: AttachmentId
    key: str
    max_bytes: int
    media_types: tuple[str, ...]
    attempt: int = 1
