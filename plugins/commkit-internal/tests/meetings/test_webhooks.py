"""Endpoints get nothing of minutes that whoever made the endpoint does not see, and nothing of those behind walls."""

from typing import Any

import pytest

from commkit import SYSTEM
from commkit.members import MembershipStatus
from commkit.posts import CreateReply
from commkit.spaces import AddSpaceMember, CreateSpace, SpaceJoinPolicy
from commkit.testing.contexts import context_of
from commkit.webhooks.records import DeliveryTarget
from commkit.webhooks.visibility import payload_for
from commkit_internal import (
    ApproveMinutes,
    AssignTask,
    EditMinutes,
    NameMinutesWriter,
    RecordDecision,
    StartMinutes,
)


def space(town: Any, *, walled: bool) -> Any:
    policy = SpaceJoinPolicy.INVITE
    made = town.do(SYSTEM, CreateSpace("circle", "Circle", private=True, walled=walled, join_policy=policy))
    for name in ("ada", "bob"):
        town.do(SYSTEM, AddSpaceMember(made.id, town.member(name)))
    return made.id


def told(town: Any, whose: str, actor: str, command: Any) -> tuple[Any, list[str]]:
    """The result of a command, and the names of its facts that an endpoint of somebody gets."""
    with town.kit.session(actor, "work") as session:
        result = session.do(command)
    target = DeliveryTarget(
        "https://work.example", "s", None, None, None, town.member(whose), whose, MembershipStatus.ACTIVE
    )
    with town.kit.session(SYSTEM, "work", read_only=True) as reading:
        context = context_of(reading)
        return result, [fact.name for fact in session.facts if payload_for(context, fact, target) is not None]


def told_of_minutes(town: Any, place: Any, whose: str) -> set[str]:
    """The names of all facts that somebody's endpoint gets while minutes are kept in a place."""
    event = town.event(space=place)
    heard: set[str] = set()

    def do(actor: str, command: Any) -> Any:
        result, names = told(town, whose, actor, command)
        heard.update(names)
        return result

    minutes = do("ada", StartMinutes(event.id, body="1. Budget"))
    do("ada", NameMinutesWriter(event.id, town.member("bob")))
    do("bob", EditMinutes(minutes.id, 1, "2. Roof"))
    do("bob", RecordDecision(minutes.id, "We build."))
    do("ada", AssignTask(minutes.id, "Ask the bank", town.member("bob"), town.day(5)))
    do("bob", CreateReply(minutes.id, "Good."))
    do("ada", ApproveMinutes(minutes.id, 2))
    return heard


@pytest.mark.parametrize(("walled", "whose"), [(False, "cid"), (True, "cid"), (True, "stew")])
def test_nothing_is_told_of_minutes_in_a_space(town: Any, walled: bool, whose: str) -> None:
    heard = told_of_minutes(town, space(town, walled=walled), whose)
    assert {name for name in heard if name.startswith(("internal.", "posts.", "search."))} == set()


@pytest.mark.parametrize(("walled", "whose"), [(None, "cid"), (False, "bob")])
def test_control_who_sees_them_is_told(town: Any, walled: bool | None, whose: str) -> None:
    place = None if walled is None else space(town, walled=walled)
    heard = told_of_minutes(town, place, whose)
    assert {"internal.minutes_started", "internal.minutes_approved", "posts.created"} <= heard
