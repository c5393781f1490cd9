"""Life circles: started and joined by colleagues, left by who comes to lead one inside or to stand for the employer."""

from typing import Any

import pytest

from commkit import SYSTEM, Conflict, Denied, NotFound
from commkit.members import AssignRole, BlockMember, LeaveCommunity, ListGroupMembers
from commkit.posts import CreateThread, ListThreads, ReadPost
from commkit_internal import (
    CircleJoinPolicy,
    InviteToCircle,
    JoinCircle,
    LeaveCircle,
    ListCircleMembers,
    ListCircles,
    MoveUnit,
    SetUnitManager,
    StartCircle,
)

OPEN = CircleJoinPolicy.OPEN


def start(town: Any, by: str = "ada", **fields: Any) -> Any:
    return town.do(by, StartCircle("Parents", purpose="For who has no sleep", **fields))


def inside(town: Any, circle: Any) -> set[Any]:
    return {member.id for member in town.ask(SYSTEM, ListGroupMembers(circle.group, limit=100)).items}


def names(town: Any, *members: str) -> set[Any]:
    return {town.member(name) for name in members}


def talk(town: Any, circle: Any, by: str = "ada") -> Any:
    return town.do(by, CreateThread(kind="topic", title="Nights", body="I am tired.", space=circle.space)).id


def test_an_open_circle_is_joined_and_left(town: Any) -> None:
    circle = start(town, join_policy=OPEN)
    assert [found.id for found in town.ask("bob", ListCircles())] == [circle.id]
    with town.refused("internal.outside_circle", NotFound):
        town.ask("bob", ListCircleMembers(circle.id))
    town.do("bob", JoinCircle(circle.id))
    assert town.do("bob", JoinCircle(circle.id)) == circle
    assert set(town.ask("bob", ListCircleMembers(circle.id))) == names(town, "ada", "bob")
    post = talk(town, circle)
    assert town.ask("bob", ReadPost(post)).id == post
    town.do("bob", LeaveCircle(circle.id))
    town.do("bob", LeaveCircle(circle.id))
    with town.refused("runtime.not_found", NotFound):
        town.ask("bob", ReadPost(post))


def test_of_others_nobody_outside_knows(town: Any) -> None:
    circle = start(town)
    assert town.ask("bob", ListCircles()) == ()
    for message in (JoinCircle(circle.id), LeaveCircle(circle.id)):
        with town.refused("runtime.not_found", NotFound):
            town.do("bob", message)
    with town.refused("runtime.not_found", NotFound):
        town.do("bob", InviteToCircle(circle.id, town.member("cid")))
    town.do("ada", InviteToCircle(circle.id, town.member("bob")))
    assert town.inbox("bob") == [("internal.circle_invitation", circle.id)]
    town.do("ada", InviteToCircle(circle.id, town.member("bob")))
    assert len(town.inbox("bob")) == 1
    town.do("bob", JoinCircle(circle.id))
    assert inside(town, circle) == names(town, "ada", "bob")


def test_an_invitation_is_declined(town: Any) -> None:
    circle = start(town)
    town.do("ada", InviteToCircle(circle.id, town.member("bob")))
    town.do("bob", LeaveCircle(circle.id))
    assert town.ask("bob", ListCircles()) == ()
    town.do("cid", BlockMember(town.member("ada")))
    with town.refused("members.blocked", Denied):
        town.do("ada", InviteToCircle(circle.id, town.member("cid")))


@pytest.mark.parametrize("who", ["stew", "pat", "owner"])
def test_who_stands_for_the_employer_is_in_none(town: Any, who: str) -> None:
    circle = start(town, join_policy=OPEN)
    with town.refused("internal.circle_of_employer", Denied):
        start(town, who)
    assert town.ask(who, ListCircles()) == ()
    with town.refused("runtime.not_found", NotFound):
        town.do(who, JoinCircle(circle.id))
    town.do("ada", InviteToCircle(circle.id, town.member(who)))
    assert town.ask(who, ListCircles()) == ()


def test_nobody_is_in_one_with_somebody_whom_they_lead(town: Any) -> None:
    company = town.unit("Company", manager=town.member("cid"))
    team = town.unit("Team", company.id, manager=town.member("bob"))
    town.place("ada", team.id)
    circle = start(town, join_policy=OPEN)
    for leader in ("bob", "cid"):
        assert town.ask(leader, ListCircles()) == ()
        with town.refused("runtime.not_found", NotFound):
            town.do(leader, JoinCircle(circle.id))
    other = start(town, "bob", join_policy=OPEN)
    with town.refused("internal.circle_of_led", Denied):
        town.do("ada", JoinCircle(other.id))


def test_who_comes_to_lead_somebody_inside_is_taken_out(town: Any) -> None:
    company = town.unit("Company", manager=town.member("cid"))
    team = town.unit("Team")
    town.place("ada", team.id)
    circle = start(town, join_policy=OPEN)
    for member in ("bob", "cid"):
        town.do(member, JoinCircle(circle.id))
    post = talk(town, circle)
    town.do("pat", SetUnitManager(team.id, town.member("bob")))
    assert inside(town, circle) == names(town, "ada", "cid")
    town.do("pat", MoveUnit(team.id, company.id))
    assert inside(town, circle) == names(town, "ada")
    for leader in ("bob", "cid"):
        assert town.ask(leader, ListThreads()).items == ()
        with town.refused("runtime.not_found", NotFound):
            town.ask(leader, ReadPost(post))


def test_who_comes_to_stand_for_the_employer_is_taken_out(town: Any) -> None:
    circle = start(town, join_policy=OPEN)
    town.do("bob", JoinCircle(circle.id))
    town.do("owner", AssignRole(town.member("bob"), "people_partner"))
    assert inside(town, circle) == names(town, "ada")


def test_a_circle_ends_with_its_last_one(town: Any) -> None:
    circle = start(town, join_policy=OPEN)
    town.do("bob", JoinCircle(circle.id))
    town.do("ada", LeaveCommunity())
    assert town.ask("cid", ListCircles()) == (circle,)
    assert "internal.circle_ended" in town.emitted("bob", LeaveCircle(circle.id))
    assert town.ask("cid", ListCircles()) == ()
    with town.refused("internal.circle_ended", Conflict):
        town.do("cid", JoinCircle(circle.id))


def test_the_last_two_leave_at_once_and_it_ends_once(town: Any) -> None:
    for _ in range(3):
        circle = start(town, join_policy=OPEN)
        town.do("bob", JoinCircle(circle.id))
        outcomes = town.at_once(
            lambda circle=circle: town.do("ada", LeaveCircle(circle.id)),
            lambda circle=circle: town.do("bob", LeaveCircle(circle.id)),
            lambda circle=circle: town.do("cid", JoinCircle(circle.id)),
        )
        ended = circle.id not in {found.id for found in town.ask("cid", ListCircles())}
        assert ended is (inside(town, circle) == set()), outcomes
        if not ended:
            town.do("cid", LeaveCircle(circle.id))
