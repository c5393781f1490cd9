"""At once: an accreditation is withdrawn while its member reads; an embargo moves while somebody agrees to it."""

from datetime import UTC, datetime
from threading import Event, get_ident
from typing import Any

import pytest
from sqlalchemy import bindparam, select

from commkit import CommkitError, Denied
from commkit.storage import Id, statement
from commkit_media import (
    AcceptEmbargo,
    Accreditation,
    ChangeAsset,
    ListEmbargoReaders,
    OpenRelease,
    ReadAsset,
    ReadMyAccreditation,
    ReleaseView,
    SetEmbargo,
    WithdrawAccreditation,
    WithdrawAsset,
)
from commkit_media.press.assets import statements as asset_statements
from commkit_media.tables import accreditation
from tests.helpers import count_lock_waiters

UNLOCKED = statement(
    lambda: select(*(accreditation.c[name] for name in Accreditation.__annotations__)).where(
        accreditation.c.community_id == bindparam("community_id"),
        accreditation.c.member == bindparam("member", type_=Id),
    ),
    into=Accreditation,
)
"""How the accreditation is read, without being locked."""


def withdrawn_while_reading(town: Any) -> list[Any]:
    """Withdraw an accreditation at the moment at which its member's reading is about to be kept.

    The reading goes on once the withdrawal is stored, or once it waits for a lock, whichever comes; no clock decides.
    Gives what became of the reading and of the withdrawal, and whether the withdrawal was stored before the reading.
    """
    held = town.accredit("ada")
    release = town.embargoed()
    town.agreed(release)
    reading, settled = Event(), Event()
    stored: list[bool] = []
    reader: list[int] = []

    def observe(sql: str) -> None:
        if get_ident() in reader and "UPDATE commkit_media_embargo_reader" in sql:
            reading.set()
            assert settled.wait(30)

    def read() -> Any:
        reader.append(get_ident())
        return town.do("ada", OpenRelease(release.id))

    def withdraw() -> Any:
        assert reading.wait(30)
        found = town.do("edi", WithdrawAccreditation(held.id))
        stored.append(not settled.is_set())
        settled.set()
        return found

    def watch() -> None:
        assert reading.wait(30)
        while not settled.is_set():
            if count_lock_waiters(town.kit):
                settled.set()

    town.kit.database.observer = observe
    try:
        view, ended, _ = town.at_once(read, withdraw, watch)
    finally:
        town.kit.database.observer = None
    return [view, ended, stored == [True]]


@pytest.mark.postgres
@pytest.mark.parametrize("actor_lock", [True, False])
def test_what_is_read_is_read_before_the_withdrawal(
    postgres_town: Any, monkeypatch: pytest.MonkeyPatch, actor_lock: bool
) -> None:
    """By the lock of the accreditation alone, too."""
    monkeypatch.setattr(OpenRelease, "actor_lock", actor_lock)
    view, ended, withdrawn_first = withdrawn_while_reading(postgres_town)
    assert isinstance(view, ReleaseView)
    assert ended.state == "withdrawn"
    assert not withdrawn_first


@pytest.mark.postgres
def test_without_the_lock_the_membership_that_changed_refuses_it(
    postgres_town: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The withdrawal takes the member out of the group of the accredited, which who reads at the time is asked for."""
    monkeypatch.setattr("commkit_media.press.accreditations.statements.LOCKED_OF_MEMBER", UNLOCKED)
    refusal, ended, withdrawn_first = withdrawn_while_reading(postgres_town)
    assert isinstance(refusal, Denied)
    assert ended.state == "withdrawn"
    assert withdrawn_first


@pytest.mark.postgres
def test_control_without_both_it_is_read_after_the_withdrawal(
    postgres_town: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commkit_media.press.accreditations.statements.LOCKED_OF_MEMBER", UNLOCKED)
    monkeypatch.setattr(OpenRelease, "actor_lock", False)
    view, ended, withdrawn_first = withdrawn_while_reading(postgres_town)
    assert isinstance(view, ReleaseView)
    assert ended.state == "withdrawn"
    assert withdrawn_first


def rights_changed_at_once(town: Any) -> Any:
    """Change the expiry of an asset, and its credit before that is committed; gives the asset."""
    added, sent, done = town.asset(), Event(), Event()

    def credit() -> Any:
        assert sent.wait(20)
        try:
            return town.do("edi", ChangeAsset(asset=added.id, credit="Photo: Bea"))
        finally:
            done.set()

    def expire() -> Any:
        with town.kit.session("stew", town.community.slug) as session:
            session.do(ChangeAsset(asset=added.id, expires_at=town.after(days=1)))
            sent.set()
            done.wait(2)  # over at once where nothing holds the other one back

    town.at_once(expire, credit)
    return town.ask("edi", ReadAsset(added.id))


@pytest.mark.postgres
def test_of_two_changes_of_an_asset_at_once_neither_undoes_the_other(postgres_town: Any) -> None:
    found = rights_changed_at_once(postgres_town)
    assert (found.credit, found.expires_at) == ("Photo: Bea", postgres_town.after(days=1))


@pytest.mark.postgres
def test_control_without_the_lock_its_expiry_is_lost(
    postgres_town: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commkit_media.press.assets.statements.LOCKED", asset_statements.ONE)
    assert rights_changed_at_once(postgres_town).expires_at is None


def test_reading_and_withdrawal_at_once_leave_no_reading_without_accreditation(town: Any) -> None:
    for number in range(4):
        held = town.accredit("ada")
        release = town.embargoed(title=f"Well {number}")
        town.agreed(release)
        view, ended = town.at_once(
            lambda release=release: town.do("ada", OpenRelease(release.id)),
            lambda held=held: town.do("edi", WithdrawAccreditation(held.id)),
        )
        assert ended.state == "withdrawn"
        (evidence,) = town.ask("edi", ListEmbargoReaders(release.id)).items
        assert (evidence.first_read_at is not None) is isinstance(view, ReleaseView)
        with pytest.raises(CommkitError):
            town.do("ada", OpenRelease(release.id))
        assert town.ask("ada", ReadMyAccreditation()).state == "withdrawn"


def test_nobody_agrees_to_an_embargo_that_moved(town: Any) -> None:
    for number in range(4):
        release = town.embargoed(title=f"Well {number}")
        if number == 0:
            town.accredit("ada")
        town.at_once(
            lambda release=release: town.do("ada", AcceptEmbargo(release.id, release.ends_at)),
            lambda release=release: town.do("edi", SetEmbargo(release.article, "2026-03-02T15:00:00", "UTC")),
        )
        with town.refused("media.embargo_not_accepted"):
            town.do("ada", OpenRelease(release.id))
        for evidence in town.ask("edi", ListEmbargoReaders(release.id)).items:
            assert evidence.ends_at == datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_an_asset_is_withdrawn_once(town: Any) -> None:
    asset = town.asset()
    said = town.at_once(
        lambda: town.do("edi", WithdrawAsset(asset.id, "No.")),
        lambda: town.do("stew", WithdrawAsset(asset.id, "No!")),
    )
    assert sum(isinstance(each, CommkitError) for each in said) == 1
