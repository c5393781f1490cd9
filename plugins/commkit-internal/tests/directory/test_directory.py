"""The people directory: people by name, field and unit, with who leads them; what is hidden stays so."""

from typing import Any

import pytest

from commkit import SYSTEM, AddressField, ChoiceField, Invalid, NotFound, ReferenceField, TextField
from commkit.fields import UpdateMemberFields
from commkit.members import AddAgent, JoinCommunity, LeaveCommunity, RestrictMember
from commkit.posts import CreateThread
from commkit_internal import ReadDirectoryEntry, SearchDirectory, SetUnitManager

FIELDS = {
    "internal": {
        "member": (
            TextField("city", filterable=True),
            ChoiceField("floor", choices=("one", "two"), filterable=True),
            ReferenceField("project", record="Post", filterable=True),
            AddressField("page"),
        )
    }
}


@pytest.fixture
def office(make_town: Any) -> Any:
    """A town whose members have fields."""
    return make_town(fields=FIELDS)


def names(town: Any, reader: str = "cid", **search: Any) -> list[str]:
    """The names of all who are found, page after page."""
    found: list[str] = []
    after = None
    while True:
        page = town.ask(reader, SearchDirectory(**search, after=after, limit=2))
        found += [entry.member.name for entry in page.items]
        after = page.next
        if after is None:
            return found


def test_people_are_found_by_their_names(town: Any) -> None:
    everybody = ["ada", "bob", "cid", "lex", "owner", "pam", "pat", "sten", "stew"]
    assert names(town) == everybody
    assert names(town, text="ST") == ["sten", "stew"]
    assert names(town, text="e st") == ["sten", "stew"]
    assert names(town, text="% _ /") == []
    assert names(town, text="nobody") == []


def test_who_has_left_or_is_banned_is_not_there_and_no_agent_is(town: Any) -> None:
    bob = town.member("bob")
    agent = town.do("stew", AddAgent(name="Robot", scopes=("posts.",))).id
    town.do("ada", LeaveCommunity())
    town.do("stew", RestrictMember(bob, "banned", reason="They broke the rules."))
    assert names(town) == ["cid", "lex", "owner", "pam", "pat", "sten", "stew"]
    for member in (bob, agent):
        with town.refused("internal.not_in_directory" if member == agent else "runtime.not_found", NotFound):
            town.ask("cid", ReadDirectoryEntry(member))
    town.do("ada", JoinCommunity())
    assert names(town, text="ada") == ["ada"]


def test_entries_tell_the_unit_and_who_leads(town: Any) -> None:
    ada, bob, stew = (town.member(name) for name in ("ada", "bob", "stew"))
    company = town.unit("Company", manager=stew)
    sales = town.unit("Sales", company.id)
    team = town.unit("Team", sales.id, manager=bob)
    town.place("ada", team.id)
    town.place("bob", team.id)
    town.place("stew", company.id)

    def entry(name: str) -> Any:
        return town.ask("cid", ReadDirectoryEntry(town.member(name)))

    assert (entry("ada").unit, entry("ada").unit_name) == (team.id, "Team")
    assert [entry(name).manager.member for name in ("ada", "bob")] == [bob, stew]
    assert entry("stew").manager is None
    assert (entry("cid").unit, entry("cid").unit_name, entry("cid").manager) == (None, "", None)
    assert names(town, unit=company.id) == ["stew"]
    assert names(town, unit=company.id, below=True) == ["ada", "bob", "stew"]
    assert names(town, unit=sales.id, below=True, text="a") == ["ada"]
    town.do("pat", SetUnitManager(team.id, ada))
    assert entry("bob").manager.member == ada


def test_people_are_found_by_a_field(office: Any) -> None:
    unit = office.unit("Company")
    for name, city in (("ada", "Linz"), ("bob", "linz"), ("cid", "Graz")):
        office.do(name, UpdateMemberFields(office.member(name), {"city": city, "floor": "one"}))
    office.place("bob", unit.id)
    assert names(office, field="city", equals="Linz") == ["ada", "bob"]
    assert names(office, field="floor", equals="one", text="i") == ["cid"]
    assert names(office, field="city", equals="Linz", unit=unit.id) == ["bob"]
    assert office.ask("cid", ReadDirectoryEntry(office.member("ada"))).fields == {
        "city": "Linz",
        "floor": "one",
    }


def test_what_a_reader_may_not_see_stays_hidden(office: Any) -> None:
    unit = office.unit("Company")
    office.place("ada", unit.id)
    topic = office.do(
        "ada", CreateThread(kind="topic", title="A plan", body="It is secret.", audience=unit.group)
    )
    ada = office.member("ada")
    office.do("ada", UpdateMemberFields(ada, {"project": str(topic.id), "city": "Linz"}))
    assert office.ask("bob", ReadDirectoryEntry(ada)).fields == {"city": "Linz"}
    assert office.ask("ada", ReadDirectoryEntry(ada)).fields == {"city": "Linz", "project": str(topic.id)}
    assert names(office, "bob", field="project", equals=str(topic.id)) == []
    assert names(office, "ada", field="project", equals=str(topic.id)) == ["ada"]


def test_what_a_search_refuses(office: Any) -> None:
    for wrong in (
        {"field": "city"},
        {"equals": "Linz"},
        {"field": "page", "equals": "https://example.org"},
        {"field": "town", "equals": "Linz"},
        {"below": True},
    ):
        with office.refused("runtime.invalid", Invalid):
            office.ask("ada", SearchDirectory(**wrong))
    with office.refused("runtime.not_found", NotFound):
        office.ask("ada", SearchDirectory(unit=office.member("ada")))


def test_a_page_takes_as_many_statements_whoever_is_on_it(office: Any) -> None:
    company = office.unit("Company", manager=office.member("stew"))
    office.place("ada", company.id)
    office.do("ada", UpdateMemberFields(office.member("ada"), {"city": "Linz"}))

    def statements(**search: Any) -> int:
        with office.counted() as seen:
            office.ask("cid", SearchDirectory(**search))
        return len(seen)

    office.ask("cid", SearchDirectory())
    few = statements(text="ada")
    for number in range(12):
        key = f"colleague-{number}"
        office.do(key, JoinCommunity())
        office.do(key, UpdateMemberFields(office.member(key), {"city": "Linz"}))
        office.place(key, office.unit(f"Team {number}", company.id, manager=office.member(key)).id)
    assert statements(limit=100) == few
    assert len(names(office, field="city", equals="Linz", unit=company.id, below=True)) == 13
    assert office.ask(SYSTEM, SearchDirectory(text="ada")).items
