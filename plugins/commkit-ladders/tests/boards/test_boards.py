"""Boards: who is on them, with which rank, now and at the end of a season; and how much a page costs."""

from datetime import timedelta
from typing import Any

import pytest

from commkit import Denied, Invalid, MemberId, NotFound
from commkit.members import LeaveCommunity, RestrictMember
from commkit.privacy import ErasePerson
from commkit.storage import FIRST_ID
from commkit_ladders import (
    EndSeason,
    ListGames,
    ListSkillChanges,
    ReadLadderBoard,
    ReadLadderBoardAround,
    ReadListed,
    SetListed,
)

KEYS = ("ada", "bob", "cid", "dan", "eve")


def board(
    town: Any, ladder: Any, actor: Any = "stew", query: Any = ReadLadderBoard, **words: Any
) -> list[tuple[int, str]]:
    names = {town.member(key): key for key in KEYS}
    return [(row.rank, names[row.place.member]) for row in town.ask(actor, query(ladder, **words)).items]


@pytest.fixture
def ladder(town: Any) -> Any:
    """ada won twice; bob and cid are equal behind her, and dan lost to all."""
    opened = town.open()
    town.play(opened, "ada", "bob", "cid", ranks=(1, 2, 2))
    town.play(opened, "ada", "bob", "cid", "dan", ranks=(1, 2, 2, 3))
    return opened


def test_who_is_equal_shares_a_rank_and_pages_follow_each_other(town: Any, ladder: Any) -> None:
    whole = board(town, ladder)
    assert [rank for rank, _ in whole] == [1, 2, 2, 4]
    assert {name for rank, name in whole if rank == 2} == {"bob", "cid"}
    found, after = [], None
    for _ in range(5):
        page = town.ask("stew", ReadLadderBoard(ladder, limit=2, after=after))
        found += [(row.rank, row.place.member) for row in page.items]
        after = page.next
        if after is None:
            break
    assert [rank for rank, _ in found] == [1, 2, 2, 4]
    assert len({member for _, member in found}) == 4
    page = town.ask("stew", ReadLadderBoard(ladder, limit=1))
    with pytest.raises(Invalid):
        town.ask("stew", ReadLadderBoard(ladder, division="gold", after=page.next))


def test_the_places_around_a_member(town: Any, ladder: Any) -> None:
    def around(actor: Any, **words: Any) -> list[tuple[int, str]]:
        return board(town, ladder, actor, ReadLadderBoardAround, **words)

    assert around("dan", each_way=1) == [(2, board(town, ladder)[2][1]), (4, "dan")]
    assert [rank for rank, _ in around("bob")] == [1, 2, 2, 4]
    assert around("eve") == []
    assert around("eve", member=town.member("ada"), each_way=1)[0] == (1, "ada")
    with pytest.raises(Invalid):
        around("ada", each_way=0)
    with pytest.raises(Denied):
        around(None)
    with pytest.raises(NotFound):
        around("ada", member=MemberId(FIRST_ID))


def test_a_board_of_one_division_has_ranks_of_its_own(town: Any, ladder: Any) -> None:
    divisions = {name: town.place(ladder, name).division for name in KEYS[:4]}
    assert divisions["ada"] == "silver"
    assert divisions["dan"] == ""
    of_bronze = [name for name in KEYS if divisions.get(name) == "bronze"]
    assert board(town, ladder, division="bronze") == [
        (1, name) for _, name in board(town, ladder) if name in of_bronze
    ]
    assert board(town, ladder, "ada", ReadLadderBoardAround, division="silver")[0] == (1, "ada")
    assert board(town, ladder, "dan", ReadLadderBoardAround, division="silver") == []


def test_a_season_that_is_over_keeps_its_board(town: Any, ladder: Any) -> None:
    before = board(town, ladder)
    town.clock.advance(timedelta(hours=1))
    town.do("stew", EndSeason(ladder, 1))
    town.work()
    town.play(ladder, "eve", "ada")
    town.play(ladder, "eve", "ada")
    assert board(town, ladder, season=1) == before
    assert [rank for rank, _ in board(town, ladder, "bob", ReadLadderBoardAround, season=1)] == [1, 2, 2, 4]
    assert "eve" in [name for _, name in board(town, ladder)]
    assert board(town, ladder, season=2) == []
    with pytest.raises(Invalid):
        board(town, ladder, season=0)


def test_who_does_not_want_to_be_listed_is_not(town: Any, ladder: Any) -> None:
    assert town.ask("ada", ReadListed())
    for _ in range(2):
        assert town.do("ada", SetListed(listed=False)) is False
    assert not town.ask("ada", ReadListed())
    assert [rank for rank, _ in board(town, ladder)] == [1, 1, 3]
    assert board(town, ladder, "ada", ReadLadderBoardAround) == []
    town.do("ada", SetListed(listed=True))
    assert board(town, ladder)[0] == (1, "ada")


def test_only_who_is_inside_is_listed_and_the_history_of_others_stays(town: Any, ladder: Any) -> None:
    before = {key: town.place(ladder, key) for key in ("bob", "cid")}
    ada = town.member("ada")
    town.do("stew", RestrictMember(town.member("dan"), "banned", "Spam."))
    assert "dan" not in [name for _, name in board(town, ladder)]
    with town.kit.session("ada") as lobby:
        lobby.do(ErasePerson())
    town.work()
    items = town.ask("stew", ReadLadderBoard(ladder)).items
    assert ada not in [row.place.member for row in items]
    assert {key: town.place(ladder, key) for key in ("bob", "cid")} == before
    assert len(town.ask("bob", ListGames(ladder)).items) == 2
    town.play(ladder, "bob", "cid")  # what is counted later begins with what they played against her
    assert town.place(ladder, "bob").games == 3
    town.do("cid", LeaveCommunity())
    assert len(town.ask("stew", ReadLadderBoard(ladder)).items) == 1


def test_why_a_skill_is_what_it_is(town: Any, ladder: Any) -> None:
    town.clock.advance(timedelta(weeks=3, hours=1))
    town.play(ladder, "ada", "eve")
    page = town.ask("bob", ListSkillChanges(ladder, town.member("ada"), limit=2))
    last, before = page.items
    assert (last.idle_weeks, last.rank, last.season) == (3, 1, 1)
    assert last.sigma_before > before.sigma_after
    assert last.before < before.after < last.after
    assert last.after == town.place(ladder, "ada").ordinal
    (first,) = town.ask("bob", ListSkillChanges(ladder, town.member("ada"), limit=2, after=page.next)).items
    assert (first.before, first.after) == (0.0, before.before)
    assert town.ask("bob", ListSkillChanges(ladder, town.member("stew"))).items == ()


def test_a_page_takes_two_statements_however_many_there_are(town: Any, ladder: Any) -> None:
    with town.counted() as seen:
        town.ask("ada", ReadLadderBoard(ladder))
    assert len([sql for sql in seen if "commkit_ladders" in sql]) == 2  # the ladder, and the page
