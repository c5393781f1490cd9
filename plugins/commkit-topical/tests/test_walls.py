"""What stands for an audience tells nobody else that it is heated, and one's mutes tell nobody anything."""

from datetime import timedelta
from typing import Any

import pytest

from commkit import NotFound
from commkit_topical import ListMyMutes, MuteSpace, ReadCooling, ReadCoolingNumbers
from tests.audiences import add_space


def _quarrel(town: Any, **more: Any) -> Any:
    thread = town.opinion("Behind the wall", **more)
    last = thread
    for number in range(8):
        town.clock.advance(timedelta(seconds=30))
        last = town.reply(last.id, f"No! {number}", by=("bob", "ada")[number % 2])
    town.kit.worker().drain()
    return thread


def _told(town: Any) -> Any:
    """What a member and the steward learn who are not in the audience."""
    begin, end = town.after(days=-30), town.after(days=1)
    return town.ask("stew", ReadCoolingNumbers(begin, end)), town.inbox("cid"), town.inbox("stew")


@pytest.mark.parametrize("walled", [False, True])
def test_what_few_may_see_changes_no_number(town: Any, *, walled: bool) -> None:
    space = add_space(town.kit, "den", ("ada", "bob"), walled=walled, town="gardens")
    before = _told(town)
    thread = _quarrel(town, space=space)
    with pytest.raises(NotFound):
        town.ask("cid", ReadCooling(thread.id))
    if walled:
        assert _told(town) == before
    assert _told(town)[1:] == before[1:]


def test_control_what_all_see_changes_them(town: Any) -> None:
    before = _told(town)
    _quarrel(town)
    assert _told(town) != before


def test_a_space_that_is_not_seen_any_more_is_in_no_list_of_mutes(sqlite_town: Any) -> None:
    town = sqlite_town
    space = add_space(town.kit, "den", ("ada", "bob"), walled=False, town="gardens")
    with pytest.raises(NotFound):
        town.do("cid", MuteSpace(space))
    town.do("ada", MuteSpace(space))
    assert town.ask("ada", ListMyMutes()).spaces == (space,)
