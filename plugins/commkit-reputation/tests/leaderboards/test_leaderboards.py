"""Leaderboards: who is on them, with which rank, in which period; and how much a page costs."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit import Denied, Invalid, MemberId, NotFound
from commkit.members import LeaveCommunity, RestrictMember
from commkit.privacy import ErasePerson
from commkit.storage import FIRST_ID
from commkit_reputation import Period, ReadLeaderboard, ReadLeaderboardAround, ReadListed, SetListed
from commkit_reputation.leaderboards.policy import ranked


def give_points(town: Any, key: str, votes: int) -> None:
    """So many votes for an answer of theirs; each is worth 10."""
    answer = town.answer(town.question(by="owner").id, by=key)
    for voter in [name for name in ("eve", "sten", "stew", "owner") if name != key][:votes]:
        town.vote(voter, answer.id)
    town.work()


def board(town: Any, actor: Any = "stew", **words: Any) -> list[tuple[int, str, int]]:
    page = town.ask(actor, ReadLeaderboard(**words))
    return [(row.rank, town.names[row.member], row.points) for row in page.items]


@pytest.fixture
def busy(town: Any) -> Any:
    """ada has 30 points, bob and cid 20, dan 10."""
    for key, votes in (("ada", 3), ("bob", 2), ("cid", 2), ("dan", 1)):
        give_points(town, key, votes)
    town.names = {town.id(key): key for key in ("ada", "bob", "cid", "dan", "eve", "stew", "sten", "owner")}
    return town


def test_who_has_as_many_points_shares_a_rank(busy: Any) -> None:
    assert board(busy) == [(1, "ada", 30), (2, "cid", 20), (2, "bob", 20), (4, "dan", 10)]


def test_pages_follow_each_other_also_amid_a_rank(busy: Any) -> None:
    found, after = [], None
    for _ in range(5):
        page = busy.ask("stew", ReadLeaderboard(limit=2, after=after))
        found += [(row.rank, busy.names[row.member]) for row in page.items]
        after = page.next
        if after is None:
            break
    assert found == [(1, "ada"), (2, "cid"), (2, "bob"), (4, "dan")]
    with pytest.raises(Invalid):
        busy.ask(
            "stew", ReadLeaderboard(period=Period.WEEK, after=busy.ask("stew", ReadLeaderboard(limit=1)).next)
        )


def test_the_places_around_a_member(busy: Any) -> None:
    def around(key: str, **words: Any) -> list[tuple[int, str]]:
        page = busy.ask(key, ReadLeaderboardAround(**words))
        return [(row.rank, busy.names[row.member]) for row in page.items]

    assert around("bob", each_way=1) == [(2, "cid"), (2, "bob"), (4, "dan")]
    assert around("dan", each_way=1) == [(2, "bob"), (4, "dan")]
    assert around("eve") == []  # without points
    assert around("eve", member=busy.id("ada"), each_way=1) == [(1, "ada"), (2, "cid")]
    with pytest.raises(Invalid):
        around("ada", each_way=0)
    with pytest.raises(Denied):
        busy.ask(None, ReadLeaderboardAround())
    with pytest.raises(NotFound):
        busy.ask("ada", ReadLeaderboardAround(MemberId(FIRST_ID)))


def test_a_period_has_what_was_given_in_it(busy: Any) -> None:
    assert board(busy, period=Period.WEEK)[0] == (1, "ada", 30)
    busy.clock.advance(timedelta(days=7))
    assert board(busy, period=Period.WEEK) == []
    give_points(busy, "eve", 1)
    assert board(busy, period=Period.WEEK) == [(1, "eve", 10)]
    assert board(busy, period=Period.WEEK, day=date(2026, 3, 8))[0] == (1, "ada", 30)
    assert board(busy, period=Period.MONTH)[-2:] == [(4, "eve", 10), (4, "dan", 10)]
    assert board(busy, period=Period.YEAR, day=date(2025, 12, 31)) == []


def test_who_does_not_want_to_be_listed_is_not(busy: Any) -> None:
    assert busy.ask("ada", ReadListed())
    busy.do("ada", SetListed(listed=False))
    busy.do("ada", SetListed(listed=False))
    assert not busy.ask("ada", ReadListed())
    assert board(busy) == [(1, "cid", 20), (1, "bob", 20), (3, "dan", 10)]
    assert busy.ask("ada", ReadLeaderboardAround()).items == ()
    busy.do("ada", SetListed(listed=True))
    assert board(busy)[0] == (1, "ada", 30)


def test_only_who_is_inside_is_listed(busy: Any) -> None:
    busy.do("stew", RestrictMember(busy.id("ada"), "banned", "Spam."))
    busy.do("dan", LeaveCommunity())
    assert board(busy, actor="stew") == [(1, "cid", 20), (1, "bob", 20)]
    assert board(busy, actor=None) == [(1, "cid", 20), (1, "bob", 20)]
    with busy.kit.session("bob") as lobby:
        lobby.do(ErasePerson())
    busy.work()
    assert [name for _, name, _ in board(busy)] == ["cid"]


@given(st.lists(st.integers(1, 5)), st.integers(0, 8))
def test_a_rank_is_one_more_than_those_with_more_points(points: list[int], cut: int) -> None:
    places = [(MemberId(FIRST_ID), each) for each in sorted(points, reverse=True)]
    whole = ranked(places, rank=0, position=0, points=None)
    assert [row.rank for row in whole] == [1 + sum(other > each for _, other in places) for _, each in places]
    front, behind = whole[:cut], places[cut:]
    if front and behind:
        rest = ranked(behind, rank=front[-1].rank, position=len(front), points=front[-1].points)
        assert (*front, *rest) == whole


def test_a_page_takes_one_statement_however_many_there_are(busy: Any) -> None:
    with busy.counted() as seen:
        busy.ask("ada", ReadLeaderboard())
    assert len([sql for sql in seen if "commkit_reputation" in sql]) == 1
