"""The tree of org units: created, renamed, moved and closed, with a history of each."""

from datetime import timedelta
from typing import Any

from commkit import Conflict, Denied, NotFound
from commkit.members import LeaveCommunity, RestrictMember
from commkit_internal import (
    CloseUnit,
    CreateUnit,
    ListUnits,
    ListUnitVersions,
    MoveUnit,
    ReadManagers,
    ReadUnit,
    RenameUnit,
    SetUnitManager,
    UnitId,
)

HOUR = timedelta(hours=1)


def names(units: Any) -> list[str]:
    return [unit.name for unit in units]


def test_a_tree_is_listed_from_the_top(town: Any) -> None:
    company = town.unit("Company")
    sales = town.unit("Sales", company.id)
    town.unit("Accounts", sales.id)
    town.unit("Engineering", company.id)
    assert names(town.ask("ada", ListUnits())) == ["Company", "Engineering", "Sales", "Accounts"]
    assert town.ask("ada", ReadUnit(sales.id)) == sales


def test_two_units_of_one_parent_have_two_names(town: Any) -> None:
    company = town.unit("Company")
    sales, other = town.unit("Sales", company.id), town.unit("Marketing", company.id)
    town.unit("Sales", other.id)
    for wrong in (
        CreateUnit("Sales", parent=company.id),
        CreateUnit("Company"),
        RenameUnit(other.id, "Sales"),
        MoveUnit(town.unit("Company", sales.id).id, None),
    ):
        with town.refused("internal.unit_name_taken", Conflict):
            town.do("pat", wrong)
    town.do("pat", CloseUnit(town.unit("Old", company.id).id))
    assert town.unit("Old", company.id).closed_at is None


def test_members_read_units_and_do_not_change_them(town: Any) -> None:
    unit = town.unit("Company")
    for command in (
        CreateUnit("Mine"),
        RenameUnit(unit.id, "Mine"),
        MoveUnit(unit.id, None),
        SetUnitManager(unit.id, town.member("ada")),
        CloseUnit(unit.id),
    ):
        with town.refused("runtime.not_permitted", Denied):
            town.do("ada", command)


def test_a_unit_is_no_part_of_itself(town: Any) -> None:
    top = town.unit("Top")
    middle = town.unit("Middle", top.id)
    bottom = town.unit("Bottom", middle.id)
    for parent in (top, middle, bottom):
        with town.refused("internal.unit_below_itself", Conflict):
            town.do("pat", MoveUnit(top.id, parent.id))
    assert town.do("pat", MoveUnit(bottom.id, top.id)).parent == top.id
    assert town.do("pat", MoveUnit(top.id, None)) == top


def test_a_tree_has_twenty_levels(town: Any) -> None:
    deepest = None
    for level in range(20):
        deepest = town.unit(f"Level {level}", deepest).id
    with town.refused("internal.too_many_levels", Conflict):
        town.unit("One more", deepest)
    upper = town.unit("Upper")
    town.unit("Lower", upper.id)
    parent = town.ask("pat", ReadUnit(deepest)).parent
    with town.refused("internal.too_many_levels", Conflict):
        town.do("pat", MoveUnit(upper.id, parent))


def test_the_tree_as_it_was_is_kept(town: Any) -> None:
    company = town.unit("Company")
    team = town.unit("Team", company.id, manager=town.member("ada"))
    division = town.unit("Division", company.id)
    moments = [town.clock()]
    for command in (
        RenameUnit(team.id, "Squad"),
        MoveUnit(team.id, division.id),
        SetUnitManager(team.id, town.member("bob")),
        CloseUnit(team.id),
    ):
        town.clock.advance(HOUR)
        town.do("pat", command)
        moments.append(town.clock())

    def seen(moment: Any) -> Any:
        found = {unit.id: unit for unit in town.ask("cid", ListUnits(at=moment))}
        its = found.get(team.id)
        return its and (its.name, its.parent, its.manager)

    ada, bob = town.member("ada"), town.member("bob")
    assert [seen(moment) for moment in moments] == [
        ("Team", company.id, ada),
        ("Squad", company.id, ada),
        ("Squad", division.id, ada),
        ("Squad", division.id, bob),
        None,
    ]
    assert town.ask("cid", ListUnits(at=moments[0] - HOUR)) == ()
    page = town.ask("cid", ListUnitVersions(unit=team.id, limit=2))
    assert [version.is_closed for version in page.items] == [True, False]
    rest = town.ask("cid", ListUnitVersions(unit=team.id, after=page.next, limit=10))
    assert [version.name for version in rest.items] == ["Squad", "Squad", "Team"]
    assert {version.changed_by for version in (*page.items, *rest.items)} == {town.member("pat")}


def test_what_changes_nothing_leaves_no_version(town: Any) -> None:
    unit = town.unit("Company")
    for command in (RenameUnit(unit.id, "Company"), MoveUnit(unit.id, None), SetUnitManager(unit.id, None)):
        assert town.emitted("pat", command) == []
    assert len(town.ask("pat", ListUnitVersions(unit=unit.id)).items) == 1


def test_a_closed_unit_stays_closed(town: Any) -> None:
    company = town.unit("Company")
    team = town.unit("Team", company.id)
    with town.refused("internal.units_below", Conflict):
        town.do("pat", CloseUnit(company.id))
    town.place("ada", team.id)
    with town.refused("internal.unit_in_use", Conflict):
        town.do("pat", CloseUnit(team.id))
    town.place("ada", company.id)
    assert town.do("pat", CloseUnit(team.id)).closed_at == town.clock()
    for command in (
        CreateUnit("New", parent=team.id),
        RenameUnit(team.id, "New"),
        MoveUnit(team.id, None),
        SetUnitManager(team.id, None),
        CloseUnit(team.id),
    ):
        with town.refused("internal.unit_closed", Conflict):
            town.do("pat", command)
    with town.refused("internal.unit_closed", Conflict):
        town.place("bob", team.id)


def test_who_leaves_or_is_banned_leads_nothing(town: Any) -> None:
    ada, bob = town.member("ada"), town.member("bob")
    one, other = town.unit("One", manager=ada), town.unit("Other", manager=bob)
    town.do("ada", LeaveCommunity())
    town.do("stew", RestrictMember(bob, "banned", reason="They broke the rules."))
    assert [town.ask("pat", ReadUnit(unit.id)).manager for unit in (one, other)] == [None, None]
    with town.refused("runtime.not_found", NotFound):
        town.do("pat", SetUnitManager(one.id, UnitId(town.kit._composition.ids.new(town.clock.now))))


def test_the_managers_above_somebody(town: Any) -> None:
    company = town.unit("Company", manager=town.member("stew"))
    team = town.unit("Team", company.id, manager=town.member("bob"))
    town.place("ada", team.id)
    line = town.ask("cid", ReadManagers(town.member("ada")))
    assert [unit.manager for unit in line] == [town.member("bob"), town.member("stew")]
    assert town.ask("cid", ReadManagers(town.member("cid"))) == ()
