"""How assets are added, changed, withdrawn and taken."""

from datetime import datetime

from attrs import evolve

from commkit import Conflict, Context, Invalid
from commkit.posts import AttachFile, Attachment, Post
from commkit_media.policy import PRESS_KIT, check_kind, check_not_removed
from commkit_media.press.assets import statements as sql
from commkit_media.press.assets.facts import AssetAdded, AssetChanged, AssetWithdrawn
from commkit_media.press.assets.messages import AddAsset, ChangeAsset, CountDownload, WithdrawAsset
from commkit_media.press.assets.records import Asset, AssetId
from commkit_media.press.feature import press_feature
from commkit_media.press.releases.records import PressRelease
from commkit_media.tables import asset as asset_table


@press_feature.loads(Asset, table=asset_table)
def fetch_asset(context: Context, id: AssetId) -> Asset | None:
    """Load an asset that is handed out to the actor, or any for editors."""
    return context.one(sql.ONE, id=id) if context.can("media.read_press") else None


@press_feature.handles(AddAsset)
def add_asset(context: Context, command: AddAsset) -> Asset:
    """Add the asset before its file is attached: nobody sees the file without its rights."""
    kit = context.get(Post, command.kit)
    file = context.get(Attachment, command.file)
    release = context.get(PressRelease, command.release) if command.release is not None else None
    check_kind(kit, PRESS_KIT, field="kit")
    check_not_removed(kit)
    _check_future(context, command.expires_at)
    added = Asset(
        id=AssetId(context.new_id()),
        kit=kit.id,
        file=file.id,
        release=release.id if release is not None else None,
        title=command.title,
        credit=command.credit,
        licence=command.licence,
        uses=command.uses,
        expires_at=command.expires_at,
        added_by=context.member_or_none,
        added_at=context.now,
        withdrawn_at=None,
        withdrawn_by=None,
        reason="",
        downloads=0,
    )
    context.run(sql.ADD, added)
    context.do(AttachFile(file.id, kit.id))
    context.emit(AssetAdded(asset=added.id))
    return added


@press_feature.handles(ChangeAsset)
def change_asset(context: Context, command: ChangeAsset) -> Asset:
    """Lock the asset, so that of two changes at once neither undoes the other; then change what is given."""
    before = context.get(Asset, command.asset)
    before = context.one(sql.LOCKED, id=before.id) or before
    given = (command.credit, command.licence, command.uses, command.expires_at)
    if given == (None,) * 4 and not command.never_expires:
        raise Invalid.field("credit", "nothing_changed", "give what is changed")
    if command.expires_at is not None and command.never_expires:
        raise Invalid.field("never_expires", "contradicts", "give an expiry, or take it away")
    _check_future(context, command.expires_at)
    expires_at = None if command.never_expires else command.expires_at or before.expires_at
    after = evolve(
        before,
        credit=before.credit if command.credit is None else command.credit,
        licence=before.licence if command.licence is None else command.licence,
        uses=before.uses if command.uses is None else command.uses,
        expires_at=expires_at,
    )
    changed = context.run(
        sql.SET_RIGHTS,
        id=after.id,
        new_credit=after.credit,
        new_licence=after.licence,
        new_uses=after.uses,
        new_expires_at=after.expires_at,
    )
    if not changed:
        raise _gone()
    context.emit(AssetChanged(asset=after.id))
    return after


@press_feature.handles(WithdrawAsset)
def withdraw_asset(context: Context, command: WithdrawAsset) -> Asset:
    """Withdraw it; of two at once one does."""
    before = context.get(Asset, command.asset)
    given = {"at": context.now, "by": context.member_or_none, "why": command.reason}
    if not context.run(sql.WITHDRAW, id=before.id, **given):
        raise _gone()
    context.emit(AssetWithdrawn(asset=before.id))
    return evolve(
        before, withdrawn_at=context.now, withdrawn_by=context.member_or_none, reason=command.reason
    )


@press_feature.handles(CountDownload)
def count_download(context: Context, command: CountDownload) -> bool:
    """Count it; the row says whether it is handed out still."""
    return bool(context.run(sql.COUNT, id=command.asset, now=context.now))


def _check_future(context: Context, expires_at: datetime | None) -> None:
    if expires_at is not None and expires_at <= context.now:
        raise Invalid.field("expires_at", "too_early", "give a time in the future, or withdraw it")


def _gone() -> Conflict:
    return Conflict("media.asset_gone", "this asset has expired or was withdrawn; add another one")
