"""A directory's people are placed in the units that it names, and units of people stay theirs."""

from typing import Any

import pytest

from commkit import Conflict, Invalid
from commkit.members import LeaveCommunity, RestrictMember
from commkit_internal import (
    CloseUnit,
    DirectoryUnitSettings,
    EndPlacement,
    GiveUnitToDirectory,
    ListDirectoryUnits,
    ListPlacements,
    ListUnitVersions,
    ListUnplaced,
    MoveUnit,
    PlaceMember,
    PlacementProblem,
    RenameUnit,
    RereadDirectory,
)
from tests.scim_directory import ENTERPRISE, USER


def waiting(town: Any) -> dict[Any, PlacementProblem]:
    return {each.member: each.problem for each in town.ask("pat", ListUnplaced(limit=100)).items}


def test_units_are_made_where_the_directory_names_them(town: Any) -> None:
    company = town.directory()
    company.person("dana", "Acme", "Sales", "Inside")
    company.person("eve", "Acme", "Sales", "Field")
    company.person("fay", "Acme", "Sales")  # a division, then a department: no organisation
    company.person("gus")
    assert town.tree() == {
        "Acme": ([], None),
        "Acme/Sales": (["fay"], None),
        "Acme/Sales/Inside": (["dana"], None),
        "Acme/Sales/Field": (["eve"], None),
    }
    kept = town.ask("ada", ListDirectoryUnits()).items
    assert {each.path for each in kept} == {
        "Acme",
        "Acme / Sales",
        "Acme / Sales / Inside",
        "Acme / Sales / Field",
    }
    assert waiting(town) == {}


def test_names_are_compared_without_case_and_white_space(town: Any) -> None:
    company = town.directory()
    company.person("dana", "Sales")
    company.person("eve", " SALES ")
    assert town.tree() == {"Sales": (["dana", "eve"], None)}


def test_who_changes_the_department_is_placed_anew(town: Any) -> None:
    company = town.directory()
    dana = company.person("dana", "Sales")
    company.say(dana, ("replace", "department", "Shop"))
    assert town.tree() == {"Sales": ([], None), "Shop": (["dana"], None)}
    company.say(dana, ("remove", "department", None))
    assert town.tree() == {"Sales": ([], None), "Shop": ([], None)}
    assert len(town.ask("dana", ListPlacements(town.member("dana")))) == 2


def test_end_of_access_ends_the_placement_and_coming_back_begins_another(town: Any) -> None:
    company = town.directory()
    dana = company.person("dana", "Sales")
    company.say(dana, ("replace", "active", False))
    assert town.tree() == {"Sales": ([], None)}
    company.say(dana, ("replace", "department", "Shop"))  # while they have no access
    assert town.tree() == {"Sales": ([], None)}
    company.say(dana, ("replace", "active", True))
    assert town.tree() == {"Sales": ([], None), "Shop": (["dana"], None)}
    assert company.send("DELETE", f"/Users/{dana['id']}").status == 204
    assert town.tree()["Shop"] == ([], None)
    company.person("eve", "Sales", active=False)
    assert town.tree()["Sales"] == ([], None)


def test_who_leaves_or_is_banned_is_in_no_unit(town: Any) -> None:
    company = town.directory()
    dana = company.person("dana", "Sales")
    company.person("eve", "Sales")
    town.do("dana", LeaveCommunity())
    town.do("stew", RestrictMember(town.member("eve"), "banned", reason="They broke the rules."))
    assert town.tree() == {"Sales": ([], None)}
    company.say(dana, ("replace", "active", True))
    assert town.tree() == {"Sales": (["dana"], None)}


def test_who_people_placed_elsewhere_stays_until_the_directory_says_something_new(town: Any) -> None:
    company, crew = town.directory(), town.unit("Crew")
    dana = company.person("dana", "Sales")
    town.do("pat", PlaceMember(town.member("dana"), crew.id))
    company.say(dana, ("replace", "employeeNumber", "17"))
    town.do("pat", RereadDirectory())
    town.kit.worker().drain()
    assert town.tree()["Crew"] == (["dana"], None)
    company.say(dana, ("remove", "department", None))  # they are not in that one
    assert town.tree()["Crew"] == (["dana"], None)
    company.say(dana, ("add", "department", "Shop"))
    assert town.tree()["Shop"] == (["dana"], None)


