"""The wall: whatever goes on in a life circle, nobody outside reads another answer, whatever their role.

Two worlds are compared, a database as it was and the same one after things went on inside. Every query that there is is
asked, with every id that was met inside.
"""

from collections.abc import Sequence
from typing import Any

import pytest
from attrs import evolve
from sqlalchemy import insert, select

from commkit import SYSTEM
from commkit.members import group_member
from commkit.posts import AddReaction, CreateReply, CreateThread, EditPost
from commkit.testing.clock import ManualClock
from commkit.testing.conformance.suite import START
from commkit.testing.histories import World, create_world
from commkit.testing.kits import KitFactory
from commkit_internal import CreateUnit, Internal, InviteToCircle, JoinCircle, PlaceMember, StartCircle
from commkit_internal.community_type import INTERNAL
from commkit_internal.tables import circle
from tests.spaces.test_noninterference import answers, questions

pytestmark = pytest.mark.slow

ROLES = ("steward", *INTERNAL.roles)
OUTSIDE = (None, "stranger", "outside", "boss", *ROLES, "owner")
"""Visitors, strangers, a colleague, the manager of who is inside, and all roles that stand for the employer."""


def world_of(make: KitFactory) -> World:
    """A world in which `boss` leads who starts the circle."""
    kit = make(Internal(), clock=ManualClock(START))
    people = (*ROLES, "ada", "bob", "boss", "outside")
    world = create_world(kit, "internal", settings={}, sample_values={}, people=people)
    unit = world.send(SYSTEM, CreateUnit("Sales", manager=member(world, "boss"))).result
    assert world.send(SYSTEM, PlaceMember(member(world, "ada"), unit.id)).error is None
    return world


def member(world: World, key: str) -> Any:
    with world.kit.session(key, world.community.slug, read_only=True) as session:
        return session.member


def talk_inside(world: World) -> World:
    """Start a circle, and talk in it; gives the world with the ids that were met."""
    inside = evolve(world, known_ids={name: list(ids) for name, ids in world.known_ids.items()})

    def send(actor: str, message: Any) -> Any:
        attempt = inside.send(actor, message)
        assert attempt.error is None, attempt.error
        return attempt.result

    circle = send("ada", StartCircle("The songbird circle", purpose="To hear the canary"))
    send("ada", InviteToCircle(circle.id, member(world, "bob")))
    send("bob", JoinCircle(circle.id))
    thread = CreateThread(
        kind="topic", title="The songbird", body="Hear the canary.", tags=("canary",), space=circle.space
    )
    post = send("ada", thread)
    reply = send("bob", CreateReply(post.id, "I hear the canary."))
    send("ada", AddReaction(reply.id, "like"))
    send("bob", EditPost(post=reply.id, version=reply.version, body="I heard the canary, a songbird."))
    return inside


def differences(make: KitFactory, world: World, readers: Sequence[Any]) -> list[str]:
    """Answers that are not the same in both worlds."""
    with make.copy(world.kit) as twin:
        asked = talk_inside(world)
        return [
            f"{reader} asks {query}: {with_it[:300]} / {without[:300]}"
            for reader in readers
            for query in questions(asked)
            for with_it, without in zip(
                answers(world, reader, query), answers(evolve(world, kit=twin), reader, query), strict=False
            )
            if with_it != without
        ]


def test_nobody_outside_reads_another_answer(commkit_engine_kit_factory: KitFactory) -> None:
    found = differences(commkit_engine_kit_factory, world_of(commkit_engine_kit_factory), OUTSIDE)
    assert not found, "\n".join(found[:10])


def test_control_who_is_inside_does(commkit_kit_factory: KitFactory) -> None:
    found = differences(commkit_kit_factory, world_of(commkit_kit_factory), ("bob",))
    for query in ("ListThreads", "ReadPost", "ListCircles", "ListCircleMembers", "Search"):
        assert any(query in line for line in found), query


@pytest.mark.parametrize("reader", ["boss", *ROLES, "outside"])
def test_who_stands_above_reads_nothing_inside_either(commkit_kit_factory: KitFactory, reader: str) -> None:
    """Somebody gets into the group behind the back of the commands; the control is a colleague."""
    world = world_of(commkit_kit_factory)
    asked = talk_inside(world)
    with world.kit.database.engine.begin() as connection:
        here, group = connection.execute(select(circle.c.community_id, circle.c.group)).one()
        row = {"community_id": here, "group": group, "member": member(world, reader), "at": START}
        connection.execute(insert(group_member).values(row))
    read = [
        answer
        for query in questions(asked)
        for answer in answers(world, reader, query)
        if "songbird" in answer
    ]
    assert bool(read) is (reader == "outside"), read[:3]
