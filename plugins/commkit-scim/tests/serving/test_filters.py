"""Filters, orders, pages and selections of attributes: what the library finds in memory the database finds, too."""

from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scim2_models import ScimFilter

from commkit import SYSTEM
from commkit_scim import DirectoryEmail, DirectoryProfile, FindUsers, ProvisionUser
from commkit_scim.schemas.policy import user_resource
from commkit_scim.schemas.records import user_model

ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
PEOPLE = (
    DirectoryProfile(
        user_name="Ann", external_id="X1", title="Baker", department="Mill", family_name="Äpfel"
    ),
    DirectoryProfile(user_name="bea", external_id="x1", title="baker", given_name="Bea", role="lead"),
    DirectoryProfile(
        user_name="cid%_",
        display_name="Cid \\ 'Quote'",
        emails=(DirectoryEmail("c@example.org", "work", True), DirectoryEmail("c@home.org", "home")),
    ),
    DirectoryProfile(user_name="ödön", locale="hu", emails=(DirectoryEmail("O@example.org", "work"),)),
)
_ATTRIBUTES = (
    "userName", "externalId", "displayName", "name.familyName", "name.givenName", "title", "locale", "nickName",
    f"{ENTERPRISE}:department", "emails.value", "emails", "roles.value", "id",
)  # fmt: skip
_VALUES = ("Ann", "ann", "BAKER", "b", "x1", "Äpfel", "äpfel", "%", "_", "'", "example", "ö", "lead", "")
_COMPARED = st.builds(
    "{} {} {}".format,
    st.sampled_from(_ATTRIBUTES),
    st.sampled_from(("eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le", "EQ", "Co")),
    st.sampled_from(_VALUES).map(ScimFilter.quote),
)
_ATOMS = st.one_of(
    _COMPARED,
    st.sampled_from(_ATTRIBUTES).map("{} pr".format),
    st.sampled_from(("active eq true", "active ne true", "title eq null", "name pr", "nickName ne null")),
    st.builds(
        'emails[type eq "{}" and value {} "{}"]'.format,
        st.sampled_from(("work", "home", "WORK")),
        st.sampled_from(("co", "sw", "eq")),
        st.sampled_from(("c@", "example", "O@example.org")),
    ),
    st.sampled_from(('roles[value eq "lead"]', 'emails[not (type eq "home")]', "emails[primary eq true]")),
)
FILTERS = st.recursive(
    _ATOMS,
    lambda inner: st.one_of(
        st.builds("({}) and ({})".format, inner, inner),
        st.builds("({}) or ({})".format, inner, inner),
        inner.map("not ({})".format),
    ),
    max_leaves=4,
)
OPTIONS: dict[str, Any] = {"emails": True, "roles": ("member", "lead")}


def test_the_database_finds_what_the_library_finds(make_town: Any) -> None:
    town = make_town(**OPTIONS)
    model = user_model(**OPTIONS)
    users = [town.do(SYSTEM, ProvisionUser(profile=each)) for each in PEOPLE]
    with town.kit.session(SYSTEM, "office", read_only=True) as session:

        @settings(max_examples=250, deadline=None)
        @given(FILTERS)
        def check(text: str) -> None:
            made: Any = ScimFilter[model](text)
            wanted = [
                user.profile.user_name for user in users if made.match(user_resource(user, model, "/scim"))
            ]
            found = session.ask(FindUsers(filter=text))
            assert [user.profile.user_name for user in found.items] == wanted, text
            assert found.total == len(wanted)

        check()


@pytest.mark.parametrize(
    "filter",
    [
        "userName",
        "userName eq",
        'userName eq "a',
        'userName xx "a"',
        'unknown eq "a"',
        'emails[type eq "a"',
        'emails[unknown eq "a"]',
        "active gt true",
        "userName eq 7 or",
        'meta.created gt "yesterday"',
        'userName[value eq "a"]',
        "not (" * 100 + "title pr" + ")" * 100,
        "title pr and " * 600 + "title pr",
        "\x00 eq 1",
        'password eq "x"',
        "phoneNumbers.value pr",
    ],
)
@pytest.mark.parametrize("kind", ["Users", "Groups"])
def test_a_filter_that_cannot_be_carried_out_is_refused(make_town: Any, filter: str, kind: str) -> None:
    directory = make_town(**OPTIONS).directory()
    got = directory.send("GET", f"/{kind}", query=f"filter={quote(filter)}")
    if "and title pr" in filter and kind == "Users":
        assert got.status in (200, 400)  # it is long, not deep
        return
    assert got.status == 400, got
    assert got.body["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"]
    assert got.body["scimType"] in ("invalidFilter", "invalidValue", "invalidPath")


def test_pages_orders_and_selections(town: Any) -> None:
    directory = town.directory()
    for name in ("cid", "ann", "Bea"):
        directory.user(name, title="Baker" if name != "cid" else None, nickName=f"the {name}")
    assert directory.names("userName pr", sortBy="userName") == ["ann", "Bea", "cid"]
    assert directory.names("userName pr", sortBy="userName", sortOrder="descending") == ["cid", "Bea", "ann"]
    assert directory.names("userName pr", sortBy="title")[-1] == "cid"
    assert directory.names("userName pr", sortBy="title", sortOrder="descending")[0] == "cid"
    got = directory.send("GET", "/Users", query="startIndex=2&count=1&sortBy=userName")
    assert (got.body["totalResults"], got.body["startIndex"], got.body["itemsPerPage"]) == (3, 2, 1)
    assert got.body["Resources"][0]["userName"] == "Bea"
    assert directory.send("GET", "/Users", query="count=0").body["Resources"] == []
    assert directory.send("GET", "/Users", query="startIndex=-4&count=-1").body["totalResults"] == 3
    assert directory.send("GET", "/Users", query="startIndex=99999999999999999999").status == 200
    assert directory.send("GET", "/Users", query="sortBy=phoneNumbers").status == 400
    chosen = directory.send("GET", "/Users", query="attributes=nickName").body["Resources"][0]
    assert set(chosen) == {"schemas", "id", "userName", "nickName"}
    left = directory.send("GET", "/Users", query="excludedAttributes=nickName,meta").body["Resources"][0]
    assert "nickName" not in left
    assert "meta" not in left
    search = {
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],
        "filter": 'nickName co "bea"',
    }
    got = directory.send("POST", "/Users/.search", search)
    assert [each["userName"] for each in got.body["Resources"]] == ["Bea"]


def test_users_and_groups_are_searched_together(town: Any) -> None:
    directory = town.directory()
    dana = directory.user("dana", displayName="Night")
    directory.group("Night shift", dana)
    found = directory.send(
        "POST",
        "/.search",
        {
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],
            "filter": 'displayName sw "night"',
        },
    )
    assert [each["meta"]["resourceType"] for each in found.body["Resources"]] == ["User", "Group"]
    assert found.body["totalResults"] == 2
    assert directory.names(f'members.value eq "{dana["id"]}"', "Groups") == ["Night shift"]
    assert directory.names(f'members[value eq "{dana["id"]}" and type eq "User"]', "Groups") == [
        "Night shift"
    ]
    assert directory.names('displayName co "SHIFT" and externalId pr', "Groups") == []
    assert directory.names('meta.created gt "2000-01-01T00:00:00Z"', "Groups") == ["Night shift"]
