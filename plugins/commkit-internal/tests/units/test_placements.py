"""Placements: one unit at a time, the groups of all units above it, and a history that members read of themselves."""

from datetime import timedelta
from typing import Any

from commkit import Denied
from commkit.members import JoinCommunity, LeaveCommunity
from commkit.posts import CreateThread, ListThreads
from commkit_internal import (
    EndPlacement,
    ListPlacements,
    ListUnitMembers,
    MoveUnit,
    PlaceMember,
    ReadUnit,
)


def test_who_is_placed_comes_into_the_groups_above(town: Any) -> None:
    company = town.unit("Company")
    sales, tech = town.unit("Sales", company.id), town.unit("Tech", company.id)
    web = town.unit("Web", tech.id)
    ada, bob = town.member("ada"), town.member("bob")
    town.place("ada", web.id)
    town.place("bob", sales.id)
    assert [town.in_group(unit.id) for unit in (company, tech, web, sales)] == [
        {ada, bob},
        {ada},
        {ada},
        {bob},
    ]
    facts = town.emitted("pat", PlaceMember(bob, web.id))
    assert sorted(facts) == [
        "internal.member_placed",
        "members.group_joined",
        "members.group_joined",
        "members.group_left",
    ]
    assert [town.in_group(unit.id) for unit in (company, tech, web, sales)] == [
        {ada, bob},
        {ada, bob},
        {ada, bob},
        set(),
    ]
    assert town.emitted("pat", PlaceMember(bob, web.id)) == []
    town.do("pat", EndPlacement(bob))
    town.do("pat", EndPlacement(bob))
    assert [town.in_group(unit.id) for unit in (company, tech, web)] == [{ada}, {ada}, {ada}]


def test_a_moved_unit_takes_its_members_along(town: Any) -> None:
    company = town.unit("Company")
    sales, tech = town.unit("Sales", company.id), town.unit("Tech", company.id)
    web = town.unit("Web", tech.id)
    pages = town.unit("Pages", web.id)
    ada, bob = town.member("ada"), town.member("bob")
    town.place("ada", web.id)
    town.place("bob", pages.id)
    town.do("pat", MoveUnit(web.id, sales.id))
    assert [town.in_group(unit.id) for unit in (company, tech, sales, web, pages)] == [
        {ada, bob},
        set(),
        {ada, bob},
        {ada, bob},
        {bob},
    ]
    town.do("pat", MoveUnit(web.id, None))
    assert [town.in_group(unit.id) for unit in (company, sales, web)] == [set(), set(), {ada, bob}]


def test_a_thread_for_a_unit_is_read_in_it_and_below(town: Any) -> None:
    company = town.unit("Company")
    sales = town.unit("Sales", company.id)
    accounts = town.unit("Accounts", sales.id)
    town.place("ada", accounts.id)
    town.place("bob", company.id)
    group = town.ask("ada", ReadUnit(sales.id)).group
    town.do("ada", CreateThread(kind="topic", title="Numbers of May", body="They are good.", audience=group))
    assert len(town.ask("ada", ListThreads()).items) == 1
    assert town.ask("bob", ListThreads()).items == ()
    town.place("bob", sales.id)
    assert len(town.ask("bob", ListThreads()).items) == 1


def test_who_leaves_is_in_no_unit(town: Any) -> None:
    unit = town.unit("Company")
    ada = town.member("ada")
    town.place("ada", unit.id)
    town.clock.advance(timedelta(days=1))
    assert "internal.placement_ended" in town.emitted("ada", LeaveCommunity())
    assert town.ask("pat", ListUnitMembers(unit=unit.id)).items == ()
    town.do("ada", JoinCommunity())
    assert town.ask("pat", ReadUnit(unit.id)) == unit
    assert town.in_group(unit.id) == set()
    (left,) = town.ask("ada", ListPlacements(ada))
    assert left.until == town.clock()


def test_members_of_a_unit_are_listed_with_those_below(town: Any) -> None:
    company = town.unit("Company")
    sales = town.unit("Sales", company.id)
    town.place("ada", company.id)
    town.place("bob", sales.id)
    town.place("cid", sales.id)

    def members(unit: Any, **how: Any) -> list[Any]:
        return [its.member for its in town.ask("ada", ListUnitMembers(unit=unit.id, **how)).items]

    ada, bob, cid = (town.member(name) for name in ("ada", "bob", "cid"))
    assert members(company) == [ada]
    assert members(company, below=True) == sorted([ada, bob, cid])
    page = town.ask("ada", ListUnitMembers(unit=company.id, below=True, limit=2))
    rest = town.ask("ada", ListUnitMembers(unit=company.id, below=True, limit=2, after=page.next))
    assert [its.member for its in (*page.items, *rest.items)] == sorted([ada, bob, cid])


def test_where_somebody_was_is_their_own_to_read(town: Any) -> None:
    one, other = town.unit("One"), town.unit("Other")
    ada = town.member("ada")
    town.place("ada", one.id)
    town.clock.advance(timedelta(days=30))
    town.place("ada", other.id)
    for reader in ("ada", "pat"):
        assert [its.unit for its in town.ask(reader, ListPlacements(ada))] == [other.id, one.id]
    with town.refused("runtime.not_permitted", Denied):
        town.ask("bob", ListPlacements(ada))
