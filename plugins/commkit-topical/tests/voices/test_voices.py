"""Who speaks, and who takes part: of five people on, and of nothing that the reader does not see."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from commkit import SYSTEM, Denied, Invalid, MemberId
from commkit.insight import Guard, ReadMeasures
from commkit.members import AddMember, membership
from commkit.posts import AddReaction, RemovePost
from commkit.statistics import share_of
from commkit_topical import ReadActivationNumbers, ReadVoiceNumbers
from commkit_topical.voices.policy import Voice, voice_share
from tests.audiences import add_space

Town = Any


def voices(town: Town, by: str = "stew") -> Any:
    return town.ask(by, ReadVoiceNumbers(town.after(days=-30), town.after(minutes=1)))


def test_it_tells_who_opens_threads_and_who_replies_first(town: Town) -> None:
    with town.kit.database.engine.begin() as connection:
        its = membership.c.id == town.member("cid")
        connection.execute(update(membership).where(its).values(staff=True))
    for name in ("dan", "eve"):
        town.do(SYSTEM, AddMember(name))
    threads = [town.opinion(by=name) for name in ("ada", "ada", "bob", "cid", "mod", "dan")]
    for thread, names in zip(
        threads,
        (("ada", "bob"), ("cid", "eve"), ("mod", "ada"), ("dan",), ("eve", "bob"), ("bob",)),
        strict=True,
    ):
        for name in names:
            town.reply(thread.id, by=name)
    found = voices(town)
    assert (found.threads.count, found.threads.people) == (6, 5)
    assert found.threads.staff == share_of(1, 6)
    assert found.threads.stewards == share_of(1, 6)
    assert found.threads.members == share_of(4, 6)
    assert found.threads.top_one == found.threads.top_tenth == share_of(2, 6)
    assert found.threads.absence_factor == 2
    assert (found.first_replies.count, found.first_replies.people) == (6, 5)
    assert found.members_first == share_of(4, 6)  # bob twice, eve and dan; neither cid of the staff nor mod
    assert found.replies.count == 10


def test_of_fewer_than_five_people_nothing_is_told(sqlite_town: Town) -> None:
    town = sqlite_town
    for name in ("ada", "bob", "cid", "mod"):
        town.reply(town.opinion(by=name).id, by="stew")
    found = voices(town)
    assert (found.threads, found.first_replies, found.replies, found.members_first) == (None,) * 4
    town.opinion(by="owner")
    assert voices(town).threads.people == 5


def test_what_is_removed_or_behind_a_wall_counts_for_nobody(sqlite_town: Town) -> None:
    town = sqlite_town
    threads = [town.opinion(by=name) for name in ("ada", "bob", "cid", "mod", "owner")]
    before = voices(town)
    den = add_space(town.kit, "den", ("ada", "bob"), walled=True, town="gardens")
    town.reply(town.opinion(space=den).id)
    assert voices(town) == before
    town.opinion()
    assert voices(town) != before
    town.do("mod", RemovePost(threads[-1].id, reason="Spam."))
    assert voices(town).threads is None


def test_who_wrote_or_reacted_within_14_days_is_activated(town: Town) -> None:
    begin, end = town.after(hours=-1), town.after(hours=1)
    thread = town.opinion(by="owner")
    town.clock.advance(timedelta(hours=1))
    town.do("ada", AddReaction(thread.id, "up"))
    town.reply(thread.id, by="bob")
    town.clock.advance(timedelta(days=12))
    assert town.ask("stew", ReadActivationNumbers(begin, end)).activated is None
    town.opinion(by="cid")
    town.clock.advance(timedelta(days=2))
    town.reply(thread.id, by="mod")  # too late
    found = town.ask("stew", ReadActivationNumbers(begin, end))
    assert found.joined == 7  # with both stewards
    assert found.activated == share_of(4, 7)
    assert found.returned is None
    assert town.ask("stew", ReadActivationNumbers(end, town.clock())).joined is None


def test_who_returns_is_known_after_35_days(sqlite_town: Town) -> None:
    town = sqlite_town
    names = [f"new-{number}" for number in range(6)]
    for name in names:
        town.do(SYSTEM, AddMember(name))
        town.opinion(by=name)
    begin = town.after(hours=-1)
    town.clock.advance(timedelta(days=10))
    for name in names[:2]:
        town.opinion(by=name)
    town.clock.advance(timedelta(days=20))
    assert town.ask("stew", ReadActivationNumbers(begin, town.clock())).returned is None
    town.clock.advance(timedelta(days=6))
    found = town.ask("stew", ReadActivationNumbers(begin, town.clock()))
    assert found.returned == share_of(2, 6)


def test_who_may_and_when(sqlite_town: Town) -> None:
    town = sqlite_town
    for query in (ReadVoiceNumbers, ReadActivationNumbers):
        with pytest.raises(Denied):
            town.ask("mod", query(town.after(days=-1), town.clock()))
        with pytest.raises(Invalid):
            town.ask("stew", query(town.clock(), town.clock()))


def test_each_guard_has_evidence_or_a_reason(sqlite_town: Town) -> None:
    found = sqlite_town.ask("ada", ReadMeasures())
    assert found.unguarded == ()
    assert [each.guard for each in found.not_applicable] == [Guard.NOT_SUPPORT_REPLACEMENT]
    names = {info.name: info.about for info in found.guards}
    assert names["topical.members_first"] == names["topical.absence_factor"] == Guard.NOT_SHOWCASE
    assert names["topical.activation"] == Guard.NOT_SELF_GROWING


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(st.booleans(), st.sampled_from(["member", "steward"]), st.integers(1, 50)), max_size=30
    )
)
def test_the_three_shares_are_the_whole(rows: Any) -> None:
    found = voice_share([Voice(MemberId(UUID(int=number)), *row) for number, row in enumerate(rows)])
    assert (found is None) == (len(rows) < 5)
    if found is not None:
        assert found.staff.hits + found.stewards.hits + found.members.hits == found.count
        assert found.top_one.hits <= found.top_tenth.hits <= found.count
        assert 1 <= found.absence_factor <= found.people
