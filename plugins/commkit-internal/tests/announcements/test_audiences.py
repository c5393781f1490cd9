"""Announcements are read by those whom they are meant for, whoever writes them, and by nobody else."""

from datetime import timedelta
from typing import Any

from commkit import SYSTEM, Conflict, Denied, Invalid, NotFound
from commkit.members import (
    AddGroupMember,
    AssignRole,
    CreateGroup,
    DeleteGroup,
    JoinCommunity,
    LeaveCommunity,
    RemoveGroupMember,
    RestrictMember,
)
from commkit.posts import CreateReply, CreateThread, ListThreads, ReadPost
from commkit_articles import ListArticles, PublishArticle, ScheduleArticle
from commkit_internal import (
    CloseUnit,
    CreateAnnouncement,
    EndPlacement,
    ListAudiences,
    MoveUnit,
    OpenAudience,
    ReadUnit,
)

PEOPLE = ("ada", "bob", "cid", "pat", "pam", "stew", "owner")


def readers(town: Any, post: Any) -> list[str]:
    found = []
    for name in PEOPLE:
        try:
            town.ask(name, ReadPost(post.id))
        except NotFound:
            continue
        found.append(name)
    assert found == [name for name in PEOPLE if town.ask(name, ListArticles()).items]
    return found


DESK = ["pat", "pam", "stew", "owner"]


def test_who_is_in_no_unit_announces_to_it(town: Any) -> None:
    company = town.unit("Company")
    sales = town.unit("Sales", company.id)
    accounts = town.unit("Accounts", sales.id)
    town.place("ada", accounts.id)
    town.place("bob", company.id)
    article = town.approved(units=(sales.id,))
    assert article.audience != sales.group
    post = town.do("pam", PublishArticle(article.id))
    assert readers(town, post) == ["ada", *DESK]
    town.place("bob", sales.id)
    assert readers(town, post) == ["ada", "bob", *DESK]
    town.do("pat", MoveUnit(accounts.id, company.id))
    assert readers(town, post) == ["bob", *DESK]
    town.do("pat", EndPlacement(town.member("bob")))
    assert readers(town, post) == DESK
    assert town.ask(None, ListArticles()).items == ()


def test_it_is_for_everybody_where_nothing_is_named(town: Any) -> None:
    assert readers(town, town.announced()) == list(PEOPLE)


def test_a_segment_is_a_role_in_several_units(town: Any) -> None:
    sales, tech = town.unit("Sales"), town.unit("Tech")
    town.place("ada", sales.id)
    town.place("bob", tech.id)
    town.place("stew", tech.id)
    town.place("pat", sales.id)
    post = town.announced(units=(sales.id, tech.id), roles=("member",))
    assert readers(town, post) == ["ada", "bob", *DESK]
    town.do("owner", AssignRole(town.member("bob"), "people_partner"))
    town.do("owner", AssignRole(town.member("pam"), "member"))
    assert readers(town, post) == ["ada", "bob", "pat", "stew", "owner"]
    town.place("pam", tech.id)
    assert readers(town, post) == ["ada", "bob", *DESK]
    town.do("owner", AssignRole(town.member("bob"), "member"))
    town.do("pat", EndPlacement(town.member("bob")))
    assert readers(town, post) == ["ada", *DESK]


def test_a_group_that_people_keep_is_an_audience(town: Any) -> None:
    night = town.do("stew", CreateGroup("night-shift", "Night shift"))
    town.do("stew", AddGroupMember(night.id, town.member("ada")))
    post = town.announced(groups=(night.id,))
    assert readers(town, post) == ["ada", *DESK]
    town.do("stew", AddGroupMember(night.id, town.member("cid")))
    town.do("stew", RemoveGroupMember(night.id, town.member("ada")))
    assert readers(town, post) == ["cid", *DESK]
    with town.refused("internal.group_in_audience", Conflict):
        town.do("stew", DeleteGroup(night.id))


