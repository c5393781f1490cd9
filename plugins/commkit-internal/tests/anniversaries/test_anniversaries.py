"""Anniversaries: off at first, told on the day to whom the member chose, once."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from commkit import SYSTEM, Denied, Invalid
from commkit.members import JoinCommunity, LeaveCommunity, RestrictMember
from commkit.privacy import ErasePerson
from commkit_internal import (
    AnniversaryAudience,
    AnniversarySettings,
    ListAnniversaries,
    ReadMyAnniversary,
    ShareAnniversary,
    StopSharingAnniversary,
)
from commkit_internal.jobs import TellAnniversary
from tests.processes import at_once_in_processes

DAY = timedelta(days=1)
REACHED = "internal.anniversary_reached"
ALL = AnniversaryAudience.COMMUNITY


def share(town: Any, joined_on: date, name: str = "ada", **how: Any) -> Any:
    return town.do(name, ShareAnniversary(joined_on, **how))


def told(town: Any, name: str) -> int:
    return [kind for kind, _ in town.inbox(name)].count(REACHED)


def go_to(town: Any, *moment: int) -> None:
    town.clock.advance(datetime(*moment, tzinfo=UTC) - town.clock())


def test_nothing_is_told_of_who_shares_nothing(town: Any) -> None:
    assert town.ask("ada", ReadMyAnniversary()) is None
    town.clock.advance(400 * DAY)
    assert [told(town, name) for name in ("ada", "bob")] == [0, 0]
    assert town.ask("bob", ListAnniversaries(days=31)) == ()


def test_all_are_told_on_the_day_once(town: Any) -> None:
    shared = share(town, date(2020, 3, 5), audience=ALL)
    assert shared.next_on == date(2026, 3, 5)
    assert town.ask("ada", ReadMyAnniversary()) == shared
    go_to(town, 2026, 3, 5, 8, 59)
    assert told(town, "bob") == 0
    go_to(town, 2026, 3, 5, 9)
    for _ in range(2):
        assert [told(town, name) for name in ("ada", "bob", "cid", "pat")] == [0, 1, 1, 1]
    after = town.ask("ada", ReadMyAnniversary())
    assert (after.told_on, after.next_on) == (date(2026, 3, 5), date(2027, 3, 5))
    go_to(town, 2027, 3, 5, 9)
    assert [told(town, name) for name in ("ada", "bob")] == [0, 1]  # an inbox shows both as one
    assert town.ask("ada", ReadMyAnniversary()).told_on == date(2027, 3, 5)


def test_the_unit_is_told_and_nobody_else(town: Any) -> None:
    company = town.unit("Company")
    sales = town.unit("Sales", company.id)
    team = town.unit("Team", sales.id)
    for name, unit in (("ada", sales), ("bob", team), ("cid", company)):
        town.place(name, unit.id)
    share(town, date(2020, 3, 5), shows_years=False)
    assert [its.day for its in town.ask("bob", ListAnniversaries())] == [date(2026, 3, 5)]
    for outsider in ("cid", "stew"):
        assert town.ask(outsider, ListAnniversaries()) == ()
    go_to(town, 2026, 3, 5, 9)
    assert [told(town, name) for name in ("ada", "bob", "cid", "pat")] == [0, 1, 0, 0]


def test_what_is_shown_is_what_the_member_wants(town: Any) -> None:
    share(town, date(2020, 3, 5), audience=ALL)
    share(town, date(2016, 3, 3), "bob", audience=ALL, shows_years=False)
    share(town, date(2016, 6, 3), "cid", audience=ALL)

    def seen(**how: Any) -> list[Any]:
        found = town.ask("stew", ListAnniversaries(**how))
        return [(its.member.name, its.day, its.years) for its in found]

    bob, ada = ("bob", date(2026, 3, 3), None), ("ada", date(2026, 3, 5), 6)
    assert seen() == [bob, ada]
    assert seen(days=2) == [bob]
    assert seen(days=0) == []
    go_to(town, 2026, 3, 3, 10)
    town.kit.worker().drain()
    assert seen(days=0) == [bob]
    for days in (-1, 32):
        with town.refused("runtime.invalid", Invalid):
            town.ask("stew", ListAnniversaries(days=days))


def test_a_member_stops_sharing(town: Any) -> None:
    share(town, date(2020, 3, 5), audience=ALL)
    town.do("ada", StopSharingAnniversary())
    assert town.emitted("ada", StopSharingAnniversary()) == []
    assert town.ask("ada", ReadMyAnniversary()) is None
    go_to(town, 2026, 3, 5, 10)
    assert told(town, "bob") == 0


def test_who_shares_it_otherwise_is_told_of_once(town: Any) -> None:
    first = share(town, date(2020, 3, 5), audience=ALL)
    assert town.emitted("ada", ShareAnniversary(date(2020, 3, 5), audience=ALL)) == []
    other = share(town, date(2020, 3, 9), audience=ALL)
    again = share(town, date(2020, 3, 5), audience=ALL)
    assert first.id == other.id == again.id
    go_to(town, 2026, 3, 5, 9)
    assert told(town, "bob") == 1
    share(town, date(2019, 3, 5), audience=ALL)
    go_to(town, 2026, 3, 20, 9)
    assert told(town, "bob") == 1


@pytest.mark.parametrize("how", ["leaves", "banned", "erased"])
def test_it_is_off_again_after_a_member_was_away(town: Any, how: str) -> None:
    share(town, date(2020, 3, 5), audience=ALL)
    ada = town.member("ada")
    match how:
        case "leaves":
            town.do("ada", LeaveCommunity())
            town.do("ada", JoinCommunity())
            assert town.ask("ada", ReadMyAnniversary()) is None
        case "banned":
            town.do("stew", RestrictMember(ada, "banned", reason="They broke the rules."))
        case _:
            with town.kit.session(SYSTEM) as lobby:
                lobby.do(ErasePerson("ada"))
    assert town.ask("bob", ListAnniversaries()) == ()
    go_to(town, 2026, 3, 5, 9)
    assert told(town, "bob") == 0


def test_a_worker_that_comes_too_late_tells_nothing(town: Any) -> None:
    share(town, date(2020, 3, 5), audience=ALL)
    go_to(town, 2026, 3, 6, 9)
    assert told(town, "bob") == 0
    mine = town.ask("ada", ReadMyAnniversary())
    assert (mine.told_on, mine.next_on) == (None, date(2027, 3, 5))


def test_it_is_the_day_of_the_communitys_time_zone(make_town: Any) -> None:
    town = make_town(anniversaries=AnniversarySettings(time_zone="Pacific/Auckland", hour=0))
    share(town, date(2020, 3, 5), audience=ALL)
    go_to(town, 2026, 3, 4, 10, 59)
    assert told(town, "bob") == 0
    go_to(town, 2026, 3, 4, 11)
    assert told(town, "bob") == 1


def test_another_time_zone_moves_it(make_town: Any) -> None:
    """Settings of a community may change after it was scheduled: here, the host's."""
    share(
        make_town(anniversaries=AnniversarySettings(time_zone="Pacific/Auckland")),
        date(2020, 3, 5),
        audience=ALL,
    )
    town = make_town()
    go_to(town, 2026, 3, 4, 20)
    assert told(town, "bob") == 0
    go_to(town, 2026, 3, 5, 9)
    assert told(town, "bob") == 1


