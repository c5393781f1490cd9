"""Who leads a unit of the directory: whom all in it name as their manager, unless people said something else."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from commkit import MemberId
from commkit_internal import ListDirectoryUnits, RereadDirectory, SetUnitManager
from commkit_internal.directory_units.leads.policy import Report, agreed_manager

DISPUTED = "internal.unit_lead_disputed"


def test_whom_all_name_leads_also_where_they_come_last(town: Any) -> None:
    company = town.directory()
    eve, fay = company.person("eve", "Sales"), company.person("fay", "Sales")
    assert town.tree() == {"Sales": (["eve", "fay"], None)}
    boss, dana = company.person("boss"), company.person("dana", "Sales")
    for user in (eve, fay):
        company.say(user, ("add", "manager", dana["id"]))
    company.say(dana, ("add", "manager", boss["id"]))  # who leads the unit names somebody further up
    assert town.tree() == {"Sales": (["dana", "eve", "fay"], "dana")}
    assert town.inbox("pat") == []


def test_where_they_do_not_agree_nobody_leads_and_keepers_are_told_once(town: Any) -> None:
    company = town.directory()
    one, two = company.person("one"), company.person("two")
    dana = company.person("dana", "Sales", manager=one)
    assert town.tree() == {"Sales": (["dana"], "one")}
    eve = company.person("eve", "Sales", manager=two)
    company.person("fay", "Sales", manager=two)
    (kept,) = town.ask("pat", ListDirectoryUnits()).items
    assert kept.is_disputed
    assert town.tree() == {"Sales": (["dana", "eve", "fay"], None)}
    assert town.inbox("pat") == town.inbox("stew") == [(DISPUTED, kept.unit)]
    company.say(dana, ("replace", "manager", two["id"]))
    assert town.tree()["Sales"][1] == "two"
    company.say(eve, ("replace", "department", "Shop"))
    assert town.tree() == {"Sales": (["dana", "fay"], "two"), "Shop": (["eve"], "two")}


def test_who_loses_access_leads_nothing_and_leads_again_when_they_come_back(town: Any) -> None:
    company = town.directory()
    boss = company.person("boss", "Board")
    company.person("dana", "Sales", manager=boss)
    company.say(boss, ("replace", "active", False))
    assert town.tree() == {"Board": ([], None), "Sales": (["dana"], None)}
    company.say(boss, ("replace", "active", True))
    assert town.tree() == {"Board": (["boss"], None), "Sales": (["dana"], "boss")}
    assert company.send("DELETE", f"/Users/{boss['id']}").status == 204
    assert town.tree()["Sales"] == (["dana"], None)


def test_a_manager_whom_people_set_stays(town: Any) -> None:
    company = town.directory()
    boss = company.person("boss")
    company.person("dana", "Sales", manager=boss)
    (kept,) = town.ask("pat", ListDirectoryUnits()).items
    town.do("pat", SetUnitManager(kept.unit, town.member("ada")))
    other = company.person("other")
    eve = company.person("eve", "Sales", manager=boss)
    company.say(eve, ("replace", "manager", other["id"]))
    company.say(boss, ("replace", "active", False))
    assert town.tree()["Sales"][1] == "ada"
    town.do("pat", SetUnitManager(kept.unit, None))
    company.say(eve, ("remove", "manager", None))
    assert town.tree()["Sales"][1] is None


def test_without_the_setting_nobody_is_set_and_it_is_caught_up_with_later(make_town: Any) -> None:
    town = make_town(managers=False)
    company = town.directory()
    company.person("dana", "Sales", manager=company.person("boss"))
    assert town.tree() == {"Sales": (["dana"], None)}
    later = make_town(managers=True)
    later.do("pat", RereadDirectory())
    later.kit.worker().drain()
    assert later.tree() == {"Sales": (["dana"], "boss")}


def test_who_names_themselves_names_nobody(town: Any) -> None:
    company = town.directory()
    dana = company.person("dana", "Board")
    company.say(dana, ("add", "manager", dana["id"]))
    assert town.tree() == {"Board": (["dana"], None)}


def agreed_by_definition(reports: Sequence[Report]) -> MemberId | None:
    """Those who are named by all others, at least one; if it is one."""
    found = [
        manager
        for manager in {report.manager for report in reports}
        if all(report.manager == manager for report in reports if report.member != manager)
        and any(report.manager == manager and report.member != manager for report in reports)
    ]
    return found[0] if len(found) == 1 else None


@given(st.dictionaries(st.integers(0, 4), st.integers(0, 4), max_size=5))
def test_two_reports_from_each_end_tell_whether_all_agree(managers: dict[int, int]) -> None:
    reports = [
        Report(MemberId(UUID(int=member)), MemberId(UUID(int=manager)))
        for member, manager in managers.items()
        if member != manager
    ]
    rows = sorted(reports, key=lambda report: (report.manager, report.member))
    assert agreed_manager(rows[:2], rows[::-1][:2]) == agreed_by_definition(reports)
