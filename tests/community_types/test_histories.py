"""Random histories: whatever people did, a change of type and back gives everybody the same answers as before.

Everybody asks every query, with every id that is known, before the change, in the other type, and after the change
back. In the other type nobody but those who see removed posts gets an id that they did not get before; afterwards the
answers are equal to the byte. Counters equal their rows all the time.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from commkit import SYSTEM, Kit
from commkit.communities import Community, ReadCommunity
from commkit.posts.hiding import handlers as hiding
from commkit.posts.hiding import statements as hiding_sql
from commkit.runtime.model.messages import Command, Query
from commkit.runtime.sessions.composition import Actor
from commkit.runtime.values.serialization import dump, to_json
from commkit.storage import statement
from commkit.testing.clock import ManualClock
from commkit.testing.counters import recount
from commkit.testing.fields import ids_in
from commkit.testing.histories import World, create_world, random_attempts
from commkit.testing.query_answers import fill_query, read_pages
from tests.community_types.towns import RingBell, change, new_town_kit, undo
from tests.helpers import ask, do

pytestmark = pytest.mark.slow

READERS: tuple[Actor, ...] = ("owner", "steward", "guide", "member", "another", "stranger", None)
SEE_REMOVED = frozenset({"owner", "steward"})
ABOUT_THE_CHANGE = ("community_types.", "communities.list_audit_entries", "communities.read_community")
"""Queries whose answers a change of type adds to; that of `ReadCommunity` is compared without its version."""
OTHERS = ("gazette", "plain", "silent")
few = settings(
    max_examples=12,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)

Answers = dict[tuple[Actor, str], tuple[str, ...]]
Seen = dict[Actor, set[tuple[str, Any]]]


@pytest.fixture
def kit(sqlite_url: str) -> Iterator[Kit]:
    clock = ManualClock(datetime(2026, 1, 5, 9, tzinfo=UTC))
    with closing(new_town_kit(sqlite_url, clock=clock)) as made:
        yield made


@pytest.fixture
def postgres_kit(migrated_postgres_url: str) -> Iterator[Kit]:
    clock = ManualClock(datetime(2026, 1, 5, 9, tzinfo=UTC))
    with closing(new_town_kit(migrated_postgres_url, clock=clock)) as made:
        yield made


def new_world(kit: Kit) -> World:
    people = ("steward", "guide", "member", "another")
    return create_world(
        kit, "town", settings={}, sample_values={"reaction": ["up", "down"], "minutes": [0, 5]}, people=people
    )


def commands_of(kit: Kit) -> list[type[Any]]:
    """Of posts and of the bell, most of them; and of what stands beside posts."""
    chosen = ("posts.", "club.", "members.assign_role", "feedback.", "communities.update_settings")
    found = [
        cls
        for name, cls in kit.registry.messages.items()
        if name.startswith(chosen) and issubclass(cls, Command) and not cls.lobby
    ]
    return [
        *found,
        *(cls for cls in found if cls.permission.startswith(("posts.create", "posts.remove"))),
        RingBell,
    ]


def read_everything(world: World) -> tuple[Answers, Seen]:
    """What everybody is told, and the ids in it."""
    answers: Answers = {}
    seen: Seen = {reader: set() for reader in READERS}
    for name, cls in world.kit.registry.messages.items():
        if not issubclass(cls, Query) or cls.lobby or name.startswith(ABOUT_THE_CHANGE):
            continue
        queries = list(fill_query(cls, world, ("kangaroo", "town")))
        for reader in READERS:
            for query in queries:
                pages = list(read_pages(world, reader, query))
                answers[reader, repr(query)] = tuple(
                    page.error.code if page.error else to_json(dump(page.result)) for page in pages
                )
                for page in pages:
                    seen[reader].update(ids_in(page.result))
    return answers, seen


def present(world: World) -> Community:
    return ask(world.kit, SYSTEM, world.community.slug, ReadCommunity())


def assert_numbers_hold(world: World) -> None:
    types = world.kit.registry.types
    with world.kit.session(SYSTEM, world.community.slug) as session:
        known = types[session.community.type].reactions
        # What was given under another type stays and counts; a type without the reaction cannot say how much it weighs.
        unknown = any(name not in known for each in types.values() for name in each.reactions)
        wrong = [found for found in recount(session) if not (unknown and found.counter == "posts.score")]
        assert wrong == []


def go_there_and_back(
    world: World, other: str, back: Callable[[World, Any], object]
) -> tuple[tuple[Answers, Seen], Seen, tuple[Answers, Seen]]:
    """Ask before, between and after."""
    before = read_everything(world)
    known = {name: list(ids) for name, ids in world.known_ids.items()}
    made = change(world.kit, other, slug=world.community.slug)
    assert_numbers_hold(world)
    between = read_everything(world)[1]
    back(world, made)
    assert_numbers_hold(world)
    assert present(world).type == "town"
    world.known_ids.clear()
    world.known_ids.update(known)
    return before, between, read_everything(world)


def by_change(world: World, made: Any) -> None:
    change(world.kit, "town", slug=world.community.slug)


def by_undo(world: World, made: Any) -> None:
    undo(world.kit, made, slug=world.community.slug)


def check(kit: Kit, data: st.DataObject, *, steps: int = 25) -> None:
    world = new_world(kit)
    for _ in random_attempts(
        world, data.draw, commands_of(kit), min_steps=5, max_steps=steps,
        actors=("owner", "steward", "guide", "member", "another"), only_known=True,
    ):  # fmt: skip
        pass
    other = data.draw(st.sampled_from(OTHERS), label="other type")
    back = data.draw(st.sampled_from((by_change, by_undo)), label="back")
    (answers, seen), between, (again, _) = go_there_and_back(world, other, back)
    for reader in READERS:
        if reader not in SEE_REMOVED:
            assert between[reader] <= seen[reader], f"{reader} sees more in a {other}"
    changed = {key for key in answers if answers[key] != again.get(key)}
    assert not changed, {key: (answers[key], again.get(key)) for key in sorted(changed, key=str)[:3]}


@few
@given(data=st.data())
def test_there_and_back_everybody_is_told_the_same(data: st.DataObject, tmp_path_factory: Any) -> None:
    folder = tmp_path_factory.mktemp("town")
    clock = ManualClock(datetime(2026, 1, 5, 9, tzinfo=UTC))
    with closing(new_town_kit(f"sqlite:///{folder / 'town.db'}", clock=clock)) as kit:
        kit.migrate()
        check(kit, data)


@pytest.mark.postgres
@settings(few, max_examples=4, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_there_and_back_on_postgres(postgres_kit: Kit, data: st.DataObject) -> None:
    check(postgres_kit, data)


# --- controls: each fault of the change is seen ----------------------------------------------------------------------


def town_with_posts(kit: Kit) -> World:
    """A question with an answer, a story, and a removed question."""
    from commkit.posts import CreateReply, CreateThread, RemovePost  # noqa: PLC0415

    world = new_world(kit)
    slug = world.community.slug
    for title in ("Kangaroo?", "Removed?"):
        question = do(kit, "member", slug, CreateThread(kind="question", title=title, body="B."))
        world.remember_ids(question)
        world.remember_ids(do(kit, "another", slug, CreateReply(question.id, "A.", kind="answer")))
    do(kit, "steward", slug, RemovePost(question.id))
    return world


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("back", [by_change, by_undo])
def test_a_known_history_there_and_back(kit: Kit, other: str, back: Any) -> None:
    (answers, seen), between, (again, _) = go_there_and_back(town_with_posts(kit), other, back)
    assert answers == again
    assert all(between[reader] <= seen[reader] for reader in READERS if reader not in SEE_REMOVED)
    assert between["member"] != seen["member"], "something was hidden"


def test_control_showing_what_was_removed_is_seen(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    world = town_with_posts(kit)
    every = statement(
        lambda: hiding_sql.select(*hiding_sql._ROW).where(
            hiding_sql._HERE, hiding_sql.post.c.removed_at.is_not(None), hiding_sql._KNOWN
        )
    )
    monkeypatch.setattr(hiding.sql, "TO_SHOW", every)
    monkeypatch.setattr("tests.community_types.test_histories.assert_numbers_hold", lambda world: None)
    (answers, seen), _, (again, after) = go_there_and_back(world, "gazette", by_change)
    assert answers != again
    assert after["member"] > seen["member"], "the removed question"


def test_control_counters_that_are_not_brought_back_are_seen(
    kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = town_with_posts(kit)
    monkeypatch.setattr(hiding, "_count_authors", lambda *_, **__: None)
    with pytest.raises(AssertionError):
        go_there_and_back(world, "gazette", by_change)


def test_control_posts_that_are_not_hidden_are_seen(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    world = town_with_posts(kit)
    monkeypatch.setattr("commkit.community_types.handlers.hide_posts", lambda *_: 0)
    monkeypatch.setattr("tests.community_types.test_histories.assert_numbers_hold", lambda world: None)
    (_, seen), between, _ = go_there_and_back(world, "gazette", by_change)
    hidden = {id for name, id in seen["member"] if name == "PostId"}
    assert hidden & {id for name, id in between["member"] if name == "PostId"}, "they are still told"
