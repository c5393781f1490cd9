"""Non-interference: whatever is said inside of an audience, who stands outside reads the same answers everywhere.

Two worlds are compared, a database as it was and the same one after things went on inside of a space. Every query of
the core is asked, with every id that was met inside, by everybody who stands outside: visitors, strangers, a member;
behind a wall the steward and the owner, too.
"""

from collections.abc import Iterator, Sequence
from typing import Any, get_type_hints

import pytest
from attrs import evolve
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from commkit import SYSTEM, Command, Kit, Page, Query
from commkit.members import Membership, MemberView
from commkit.posts import CreateThread, Post
from commkit.runtime.sessions.composition import Actor
from commkit.runtime.values.serialization import dump, to_json
from commkit.spaces import AddSpaceMember, CreateSpace, SpaceId, SpaceJoinPolicy
from commkit.spaces.visibility import outside_audience
from commkit.testing.clock import ManualClock
from commkit.testing.conformance.suite import START
from commkit.testing.fields import id_type_in
from commkit.testing.histories import World, create_world, random_attempts
from commkit.testing.kits import KitFactory
from commkit.testing.query_answers import fill_query, read_pages
from tests.testing.everything import Everything, collect_from_nouns

pytestmark = pytest.mark.slow

INSIDERS = ("member", "another")
OUTSIDE: tuple[Actor, ...] = (None, "stranger", "outside")
STAFF: tuple[Actor, ...] = ("steward", "owner")
TELLING = ("communities.list_audit_entries", "members.explain_trust", "explaining.explain_decision")
"""That a member did something is what stewards keep the log for, and how much, what trust is made of; no text."""
PRIVATE_WORD = "canary"


def world_of(kit: Kit, *, walled: bool, listed: bool) -> World:
    """A world with a space, two members inside of it, and one outside."""
    world = create_world(
        kit,
        "everything",
        settings=collect_from_nouns("SETTINGS"),
        sample_values=collect_from_nouns("SAMPLE_VALUES"),
        people=("steward", *INSIDERS, "outside"),
    )
    policy = SpaceJoinPolicy.REQUEST if listed else SpaceJoinPolicy.INVITE
    command = CreateSpace("circle", "Circle", private=True, walled=walled, join_policy=policy)
    space = world.send(SYSTEM, command).result
    for key in INSIDERS:
        with kit.session(key, world.community.slug) as session:
            mine = session.member
        world.send(SYSTEM, AddSpaceMember(space.id, mine))
    return evolve(world, known_ids={**world.known_ids, "SpaceId": [space.id]})


def about_posts(kit: Kit) -> list[Any]:
    """The commands that are about posts and nothing else."""
    return [
        cls
        for cls in kit.registry.messages.values()
        if issubclass(cls, Command)
        and {id_type_in(hint) for hint in get_type_hints(cls).values()} - {None} == {"PostId"}
    ]


def talk_inside(world: World, draw: Any, *, steps: int) -> World:
    """Let things go on in the space; gives the world with the ids that were met there only."""
    (space,) = world.known_ids["SpaceId"]
    inside = evolve(world, known_ids={"PostId": []})
    for key in INSIDERS:
        opened = inside.send(
            key,
            CreateThread(
                kind="question",
                title=PRIVATE_WORD,
                body=f"Hear the {PRIVATE_WORD}.",
                tags=(PRIVATE_WORD,),
                space=SpaceId(space),
            ),
        )
        assert isinstance(opened.result, Post), opened.error
    for _ in random_attempts(
        inside,
        draw,
        about_posts(world.kit),
        max_steps=steps,
        min_steps=steps,
        actors=INSIDERS,
        only_known=True,
    ):
        pass
    return inside


def differences(
    make: KitFactory, world: World, draw: Any, readers: Sequence[Actor], *, steps: int = 12
) -> list[str]:
    """Answers to those outside that are not the same in both worlds."""
    with make.copy(world.kit) as twin:
        inside = talk_inside(world, draw, steps=steps)
        known = {name: [*world.known_ids.get(name, ()), *ids] for name, ids in inside.known_ids.items()}
        asked = evolve(world, known_ids={**world.known_ids, **known})
        return [
            f"{reader} asks {query}: {with_it[:300]} / {without[:300]}"
            for reader in readers
            for query in questions(asked)
            for with_it, without in zip(
                answers(world, reader, query), answers(evolve(world, kit=twin), reader, query), strict=False
            )
            if with_it != without
        ]


def questions(world: World) -> Iterator[Query[Any]]:
    for name, cls in world.kit.registry.messages.items():
        if issubclass(cls, Query) and not cls.lobby and name not in TELLING:
            yield from fill_query(cls, world, [PRIVATE_WORD])


def answers(world: World, reader: Actor, query: Query[Any]) -> list[str]:
    return [
        f"{attempt.error.code}" if attempt.error else to_json(dump(without_counts(attempt.result)))
        for attempt in read_pages(world, reader, query)
    ]


def without_counts(result: Any) -> Any:
    """Members without the numbers of what they wrote and got, in which everything counts, wherever it stands."""
    if isinstance(result, Page):
        return evolve(result, items=tuple(map(without_counts, result.items)))
    if isinstance(result, tuple):
        return tuple(map(without_counts, result))
    if isinstance(result, MemberView):
        return evolve(result, member=without_counts(result.member))
    if isinstance(result, Membership):
        return evolve(result, post_count=0, reaction_count=0, removed_count=0)
    return result


def run(
    make: KitFactory, *, walled: bool, listed: bool, readers: Sequence[Actor], examples: int
) -> list[str]:
    kit = make(Everything(), clock=ManualClock(START))
    found: list[str] = []

    @settings(
        max_examples=examples,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
        phases=(Phase.generate,),
    )
    @given(st.data())
    def inside(data: st.DataObject) -> None:
        found.extend(differences(make, world_of(kit, walled=walled, listed=listed), data.draw, readers))

    inside()
    return found


@pytest.mark.parametrize("listed", [True, False], ids=["listed", "unlisted"])
@pytest.mark.parametrize("walled", [True, False], ids=["walled", "unwalled"])
def test_who_stands_outside_reads_the_same(
    commkit_engine_kit_factory: KitFactory, walled: bool, listed: bool
) -> None:
    readers = (*OUTSIDE, *STAFF) if walled else OUTSIDE
    found = run(commkit_engine_kit_factory, walled=walled, listed=listed, readers=readers, examples=1)
    assert not found, "\n".join(found[:10])


def test_control_staff_read_what_no_wall_hides(commkit_kit_factory: KitFactory) -> None:
    found = run(commkit_kit_factory, walled=False, listed=False, readers=STAFF, examples=1)
    assert any(PRIVATE_WORD in line for line in found)


def test_control_without_the_audience_rule_it_is_told(commkit_kit_factory: KitFactory) -> None:
    from commkit.posts import posts  # noqa: PLC0415

    rules = [(record, rule) for record, rule in posts.hiding_list if rule is not outside_audience]
    assert len(rules) == len(posts.hiding_list) - 1
    before = list(posts.hiding_list)
    posts.hiding_list[:] = rules
    try:
        found = run(commkit_kit_factory, walled=True, listed=True, readers=("outside",), examples=1)
    finally:
        posts.hiding_list[:] = before
    assert any(PRIVATE_WORD in line for line in found)