def test_what_sharing_refuses(town: Any) -> None:
    for wrong in (date(2026, 3, 3), date(1899, 12, 31)):
        with town.refused("runtime.invalid", Invalid):
            share(town, wrong)
    shared = share(town, date(2026, 3, 2))
    assert shared.next_on == date(2027, 3, 2)
    with town.refused("runtime.not_permitted", Denied):
        town.do("pat", TellAnniversary(shared.id, shared.next_on))


@pytest.mark.parametrize("wrong", [{"time_zone": "Europe"}, {"time_zone": "Mars/Base"}, {"hour": 24}])
def test_settings_out_of_their_range_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as caught:
        AnniversarySettings(**wrong)
    assert caught.value.code == "internal.bad_settings"


PRELUDE = """
from datetime import date
from commkit_internal import Internal
from commkit_internal.jobs import TellAnniversary

def kit_of(url, clock):
    return Kit(url, plugins=[Internal()], clock=clock)
"""
UNCHECKED = """
from sqlalchemy import Date, bindparam, update
from commkit.storage import Id, statement
from commkit_internal.anniversaries import statements as sql
from commkit_internal.tables import anniversary

sql.TELL = statement(lambda: update(anniversary).values(
    next_on=bindparam("new_next", type_=Date), told_on=bindparam("new_told", type_=Date)).where(
    anniversary.c.community_id == bindparam("community_id"), anniversary.c.id == bindparam("id", type_=Id)))
"""


def tell_in_processes(town: Any, **how: str) -> list[str]:
    """Two workers tell of one anniversary at the same moment."""
    shared = share(town, date(2020, 3, 5), audience=ALL)
    go_to(town, 2026, 3, 5, 9)
    works = [("SYSTEM", "session.do(TellAnniversary(ids[0], date(2026, 3, 5)))")] * 2
    return at_once_in_processes(town, PRELUDE, works, ids=[shared.id], **how)


@pytest.mark.slow
def test_of_two_workers_one_tells(town: Any) -> None:
    assert sorted(tell_in_processes(town)) == ["False", "True"]


@pytest.mark.slow
@pytest.mark.postgres
def test_control_without_the_condition_both_tell(postgres_town: Any) -> None:
    """SQLite has one writer at a time, and who comes second reads what the first wrote."""
    said = tell_in_processes(postgres_town, patch=UNCHECKED, hold="UPDATE commkit_internal_anniversary")
    assert said == ["True", "True"]
