"""Feed tokens: their member's alone, stored as hashes, gone with the membership and with the person."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from commkit import SYSTEM, Conflict, Denied, Kit, NotFound
from commkit.communities import ArchiveCommunity
from commkit.feeds import CreateFeedToken, FeedToken, ListMyFeedTokens, RevokeFeedToken
from commkit.feeds.jobs import RecordFeedTokenUse, ResolveFeedToken
from commkit.members import AddAgent, JoinCommunity, LeaveCommunity, RestrictMember
from commkit.privacy import ErasePerson, ExportPerson
from commkit.testing.clock import ManualClock
from tests.helpers import (
    ask,
    assert_invalid,
    assert_refused,
    do,
    member_id,
    result_or_error,
    run_concurrently,
)
from tests.sample import OWNER, create_community

NOON = datetime(2030, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOON)


@pytest.fixture
def town(kit: Kit) -> Kit:
    create_community(kit, members=("ada", "bob"))
    return kit


def make(kit: Kit, actor: str = "ada", label: str = "phone") -> FeedToken:
    return do(kit, actor, "town", CreateFeedToken(label))


def secret_of(token: FeedToken) -> str:
    assert token.secret is not None
    return token.secret


def reads_as(kit: Kit, token: FeedToken) -> str | None:
    """For whom a token reads; None for nobody."""
    found = result_or_error(lambda: ask(kit, SYSTEM, "town", ResolveFeedToken(secret_of(token))).key)
    assert isinstance(found, str) or found[:2] == (NotFound, "feeds.not_found")
    return found if isinstance(found, str) else None


def rows(kit: Kit) -> list[Any]:
    with kit.database.engine.connect() as connection:
        return list(connection.execute(text("SELECT label, secret_hash FROM commkit_feed_token")))


def test_a_token_is_told_once_and_stored_as_a_hash(town: Kit) -> None:
    token = make(town)
    assert len(secret_of(token)) == 48
    assert reads_as(town, token) == "ada"
    (listed,) = ask(town, "ada", "town", ListMyFeedTokens())
    assert (listed.id, listed.label, listed.secret, listed.last_used_at) == (token.id, "phone", None, None)
    ((_, stored),) = rows(town)
    assert len(stored) == 64
    assert secret_of(token) not in stored


def test_tokens_are_their_members_alone(town: Kit) -> None:
    token = make(town)
    for other in ("bob", OWNER):
        assert ask(town, other, "town", ListMyFeedTokens()) == ()
        with assert_refused(NotFound, "runtime.not_found"):
            do(town, other, "town", RevokeFeedToken(token.id))
    assert reads_as(town, token) == "ada"
    do(town, "ada", "town", RevokeFeedToken(token.id))
    with assert_refused(NotFound, "runtime.not_found"):
        do(town, "ada", "town", RevokeFeedToken(token.id))
    assert reads_as(town, token) is None
    assert rows(town) == []


def test_a_token_reads_in_its_community_alone(town: Kit) -> None:
    create_community(town, "other", members=("ada",))
    with assert_refused(NotFound, "feeds.not_found"):
        ask(town, SYSTEM, "other", ResolveFeedToken(secret_of(make(town))))


def test_only_the_host_asks_for_whom_a_token_reads(town: Kit) -> None:
    token = make(town)
    for actor in ("ada", OWNER, None):
        with assert_refused(Denied, "runtime.not_permitted"):
            ask(town, actor, "town", ResolveFeedToken(secret_of(token)))


def test_leaving_and_bans_end_tokens_for_good(town: Kit) -> None:
    left, banned = make(town), make(town, "bob")
    do(town, "ada", "town", LeaveCommunity())
    do(town, OWNER, "town", RestrictMember(member_id(town, "bob"), "banned", "It was too much."))
    assert rows(town) == []
    do(town, "ada", "town", JoinCommunity())
    assert reads_as(town, left) is reads_as(town, banned) is None


def test_control_a_silence_ends_no_token(town: Kit) -> None:
    token = make(town)
    silence = RestrictMember(member_id(town, "ada"), "silenced", "Too loud.")
    do(town, OWNER, "town", silence)
    assert reads_as(town, token) == "ada"


def test_the_person_takes_them_along_and_their_export_tells_of_them(town: Kit) -> None:
    token = make(town)
    with town.session(SYSTEM) as lobby:
        told = lobby.ask(ExportPerson("ada"))
    assert "phone" in str(told)
    ((_, stored),) = rows(town)
    assert stored not in str(told)
    assert secret_of(token) not in str(told)
    with town.session(SYSTEM) as lobby:
        lobby.do(ErasePerson("ada"))
    assert rows(town) == []


def test_agents_have_none(town: Kit) -> None:
    do(town, SYSTEM, "town", AddAgent(name="Robot", scopes=("posts.", "feeds."), key="robot"))
    with assert_refused(Denied, "runtime.not_permitted"):
        do(town, "robot", "town", CreateFeedToken())


def test_labels_are_short_and_on_one_line(town: Kit) -> None:
    assert make(town, label="").label == ""
    for wrong, code in (("x" * 101, "too_long"), ("a\nb", "one_line")):
        with assert_invalid(label=code):
            make(town, label=wrong)


def test_their_number_is_limited_however_many_are_made_at_once(town: Kit) -> None:
    for _ in range(18):
        make(town)
    made = run_concurrently(4, lambda _: make(town))
    refused = [each for each in made if isinstance(each, Conflict)]
    assert [each.code for each in refused] == ["feeds.too_many_tokens"] * 2
    assert len(rows(town)) == 20


def test_uses_are_stored_once_a_day(clocked_kit: Kit, clock: ManualClock) -> None:
    kit = clocked_kit
    create_community(kit, members=("ada",))
    token = make(kit)

    def used() -> datetime | None:
        return ask(kit, "ada", "town", ListMyFeedTokens())[0].last_used_at

    def is_due() -> bool:
        return ask(kit, SYSTEM, "town", ResolveFeedToken(secret_of(token))).use_due

    assert is_due()
    do(kit, SYSTEM, "town", RecordFeedTokenUse(token.id))
    clock.advance(timedelta(hours=23))
    assert not is_due()
    do(kit, SYSTEM, "town", RecordFeedTokenUse(token.id))
    assert used() == NOON
    clock.advance(timedelta(hours=1))
    assert is_due()
    do(kit, SYSTEM, "town", RecordFeedTokenUse(token.id))
    assert used() == NOON + timedelta(days=1)


def test_they_are_revoked_in_archives_too(town: Kit) -> None:
    token = make(town)
    do(town, OWNER, "town", ArchiveCommunity("done"))
    assert reads_as(town, token) == "ada"
    do(town, SYSTEM, "town", RecordFeedTokenUse(token.id))
    do(town, "ada", "town", RevokeFeedToken(token.id))
    assert reads_as(town, token) is None
