"""Minors are in no list of people for strangers."""

from typing import Any

from commkit.crawlers import ListCrawledMembers
from commkit.members import ListMembers, ReadMember, ViewMembers
from commkit_minors import AgeAnswer, AgeBand, AllowContact


def listed(town: Any, reader: str) -> set[str]:
    found = {each.id for each in town.ask(reader, ListMembers(limit=100)).items}
    viewed = {each.member.id for each in town.ask(reader, ViewMembers(limit=100)).items}
    assert found == viewed
    return {key for key in ("ada", "bob", "tim", "tom", "una", "pia") if town.member(key) in found}


def test_strangers_find_no_minors(town: Any) -> None:
    assert listed(town, "ada") == {"ada", "bob", "pia"}


def test_minors_find_themselves_and_no_other_minors(town: Any) -> None:
    assert listed(town, "tim") == {"ada", "bob", "pia", "tim"}


def test_guardians_contacts_and_stewards_find_them(town: Any) -> None:
    assert listed(town, "pia") == {"ada", "bob", "pia", "tim"}
    assert listed(town, "stew") == {"ada", "bob", "pia", "tim", "tom", "una"}
    town.do("pia", AllowContact(*town.members("tim", "bob")))
    assert listed(town, "bob") == {"ada", "bob", "pia", "tim"}


def test_who_turns_adult_is_found_and_who_is_known_is_read(town: Any) -> None:
    assert town.ask("ada", ReadMember(town.member("tim"))).name
    town.tell("tim", AgeAnswer(AgeBand.ADULT))
    assert "tim" in listed(town, "ada")


def test_sitemaps_leave_minors_out(town: Any) -> None:
    named = {page.object for page in town.ask(None, ListCrawledMembers()).items}
    assert {key for key in ("ada", "tim", "tom", "una") if town.member(key) in named} == {"ada"}
