"""A file of a post of another system: as it is announced, and as it is attached once its bytes are stored."""

from collections.abc import Mapping
from typing import Annotated

from attrs import field, frozen

from commkit.importers.records import ExternalId
from commkit.posts import AttachmentId, UploadTicket
from commkit.runtime.values.texts import Text


@frozen(kw_only=True)
class ExternalUpload:
    """A file of a post that was imported before.

    Attributes:
        external_id: The id of the file of this post at the source.
        post: The id of the post at the source.
        author: The id of the post's author at the source; None for one without an account there.
        name: The name of the file.
        size: The size in bytes.
    """

    external_id: ExternalId
    post: ExternalId
    author: ExternalId | None
    name: Annotated[str, Text(max=200, multiline=False)]
    size: int


@frozen(kw_only=True)
class StoredUpload:
    """A file that was announced, and whose bytes the host stored.

    Attributes:
        external_id: As for `ExternalUpload`.
        post: As for `ExternalUpload`.
        attachment: The attachment that was announced.
        size: The size in bytes.
        media_type: The media type that the first bytes show.
        digest: SHA-256 of the bytes, hexadecimal.
        attempt: The attempt of the ticket.
    """

    external_id: ExternalId
    post: ExternalId
    attachment: AttachmentId
    size: int
    media_type: Annotated[str, Text(max=100, multiline=False)]
    digest: Annotated[str, Text(max=64, multiline=False)]
    attempt: int = 1


@frozen
class AnnouncedUploads:
    """What became of files that were announced.

    Attributes:
        tickets: For each that is awaited, by its external id, where the host stores its bytes.
        skipped: Why the others are not taken, by their external ids.
    """

    tickets: Mapping[str, UploadTicket] = field(factory=dict)
    skipped: Mapping[str, str] = field(factory=dict)
