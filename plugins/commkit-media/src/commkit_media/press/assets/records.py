"""Assets of the press room: files with their rights."""

from datetime import datetime
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.posts import AttachmentId, PostId
from commkit.storage import Erasure, Person, Personal
from commkit_media.press.releases.records import PressReleaseId

AssetId = NewType("AssetId", UUID)
"""The id of an asset; another one than that of its file."""


@frozen
class Asset:
    """A file of the asset kit, with its rights.

    Attributes:
        id: Its id.
        kit: The post of the kind `press_kit` that the file is attached to.
        file: The file; `ReadAttachment` reads it for who may have the asset.
        release: The release that it belongs to; None for none.
        title: What it shows.
        credit: Who has to be named.
        licence: The licence or the rights, in words.
        uses: What it may be used for.
        expires_at: From when on it is not handed out any more; None for never.
        added_by: Who added it.
        added_at: When.
        withdrawn_at: When it was withdrawn; None while it is handed out.
        withdrawn_by: Who withdrew it; None for nobody, or the host.
        reason: Why it was withdrawn.
        downloads: How often it was taken; nobody keeps by whom.
    """

    id: AssetId
    kit: PostId
    file: AttachmentId
    release: PressReleaseId | None
    title: Annotated[str, Personal(max=300, multiline=False, of="added_by", erase=Erasure.KEEP)]
    credit: Annotated[str, Personal(max=300, multiline=False, of="added_by", erase=Erasure.KEEP)]
    licence: Annotated[str, Personal(max=2_000, of="added_by", erase=Erasure.KEEP)]
    uses: Annotated[str, Personal(max=2_000, of="added_by", erase=Erasure.KEEP)]
    expires_at: datetime | None
    added_by: Annotated[MemberId | None, Person(owns=False)]
    added_at: datetime
    withdrawn_at: datetime | None
    withdrawn_by: Annotated[MemberId | None, Person(owns=False)]
    reason: Annotated[str, Personal(max=1_000, of="withdrawn_by", erase=Erasure.KEEP)]
    downloads: int