def test_who_leaves_or_is_banned_reads_it_no_more(town: Any) -> None:
    unit = town.unit("Company")
    for name in ("ada", "bob", "cid"):
        town.place(name, unit.id)
    post = town.announced(units=(unit.id,))
    assert readers(town, post) == ["ada", "bob", "cid", *DESK]
    town.do("ada", LeaveCommunity())
    town.do("stew", RestrictMember(town.member("bob"), "banned", reason="They broke the rules."))
    assert set(town.in_audience(post)) == {
        town.member(name) for name in ("cid", "pat", "pam", "stew", "sten", "owner")
    }
    town.do("ada", JoinCommunity())
    with town.refused("runtime.not_found", NotFound):
        town.ask("ada", ReadPost(post.id))


def test_whoever_joins_with_a_role_is_in_its_audience(town: Any) -> None:
    post = town.announced(roles=("member",))
    town.do("dan", JoinCommunity())
    assert town.ask("dan", ReadPost(post.id)) == post


def test_the_same_names_give_the_same_audience(town: Any) -> None:
    one, other = town.unit("One"), town.unit("Other")
    opened = town.do("pat", OpenAudience(units=(one.id, other.id)))
    assert town.do("pam", OpenAudience(units=(other.id, one.id, one.id))) == opened
    assert town.do("pat", OpenAudience(units=(one.id,))) != opened
    assert [set(one.units) for one in town.ask("pat", ListAudiences())] == [{one.id}, {one.id, other.id}]


def test_what_cannot_be_an_audience_is_refused(town: Any) -> None:
    unit = town.unit("Company")
    with town.refused("runtime.invalid", Invalid):
        town.do("pat", OpenAudience())
    with town.refused("runtime.invalid", Invalid):
        town.do("pat", OpenAudience(roles=("king",)))
    town.place("pat", unit.id)
    with town.refused("internal.kept_group", Conflict):
        town.do("pat", OpenAudience(groups=(unit.group,)))
    with town.refused("runtime.not_found", NotFound):
        town.do("pam", OpenAudience(groups=(unit.group,)))
    town.place("pat", town.unit("Other").id)
    town.do("pat", CloseUnit(unit.id))
    with town.refused("internal.unit_closed", Conflict):
        town.do("pat", OpenAudience(units=(unit.id,)))
    with town.refused("runtime.not_permitted", Denied):
        town.do("ada", CreateAnnouncement(title="Mine", body="Mine."))


def test_the_group_of_an_audience_is_for_announcements(town: Any) -> None:
    unit = town.unit("Company")
    town.place("ada", unit.id)
    audience = town.do("pat", OpenAudience(units=(unit.id,)))
    topic = CreateThread(kind="topic", title="Lunch", body="Where?", audience=audience.group)
    with town.refused("internal.for_announcements", Denied):
        town.do("ada", topic)
    group = town.ask("ada", ReadUnit(unit.id)).group
    town.do("ada", CreateThread(kind="topic", title="Lunch", body="Where?", audience=group))
    assert [thread.title for thread in town.ask("ada", ListThreads()).items] == ["Lunch"]
    assert town.ask("pat", ListThreads()).items == ()
    post = town.announced(units=(unit.id,))
    town.do("ada", CreateReply(post.id, "Thank you."))


def test_it_is_published_at_its_time_for_those_of_then(town: Any) -> None:
    unit = town.unit("Company")
    article = town.approved(units=(unit.id,))
    town.do("pat", ScheduleArticle(article.id, at=town.clock() + timedelta(days=1)))
    town.place("ada", unit.id)
    town.pass_time(days=1)
    assert [shown.title for shown in town.ask("ada", ListArticles()).items] == ["New travel rules"]
    assert town.ask("bob", ListArticles()).items == ()


def test_audiences_are_followed_at_the_same_time(town: Any) -> None:
    company, other = town.unit("Company"), town.unit("Other")
    team = town.unit("Team", company.id)
    post = town.announced(units=(company.id,))
    for _ in range(3):
        town.at_once(
            lambda: town.place("ada", team.id),
            lambda: town.do("stew", MoveUnit(team.id, other.id)),
            lambda: town.do("pam", OpenAudience(units=(other.id,))),
            lambda: town.place("bob", other.id),
        )
        opened = town.do(SYSTEM, OpenAudience(units=(other.id,)))
        staff = {town.member(name) for name in ("pat", "pam", "stew", "sten", "owner")}
        assert town.group_members(opened.group) - staff == town.in_group(other.id)
        assert set(town.in_audience(post)) - staff == town.in_group(company.id)
        town.do("pat", MoveUnit(team.id, company.id))