def test_a_unit_that_people_rename_and_move_stays_the_one_of_its_path(town: Any) -> None:
    company, crew = town.directory(), town.unit("Crew")
    company.person("dana", "Acme", "Sales")
    (unit,) = (each for each in town.ask("pat", ListDirectoryUnits()).items if each.path == "Acme / Sales")
    town.do("pat", RenameUnit(unit.unit, "Selling"))
    town.do("pat", MoveUnit(unit.unit, crew.id))
    company.person("eve", "Acme", "Sales")
    company.person("fay", "Acme", "Sales", "Inside")
    assert town.tree()["Crew/Selling"] == (["dana", "eve"], None)
    assert town.tree()["Crew/Selling/Inside"] == (["fay"], None)
    versions = town.ask("pat", ListUnitVersions(unit=unit.unit)).items
    assert [each.name for each in versions] == ["Selling", "Selling", "Sales"]


def test_a_unit_is_not_moved_under_its_own_child(town: Any) -> None:
    company = town.directory()
    company.person("dana", "Acme", "Sales")
    units = {each.path: each.unit for each in town.ask("pat", ListDirectoryUnits()).items}
    with town.refused("internal.unit_below_itself", Conflict):
        town.do("pat", MoveUnit(units["Acme"], units["Acme / Sales"]))
    with town.refused("internal.unit_below_itself", Conflict):
        town.do("pat", MoveUnit(units["Acme"], units["Acme"]))


# --- units of people -------------------------------------------------------------------------------------------------


def test_a_unit_of_people_is_theirs_until_they_give_it(town: Any) -> None:
    company, sales = town.directory(), town.unit("Sales")
    company.person("dana", "Sales")
    company.person("eve", "Sales")
    assert town.tree() == {"Sales": ([], None)}
    assert set(waiting(town).values()) == {PlacementProblem.NAME_TAKEN}
    assert len(waiting(town)) == 2
    told = [("internal.directory_path_refused", town.member("dana"))]  # of the first one alone
    assert town.inbox("pat") == town.inbox("stew") == told
    town.do("pat", GiveUnitToDirectory(sales.id, ("sales",)))
    town.kit.worker().drain()
    assert town.tree() == {"Sales": (["dana", "eve"], None)}
    assert waiting(town) == {}


def test_a_unit_is_given_for_a_path_whatever_its_name_and_place(town: Any) -> None:
    company = town.directory()
    selling = town.unit("Selling", town.unit("Home").id)
    town.do("pat", GiveUnitToDirectory(selling.id, ("Acme", "Sales")))
    company.person("dana", "Acme", "Sales")
    assert town.tree()["Home/Selling"] == (["dana"], None)
    other = town.unit("Other")
    with town.refused("internal.path_taken", Conflict):
        town.do("pat", GiveUnitToDirectory(other.id, ("ACME", "Sales")))
    with town.refused("internal.path_taken", Conflict):
        town.do("pat", GiveUnitToDirectory(selling.id, ("Acme", "Shop")))
    with pytest.raises(Invalid):
        town.do("pat", GiveUnitToDirectory(other.id, ()))


def test_what_waits_below_a_unit_of_people_waits_too_and_nothing_of_its_path_is_made(town: Any) -> None:
    company, acme = town.directory(), town.unit("Acme")
    dana = company.person("dana", "Acme", "Sales")
    company.person("eve", "X" * 201)
    assert town.tree() == {"Acme": ([], None)}
    assert sorted(waiting(town).values()) == ["name_taken", "name_too_long"]
    town.do("pat", GiveUnitToDirectory(acme.id, ("Acme",)))
    town.kit.worker().drain()
    assert town.tree()["Acme/Sales"] == (["dana"], None)
    company.say(dana, ("replace", "active", False))
    assert set(waiting(town).values()) == {PlacementProblem.NAME_TOO_LONG}


