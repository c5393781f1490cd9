"""The numbers: share filled, time to fill, no-shows; of five people and more."""

from datetime import timedelta
from typing import Any

import pytest

from commkit import Denied
from commkit.statistics import share_of
from commkit_gaming import (
    AnswerReadyCheck,
    CallReadyCheck,
    CloseParty,
    DecideNoShow,
    NoteNoShow,
    PartyNumbers,
    ReadMyNoShows,
    ReadPartyNumbers,
)

Town = Any
PAIR = {"flexible": 2}


def test_of_few_people_nothing_is_told(sqlite_town: Town) -> None:
    town = sqlite_town
    assert town.ask("stew", ReadPartyNumbers()) == PartyNumbers(0, None, None, None)
    for _ in range(2):
        town.do("ada", CloseParty(town.party(slots=PAIR).id))
    assert town.ask("stew", ReadPartyNumbers()) == PartyNumbers(2, None, None, None)
    with pytest.raises(Denied):
        town.ask("ada", ReadPartyNumbers())


def test_filled_parties_time_to_fill_and_no_shows(town: Town) -> None:
    owners = ("ada", "bob", "cid", "dan", "org")
    made = {name: town.party(name, slots=PAIR) for name in owners}
    town.pass_time(hours=1)
    for owner, joins in (("ada", "bob"), ("bob", "cid"), ("cid", "dan")):
        town.bring(made[owner], joins, owner=owner)
    town.do("dan", CloseParty(made["dan"].id))
    told = town.ask("stew", ReadPartyNumbers())
    assert told.parties == 5
    assert told.filled == share_of(3, 4), "one goes on looking"
    assert told.time_to_fill is not None
    assert (told.time_to_fill.median, told.time_to_fill.waiting) == (timedelta(hours=1), 2)
    assert told.no_shows is None
    for owner, joins in (("ada", "bob"), ("bob", "cid"), ("cid", "dan")):
        town.do(owner, CallReadyCheck(made[owner].id))
        town.do(joins, AnswerReadyCheck(made[owner].id, ready=True))
        town.do(owner, NoteNoShow(made[owner].id, town.member(joins)))
    assert town.ask("stew", ReadPartyNumbers()).no_shows is None, "they still play"
    town.pass_time(hours=3)
    assert town.ask("stew", ReadPartyNumbers()).no_shows is None, "of four people"
    town.bring(made["org"], "ada", owner="org")
    town.do("org", CallReadyCheck(made["org"].id))
    town.do("ada", AnswerReadyCheck(made["org"].id, ready=True))
    (no_show,) = town.ask("bob", ReadMyNoShows()).noted
    town.do("stew", DecideNoShow(no_show.id, forgiven=True))
    town.pass_time(hours=3)
    assert town.ask("stew", ReadPartyNumbers()).no_shows == share_of(2, 8)
    since = ReadPartyNumbers(since=town.clock())
    assert town.ask("stew", since) == PartyNumbers(0, None, None, None)
