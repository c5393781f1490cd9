"""Whatever is moved, merged, split, removed and restored: a search finds what its actor may see, as it is then."""

from collections.abc import Callable
from contextlib import suppress
from itertools import count
from typing import Any

import pytest
from attrs import frozen
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from commkit import CommkitError, Kit, NotFound
from commkit.posts import (
    CreateReply,
    CreateThread,
    EditPost,
    MergeThreads,
    MovePost,
    MoveThread,
    Post,
    PostId,
    ReadPost,
    RemovePost,
    RestorePost,
    SplitThread,
)
from commkit.search import SearchContent
from commkit.search.tables import entry
from commkit.spaces import AddSpaceMember, SpaceId
from tests.helpers import ask, do, member_id
from tests.sample import OWNER, create_community
from tests.spaces.helpers import make_space

ACTORS = ("ada", "bob", OWNER, None)
_places, _titles = count(), count()


@frozen
class Town:
    """Ada is in the space that has an audience of its own, bob is not."""

    kit: Kit
    place: str
    spaces: tuple[SpaceId | None, ...]

    def do(self, command: Any) -> None:
        """Carry out a command of the owner; what is refused changes nothing."""
        with suppress(CommkitError):
            do(self.kit, OWNER, self.place, command)


def build(kit: Kit) -> tuple[Town, list[PostId]]:
    place = f"town{next(_places)}"
    create_community(kit, place, members=("ada", "bob"))
    spaces = [
        make_space(kit, slug, place=place, private=private)
        for slug, private in (("garden", True), ("square", False))
    ]
    do(kit, OWNER, place, AddSpaceMember(spaces[0].id, member_id(kit, "ada", place)))
    town = Town(kit, place, (None, *(space.id for space in spaces)))
    ids: list[PostId] = []
    for number in range(3):
        title = f"Zebra {next(_titles)}"
        opening = do(
            kit, "ada", place, CreateThread(kind="question", title=title, body="zebra", tags=("zebra",))
        )
        answer = do(kit, "bob", place, CreateReply(opening.id, f"zebra {number}"))
        below = do(kit, "ada", place, CreateReply(answer.id, "zebra below"))
        ids += [opening.id, answer.id, below.id]
    return town, ids


STEPS: dict[str, Callable[[Town, PostId, PostId, int], Any]] = {
    "remove": lambda town, a, b, n: RemovePost(a),
    "restore": lambda town, a, b, n: RestorePost(a),
    "merge": lambda town, a, b, n: MergeThreads(a, b),
    "move": lambda town, a, b, n: MovePost(a, b),
    "split": lambda town, a, b, n: SplitThread(
        a, kind="question", title=f"Zebra {next(_titles)}", tags=("stripes",) if n % 2 else ()
    ),
    "place": lambda town, a, b, n: MoveThread(a, town.spaces[n % len(town.spaces)]),
    "edit": lambda town, a, b, n: EditPost(post=a, version=_version(town, a), body=f"zebra {n}"),
}
_STEP = st.tuples(st.sampled_from(list(STEPS)), st.integers(0, 8), st.integers(0, 8), st.integers(0, 5))


def _version(town: Town, id: PostId) -> int:
    return ask(town.kit, OWNER, town.place, ReadPost(id)).version


def visible(town: Town, actor: Any, ids: list[PostId]) -> dict[PostId, Post]:
    """The posts that an actor may read, without the tombstones of removed ones."""
    found = {}
    for id in ids:
        with suppress(NotFound):
            found[id] = ask(town.kit, actor, town.place, ReadPost(id))
    return {id: post for id, post in found.items() if post.removed_at is None}


def assert_search_agrees(town: Town, ids: list[PostId]) -> None:
    for actor in ACTORS:
        posts = visible(town, actor, ids)
        for order in ("relevance", "newest"):
            results = ask(town.kit, actor, town.place, SearchContent("zebra", order=order, limit=100))  # type: ignore[arg-type]
            assert {hit.object for hit in results.hits} == set(posts), (actor, order)
        for hit in results.hits:
            post = posts[PostId(hit.object)]
            assert (hit.kind, hit.tags) == (post.kind, post.tags)
            assert "".join(fragment.text for fragment in hit.title) == post.title
        for kind in ("question", "answer", "comment"):
            found = ask(town.kit, actor, town.place, SearchContent("zebra", kind=kind, limit=100)).hits
            assert {hit.object for hit in found} == {id for id, post in posts.items() if post.kind == kind}
        tagged = ask(town.kit, actor, town.place, SearchContent("zebra", tag="stripes", limit=100)).hits
        assert {hit.object for hit in tagged} == {id for id, post in posts.items() if "stripes" in post.tags}


@pytest.mark.slow
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(_STEP, min_size=1, max_size=12))
def test_a_search_finds_what_may_be_seen_after_any_history(kit: Kit, steps: list[Any]) -> None:
    town, ids = build(kit)
    for name, a, b, n in steps:
        with suppress(CommkitError):
            town.do(STEPS[name](town, ids[a], ids[b], n))
    assert_search_agrees(town, ids)


@pytest.mark.parametrize(
    "history",
    [
        "remove 0, merge 0 3, restore 0, split 0",
        "merge 0 3, remove 0, restore 0, split 0",
        "merge 0 3, remove 3, split 0, restore 3",
        "remove 1, remove 0, restore 1, restore 0",
        "place 0 1, split 1, place 1 0, merge 1 3",
        "remove 0, merge 3 6, merge 0 3, restore 0, split 2",
    ],
)
def test_histories_that_lost_threads(kit: Kit, history: str) -> None:
    town, ids = build(kit)
    for step in history.split(", "):
        name, *numbers = step.split()
        first, second = (*map(int, numbers), 0)[:2]
        with suppress(CommkitError):
            town.do(STEPS[name](town, ids[first], ids[second], second))
        assert_search_agrees(town, ids)


def test_control_an_index_that_forgets_is_noticed(sqlite_kit: Kit) -> None:
    town, ids = build(sqlite_kit)
    with sqlite_kit.database.engine.begin() as connection:
        connection.execute(update(entry).where(entry.c.object == ids[0]).values(permission="nobody.may"))
    with pytest.raises(AssertionError):
        assert_search_agrees(town, ids)