def test_the_tree_is_not_made_too_deep(town: Any) -> None:
    company = town.directory()
    parent = town.unit("Level 0").id
    for level in range(1, 19):
        parent = town.unit(f"Level {level}", parent).id
    town.do("pat", GiveUnitToDirectory(parent, ("Acme",)))
    company.person("dana", "Acme", "Sales")
    company.person("eve", "Acme", "Sales", "Inside")
    assert waiting(town) == {town.member("eve"): PlacementProblem.TOO_DEEP}


# --- closing ---------------------------------------------------------------------------------------------------------


def test_an_empty_unit_stays_until_people_close_it_and_is_made_anew_when_named(town: Any) -> None:
    company = town.directory()
    dana = company.person("dana", "Sales")
    company.say(dana, ("replace", "department", "Shop"))
    (sales,) = (each for each in town.ask("pat", ListDirectoryUnits()).items if each.path == "Sales")
    town.do("pat", CloseUnit(sales.unit))
    assert town.tree() == {"Shop": (["dana"], None)}
    company.say(dana, ("replace", "department", "Sales"))
    assert town.tree() == {"Shop": ([], None), "Sales": (["dana"], None)}
    (anew,) = (each for each in town.ask("pat", ListDirectoryUnits()).items if each.path == "Sales")
    assert anew.unit != sales.unit


def test_empty_units_are_closed_where_the_settings_say_so(make_town: Any) -> None:
    town = make_town(close_empty=True)
    company = town.directory()
    dana = company.person("dana", "Acme", "Sales", "Inside")
    eve = company.person("eve", "Acme", "Shop")
    crew = town.unit("Crew")
    town.do("pat", PlaceMember(town.member("ada"), crew.id))
    company.say(dana, ("replace", "active", False))
    assert set(town.tree()) == {"Acme", "Acme/Shop", "Crew"}
    company.say(eve, ("replace", "active", False))
    assert set(town.tree()) == {"Crew"}
    town.do("pat", EndPlacement(town.member("ada")))
    assert set(town.tree()) == {"Crew"}  # it is none of the directory


# --- bad input and late starts -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "operation", [{"op": "remove", "path": "members"}, {"op": "replace", "path": "members", "value": []}]
)
def test_a_patch_that_removes_everybody_from_a_group_leaves_units_alone(town: Any, operation: Any) -> None:
    """A group of the directory is none of the units, whatever its name is."""
    company = town.directory()
    people = [company.person(name, "Sales") for name in ("dana", "eve")]
    group = company.group("Sales", *people)
    assert company.patch(f"/Groups/{group['id']}", operation).status == 204
    assert company.send("GET", f"/Groups/{group['id']}").body.get("members", []) == []
    assert town.tree() == {"Sales": (["dana", "eve"], None)}


def test_a_patch_that_removes_the_whole_extension_ends_the_placement(town: Any) -> None:
    company = town.directory()
    dana = company.person("dana", "Acme", "Sales")
    got = company.patch(f"/Users/{dana['id']}", {"op": "remove", "path": ENTERPRISE})
    if got.status == 200:
        assert town.tree()["Acme/Sales"] == ([], None)
    else:
        assert got.status == 400, got
        assert town.tree()["Acme/Sales"] == (["dana"], None)
    whole = {"schemas": [USER], "userName": "dana"}
    assert company.send("PUT", f"/Users/{dana['id']}", whole).status == 200
    assert town.tree() == {"Acme": ([], None), "Acme/Sales": ([], None)}


def test_a_patch_without_a_path_that_removes_is_refused(town: Any) -> None:
    company = town.directory()
    dana = company.person("dana", "Sales")
    assert company.patch(f"/Users/{dana['id']}", {"op": "remove"}).status == 400
    assert town.tree() == {"Sales": (["dana"], None)}


@pytest.mark.parametrize(
    ("levels", "code"),
    [((), "bad_levels"), (("division", "division"), "bad_levels"), (("team",), "unknown_level")],
)
def test_levels_are_checked(levels: Any, code: str) -> None:
    with pytest.raises(Invalid) as caught:
        DirectoryUnitSettings(levels=levels)
    assert [error.code for error in caught.value.errors] == [code]
