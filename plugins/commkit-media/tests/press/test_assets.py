"""Assets: who gets them, until when, also by the id of their file; downloads are counted without persons."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from commkit import SYSTEM, CommkitError, Conflict, Denied, Invalid, NotFound
from commkit.adapters.http import Request, handle, make_contract
from commkit.posts import DeleteAttachment, ListAttachments, ReadAttachment, RemovePost
from commkit_media import (
    ChangeAsset,
    CountDownload,
    ListAssets,
    OpenRelease,
    ReadAsset,
    WithdrawAsset,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def gets(town: Any, actor: Any, asset: Any) -> bool:
    """Whether an actor gets an asset; by each of the ways it is the same."""
    ways = []
    for query in (ReadAsset(asset.id), ReadAttachment(asset.file)):
        try:
            town.ask(actor, query)
            ways.append(True)
        except NotFound:
            ways.append(False)
    ways.append(asset.id in [each.id for each in town.ask(actor, ListAssets()).items])
    ways.append(asset.file in [each.id for each in town.ask(actor, ListAttachments(asset.kit))])
    got = handle(make_contract(town.kit), Request("GET", f"/news/-/files/{asset.file}"), actor)
    ways.append(got.status == 200)
    assert len(set(ways)) == 1, ways
    return ways[0]


def test_all_get_what_is_handed_out_with_its_rights(town: Any) -> None:
    asset = town.asset()
    assert gets(town, None, asset)
    read = town.ask(None, ReadAsset(asset.id))
    assert (read.credit, read.licence, read.uses, read.expires_at) == (
        "Photo: Ana",
        "CC BY 4.0",
        "Reports about the well.",
        None,
    )


def test_what_expires_is_handed_out_until_its_second(town: Any) -> None:
    asset = town.asset(expires_at=NOON)
    town.clock.advance(NOON - timedelta(seconds=1) - town.clock())
    assert gets(town, None, asset)
    town.clock.advance(timedelta(seconds=1))
    for actor in (None, "ada", "mod", "rea"):
        assert not gets(town, actor, asset)
    assert gets(town, "edi", asset)
    assert not town.do(SYSTEM, CountDownload(asset.id))
    town.do("edi", ChangeAsset(asset=asset.id, expires_at=NOON + timedelta(days=1)))
    assert gets(town, None, asset)
    assert town.do("edi", ChangeAsset(asset=asset.id, never_expires=True)).expires_at is None


def test_what_was_withdrawn_stays_for_editors_with_the_reason(town: Any) -> None:
    asset = town.asset()
    town.do("edi", WithdrawAsset(asset.id, "The photographer asked for it."))
    assert not gets(town, "ada", asset)
    assert not gets(town, None, asset)
    kept = town.ask("edi", ReadAsset(asset.id))
    assert (kept.reason, kept.withdrawn_by) == ("The photographer asked for it.", town.member("edi"))
    for command in (
        WithdrawAsset(asset.id, "Again."),
        ChangeAsset(asset=asset.id, credit="Photo: Eva"),
    ):
        with town.refused("media.asset_gone", Conflict):
            town.do("edi", command)


def test_what_belongs_to_an_embargo_is_for_those_who_agreed(town: Any) -> None:
    release = town.embargoed()
    asset = town.asset(release=release.id)
    for name in ("ada", "bob"):
        town.accredit(name)
    town.agreed(release, "ada")
    assert gets(town, "ada", asset)
    assert gets(town, "edi", asset)
    for actor in ("bob", "cid", "rea", None):
        assert not gets(town, actor, asset)
    assert [each.id for each in town.ask("ada", ListAssets(release=release.id)).items] == [asset.id]
    assert town.ask("bob", ListAssets(release=release.id)).items == ()
    with pytest.raises(NotFound):
        town.ask("cid", ListAssets(release=release.id))
    town.clock.advance(NOON - timedelta(seconds=1) - town.clock())
    assert not gets(town, None, asset)
    town.clock.advance(timedelta(seconds=1))
    assert gets(town, None, asset)
    town.kit.worker().drain()
    assert gets(town, None, asset)
    post = town.do("ada", OpenRelease(release.id)).release.post
    town.do("edi", RemovePost(post, reason="No."))
    assert not gets(town, None, asset)


def test_a_kit_that_was_removed_hands_nothing_out(town: Any) -> None:
    asset = town.asset()
    town.do("edi", RemovePost(asset.kit, reason="No."))
    with pytest.raises(NotFound):
        town.ask("ada", ReadAsset(asset.id))
    with pytest.raises(NotFound):
        town.ask("ada", ReadAttachment(asset.file))


def test_a_file_that_was_deleted_leaves_the_record(town: Any) -> None:
    asset = town.asset()
    town.do("edi", DeleteAttachment(asset.file))
    kept = town.ask("edi", ReadAsset(asset.id))
    assert kept.withdrawn_at == town.clock()
    with pytest.raises(NotFound):
        town.ask("ada", ReadAsset(asset.id))


def test_downloads_are_counted_and_nobody_is_named(town: Any) -> None:
    asset = town.asset()
    contract = make_contract(town.kit)
    path = f"/news/media/assets/{asset.id}"
    headers = {"user-agent": "Firefox of Bob", "cookie": "bob=1", "referer": "https://bob.example"}
    for method, actor in (("GET", "bob"), ("GET", None), ("HEAD", "bob")):
        got = handle(contract, Request(method, path, headers=headers), actor)
        assert got.status == 302
        assert (got.header("Location") or "").endswith(f"/news/-/files/{asset.file}")
    assert town.ask("edi", ReadAsset(asset.id)).downloads == 2
    bob = town.member("bob")
    with town.kit.database.engine.connect() as connection:
        rows = connection.execute(text("SELECT command, member FROM commkit_audit")).all()
    counted = [member for command, member in rows if command == "media.count_download"]
    assert counted == [None, None]
    for path in ("/news/media/assets/x", f"/news/media/assets/{bob}", "/news/media/assets"):
        assert handle(contract, Request("GET", path), "bob").status == 404
    town.do("edi", WithdrawAsset(asset.id, "No."))
    assert handle(contract, Request("GET", f"/news/media/assets/{asset.id}"), "bob").status == 404
    with town.refused("runtime.not_permitted", Denied):
        town.do("edi", CountDownload(asset.id))


def test_what_is_no_asset_is_refused(town: Any) -> None:
    with pytest.raises(Invalid):
        town.asset(expires_at=town.clock())
    with pytest.raises(Invalid):
        town.asset(kit=town.published().id)
    with pytest.raises(CommkitError):
        town.asset(file=town.upload("ada"))
    asset = town.asset()
    with pytest.raises(Invalid):
        town.do("edi", ChangeAsset(asset=asset.id))
    with pytest.raises(Invalid):
        town.do("edi", ChangeAsset(asset=asset.id, expires_at=NOON, never_expires=True))
    with town.refused("runtime.not_permitted", Denied):
        town.do("mod", WithdrawAsset(asset.id, "Mine."))
