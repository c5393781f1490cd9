"""Minutes are for those who see their event: who stands outside reads the same answers as if there were none.

Two worlds are compared, a database with an event, and the same one after minutes were kept of it. Every query is asked
that there is, with every id that was met inside: posts, search, feeds, lists, and the inbox after all is delivered.
"""

from collections.abc import Sequence
from typing import Any

import pytest
from attrs import evolve

from commkit import SYSTEM
from commkit.events import CreateEvent, EditEvent
from commkit.posts import CreateReply
from commkit.spaces import AddSpaceMember, CreateSpace, SpaceJoinPolicy
from commkit.testing.clock import ManualClock
from commkit.testing.conformance.suite import START
from commkit.testing.histories import World, create_world
from commkit.testing.kits import KitFactory
from commkit_internal import (
    ApproveMinutes,
    AssignTask,
    EditMinutes,
    Internal,
    NameMinutesWriter,
    RecordDecision,
    StartMinutes,
)
from commkit_internal.meetings.feature import meeting_feature
from tests.spaces.test_noninterference import answers, questions

pytestmark = pytest.mark.slow

OUTSIDE = (None, "stranger", "outside")
STAFF = ("steward", "people_partner", "owner")
WORD = "canary"


def member(world: World, key: str) -> Any:
    with world.kit.session(key, world.community.slug, read_only=True) as session:
        return session.member


def sent(world: World, actor: Any, message: Any) -> Any:
    attempt = world.send(actor, message)
    assert attempt.error is None, (message, attempt.error)
    return attempt.result


def world_of(make: KitFactory, *, walled: bool, moved: bool) -> tuple[World, Any, Any]:
    """A world with a space of ada and bob, and with an event: in the space, or in the community until it is moved."""
    kit = make(Internal(), clock=ManualClock(START))
    world = create_world(
        kit,
        "internal",
        settings={},
        sample_values={},
        people=("steward", "people_partner", "ada", "bob", "outside"),
    )
    space = sent(
        world,
        SYSTEM,
        CreateSpace(
            "circle",
            "Circle",
            private=True,
            walled=walled,
            listed=False,
            join_policy=SpaceJoinPolicy.INVITE,
        ),
    )
    for key in ("ada", "bob"):
        sent(world, SYSTEM, AddSpaceMember(space.id, member(world, key)))
    event = sent(
        world,
        "ada",
        CreateEvent(
            title="Board",
            local_start="2100-03-09T10:00",
            local_end="2100-03-09T11:00",
            time_zone="Europe/Vienna",
            space=None if moved else space.id,
        ),
    )
    world.kit.worker(attempts=1).drain()  # what is delivered later has other ids in each world
    return world, event, space


def keep_minutes(world: World, event: Any) -> World:
    """Keep minutes of the event; gives the world with the ids that were met."""
    inside = evolve(world, known_ids={name: list(ids) for name, ids in world.known_ids.items()})
    minutes = sent(inside, "ada", StartMinutes(event.id, body=f"The first {WORD}."))
    sent(inside, "ada", NameMinutesWriter(event.id, member(world, "bob")))
    sent(inside, "bob", EditMinutes(minutes.id, 1, f"The second {WORD}."))
    sent(inside, "bob", RecordDecision(minutes.id, f"We decide for the {WORD}.", topic=WORD))
    sent(inside, "ada", AssignTask(minutes.id, f"Feed the {WORD}.", member(world, "bob"), START.date()))
    sent(inside, "bob", CreateReply(minutes.id, f"I hear the {WORD}, @outside."))
    sent(inside, "ada", ApproveMinutes(minutes.id, 2))
    return inside


def differences(make: KitFactory, *, walled: bool, moved: bool, readers: Sequence[Any]) -> list[str]:
    """Answers that are not the same in both worlds."""
    world, event, space = world_of(make, walled=walled, moved=moved)
    with make.copy(world.kit) as twin:
        asked = keep_minutes(world, event)
        other = evolve(world, kit=twin)
        for each in (world, other):
            if moved:
                sent(each, "ada", EditEvent(event=event.id, version=event.version, space=space.id))
            each.kit.worker(attempts=1).drain()
        return [
            f"{reader} asks {query}: {with_it[:300]} / {without[:300]}"
            for reader in readers
            for query in questions(asked)
            for with_it, without in zip(
                answers(world, reader, query), answers(other, reader, query), strict=False
            )
            if with_it != without
        ]


@pytest.mark.parametrize("moved", [False, True], ids=["there", "moved there"])
@pytest.mark.parametrize("walled", [False, True], ids=["audience", "walled"])
def test_who_does_not_see_the_event_reads_the_same(
    commkit_kit_factory: KitFactory, walled: bool, moved: bool
) -> None:
    readers = (*OUTSIDE, *STAFF) if walled else OUTSIDE
    found = differences(commkit_kit_factory, walled=walled, moved=moved, readers=readers)
    assert not found, "\n".join(found[:10])


def test_control_who_sees_it_reads_them(commkit_kit_factory: KitFactory) -> None:
    found = differences(commkit_kit_factory, walled=True, moved=True, readers=("bob",))
    for query in (
        "ReadMinutes",
        "ListMinutes",
        "ListDecisions",
        "ReadPost",
        "ListThreads",
        "Search",
        "ListInbox",
    ):
        assert any(query in line for line in found), query


def test_control_without_the_rule_of_moved_events_they_are_read(commkit_kit_factory: KitFactory) -> None:
    before = list(meeting_feature.hiding_list)
    meeting_feature.hiding_list[:] = [
        (record, rule) for record, rule in before if rule.__name__ != "of_outside_audience"
    ]
    assert len(meeting_feature.hiding_list) == len(before) - 1
    try:
        found = differences(commkit_kit_factory, walled=True, moved=True, readers=("outside",))
    finally:
        meeting_feature.hiding_list[:] = before
    assert any(WORD in line for line in found)
