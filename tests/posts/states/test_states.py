"""State machines: only the declared transitions, for any actor and any machine."""

from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit import CommunityType, Conflict, Denied, Kit, PostKind, hookimpl
from commkit.posts import (
    CreateThread,
    ListThreads,
    Post,
    PostStateChanged,
    ReadPost,
    ThreadOrder,
    UpdatePostState,
)
from commkit.posts.states.policy import state_after
from commkit.testing.clock import ManualClock
from tests.helpers import ask, assert_refused, assert_unchanged, do, emitted_facts, run_concurrently
from tests.sample import OWNER, create_community, new_kit

START = datetime(2030, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(START)


@pytest.fixture
def town(clocked_kit: Kit) -> Kit:
    create_community(clocked_kit, members=["ada", "bob"])
    return clocked_kit


@pytest.fixture
def opening(town: Kit) -> Post:
    return do(town, "ada", "town", CreateThread(kind="question", title="Why?", body="So."))


def test_a_post_changes_states_by_its_transitions(town: Kit, clock: ManualClock, opening: Post) -> None:
    clock.advance(HOUR)
    assert emitted_facts(town, "ada", "town", UpdatePostState(opening.id, "solved")) == [
        PostStateChanged(post=opening.id, before="open", after="solved")
    ]
    solved = ask(town, "bob", "town", ReadPost(opening.id))
    assert (solved.state, solved.closed_at) == ("solved", START + HOUR)
    assert ask(town, "bob", "town", ListThreads(order=ThreadOrder.UNANSWERED)).items == ()
    with assert_unchanged(town), assert_refused(Conflict, "posts.invalid_transition"):
        do(town, "ada", "town", UpdatePostState(opening.id, "closed"))
    clock.advance(HOUR)
    reopened = do(town, OWNER, "town", UpdatePostState(opening.id, "open"))
    assert (reopened.state, reopened.closed_at) == ("open", None)
    assert [
        post.id for post in ask(town, "bob", "town", ListThreads(order=ThreadOrder.UNANSWERED)).items
    ] == [opening.id]


def test_who_may(town: Kit, opening: Post) -> None:
    with assert_unchanged(town), assert_refused(Denied, "runtime.not_permitted"):
        do(town, "bob", "town", UpdatePostState(opening.id, "solved"))
    with assert_unchanged(town), assert_refused(Conflict, "posts.invalid_transition"):
        do(town, "ada", "town", UpdatePostState(opening.id, "open"))
    with assert_unchanged(town), assert_refused(Conflict, "posts.invalid_transition"):
        do(town, "ada", "town", UpdatePostState(opening.id, "in orbit"))


def test_of_many_concurrent_changes_one_wins(town: Kit, opening: Post) -> None:
    results = run_concurrently(8, lambda _: do(town, OWNER, "town", UpdatePostState(opening.id, "closed")))
    codes = sorted(getattr(result, "code", "done") for result in results)
    assert codes[0] == "done"
    assert set(codes[1:]) <= {"posts.invalid_transition", "posts.stale"}
    assert len(codes[1:]) == 7


@st.composite
def kinds(draw: st.DrawFn) -> PostKind:
    """Any state machine of up to five states."""
    names = [f"s{n}" for n in range(draw(st.integers(1, 5)))]
    some = st.lists(st.sampled_from(names), unique=True).map(tuple)
    ways = {name: draw(some) for name in names}
    return PostKind(name="thing", opens=True, titled=False, states=ways, closed=frozenset(draw(some)))


@given(kinds(), st.lists(st.integers(0, 5), max_size=12))
def test_transitions_of_any_state_machine_hold(sketch: Post, kind: PostKind, walk: list[int]) -> None:
    """Compared with a model: a state, and the time at which it was closed."""
    type = CommunityType("any", post_kinds=(kind,))
    state, closed_at, now = kind.first_state, None, START
    from attrs import evolve  # noqa: PLC0415

    post = evolve(sketch, kind="thing", state=state, closed_at=None)
    for step in walk:
        now += HOUR
        target = f"s{step}"
        if target in kind.states.get(state, ()):
            post = state_after(type, post, target, now)
            state = target
            closed_at = (closed_at or now) if target in kind.closed else None
        else:
            with assert_refused(Conflict, "posts.invalid_transition"):
                state_after(type, post, target, now)
        assert (post.state, post.closed_at) == (state, closed_at)


@pytest.fixture(scope="module")
def sketch(tmp_path_factory: pytest.TempPathFactory) -> Post:
    """Some post."""
    file: Path = tmp_path_factory.mktemp("sketch") / "town.db"
    with closing(new_kit(f"sqlite:///{file}")) as kit:
        kit.migrate()
        create_community(kit)
        return do(kit, OWNER, "town", CreateThread(kind="question", title="Why?", body="So."))


def test_transitions_of_a_plugins_state_machine_hold(url: str) -> None:
    class Cases:
        @hookimpl
        def commkit_types(self) -> Any:
            ways = {"new": ("open",), "open": ("done", "dropped"), "done": (), "dropped": ("open",)}
            kind = PostKind(name="case", opens=True, states=ways, closed={"done", "dropped"})
            yield CommunityType("cases", post_kinds=(kind,))

    with closing(new_kit(url, Cases())) as kit:
        create_community(kit, type="cases", members=["ada"])
        case = do(kit, "ada", "town", CreateThread(kind="case", title="Why?", body="So."))
        for target, allowed in [
            ("done", False),
            ("open", True),
            ("new", False),
            ("dropped", True),
            ("done", False),
            ("open", True),
            ("done", True),
            ("open", False),
            ("dropped", False),
        ]:
            if allowed:
                assert do(kit, "ada", "town", UpdatePostState(case.id, target)).state == target
            else:
                with assert_unchanged(kit), assert_refused(Conflict, "posts.invalid_transition"):
                    do(kit, "ada", "town", UpdatePostState(case.id, target))
            case = ask(kit, "ada", "town", ReadPost(case.id))
            assert (case.closed_at is not None) == (case.state in ("done", "dropped"))
