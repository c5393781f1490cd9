"""The commands and queries of assets."""

from datetime import datetime
from typing import Annotated

from attrs import field, frozen

from commkit import Command, Page, Query, Text, TextCommand
from commkit.posts import AttachmentId, PostId
from commkit_media.press.assets.records import Asset, AssetId
from commkit_media.press.releases.records import PressReleaseId

Line = Annotated[str, Text(max=300, multiline=False)]
Terms = Annotated[str, Text(max=2_000)]
Reason = Annotated[str, Text(max=1_000)]


@frozen(kw_only=True)
class AddAsset(TextCommand[Asset]):
    """Attach an uploaded file to a kit, as an asset with its rights.

    Attributes:
        kit: A post of the kind `press_kit`, which all see; it has as many files as posts may have here.
        file: The file, which the actor uploaded.
        title: What it shows.
        credit: Who has to be named.
        licence: The licence or the rights, in words.
        uses: What it may be used for.
        release: The release that it belongs to: who may not read that gets neither the asset nor its file.
        expires_at: From when on it is not handed out any more; None for never.

    Raises:
        Invalid: The kit is a post of another kind, or the expiry is past.
        Conflict: The kit was removed or has too many files, or the file is not stored, or attached already.
        Denied: Somebody else uploaded the file, or the actor may not edit the kit.
    """

    permission = "media.manage_press"
    creates = True
    shown = ("title", "credit", "licence", "uses")
    personal = ("title", "credit", "licence", "uses")

    kit: PostId
    file: AttachmentId
    title: Line
    credit: Line
    licence: Terms
    uses: Terms
    release: PressReleaseId | None = None
    expires_at: datetime | None = None


@frozen(kw_only=True)
class ChangeAsset(TextCommand[Asset]):
    """Change the rights of an asset, or when they end.

    Attributes:
        asset: The asset.
        credit: Who has to be named; None to keep it.
        licence: The licence or the rights; None to keep it.
        uses: What it may be used for; None to keep it.
        expires_at: Another expiry; None to keep it. An asset that expired is handed out again until then.
        never_expires: Whether its expiry is taken away.

    Raises:
        Invalid: Nothing is changed, the expiry is past, or it is given and taken away.
        Conflict: It was withdrawn.
    """

    permission = "media.manage_press"
    shown = ("credit", "licence", "uses")
    personal = ("credit", "licence", "uses")

    asset: AssetId
    credit: Line | None = None
    licence: Terms | None = None
    uses: Terms | None = None
    expires_at: datetime | None = None
    never_expires: bool = False


@frozen
class WithdrawAsset(TextCommand[Asset]):
    """Hand an asset out no more; its record stays for the editors.

    Attributes:
        asset: The asset.
        reason: Why.

    Raises:
        Conflict: It was withdrawn already.
    """

    permission = "media.manage_press"
    shown = ("reason",)
    personal = ("reason",)

    asset: AssetId
    reason: Reason


@frozen
class CountDownload(Command[bool]):
    """Count that an asset was taken; the resource of the assets, or the host, sends it as `SYSTEM`: so nobody is named.

    Attributes:
        asset: The asset.

    Returns:
        Whether it was counted: what has expired or was withdrawn is not.
    """

    permission = "media.count_download"
    when_archived = True

    asset: AssetId


@frozen
class ReadAsset(Query[Asset]):
    """Read an asset with its rights; what is not handed out any more is there for editors alone.

    Attributes:
        asset: The asset.
    """

    permission = "media.read_press"

    asset: AssetId


@frozen(kw_only=True)
class ListAssets(Query[Page[Asset]]):
    """List the assets that the reader may have, what was added last first; editors get those that are gone, too.

    Attributes:
        release: Only those of this release.
        after: The `next` of the page before.
        limit: Assets on a page, 1 to 100.
    """

    permission = "media.read_press"
    personal = ()

    release: PressReleaseId | None = None
    after: str | None = None
    limit: int = field(default=20)
