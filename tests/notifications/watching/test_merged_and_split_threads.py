"""Who follows a thread follows what becomes of it when it is merged or split; a statement or two, whoever they are."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from commkit import Kit
from commkit.notifications import ListWatches, WatchLevel, WatchScope, WatchThread
from commkit.notifications.tables import watch
from commkit.posts import CreateReply, MergeThreads, Post, SplitThread
from tests.helpers import ask, do
from tests.notifications.setup import kinds_and_counts, question, reply

ACTORS = ("owner", "ada", "bob", "cyd")


def follow(kit: Kit, actor: str, thread: Post, level: str | None) -> None:
    if level is not None:
        do(kit, actor, "town", WatchThread(thread=thread.id, level=WatchLevel(level)))


def levels(kit: Kit, actor: str) -> dict[str, str]:
    """How closely somebody follows threads, by their ids."""
    watches = ask(kit, actor, "town", ListWatches(limit=100)).items
    return {row.target: row.level.value for row in watches if row.scope is WatchScope.THREAD}


def merge(kit: Kit, thread: Post, into: Post) -> None:
    do(kit, "owner", "town", MergeThreads(thread.id, into.id))


@pytest.mark.parametrize(
    ("old", "new", "then"),
    [
        ("watching", None, "watching"),
        ("normal", None, "normal"),
        ("muted", None, "muted"),
        (None, "muted", "muted"),
        ("watching", "muted", "watching"),
        ("muted", "watching", "watching"),
        ("normal", "muted", "normal"),
        ("watching", "normal", "watching"),
        ("muted", "normal", "normal"),
        (None, None, None),
    ],
)
def test_after_a_merge_the_closer_watch_counts(
    tower: Kit, old: str | None, new: str | None, then: str | None
) -> None:
    goes, stays = question(tower, "owner"), question(tower, "owner")
    follow(tower, "cyd", goes, old)
    follow(tower, "cyd", stays, new)
    merge(tower, goes, stays)
    assert levels(tower, "cyd") == ({stays.id.hex: then} if then else {})


def test_watchers_of_the_merged_thread_are_notified_of_replies(tower: Kit) -> None:
    goes, stays = question(tower, "owner"), question(tower, "owner")
    follow(tower, "cyd", goes, "watching")
    tower.worker().drain()
    merge(tower, goes, stays)
    reply(tower, "ada", stays)
    assert kinds_and_counts(tower, "cyd") == [("thread", 1)]


def test_pending_deliveries_survive_a_merge(small_tower: Kit) -> None:
    goes, stays = question(small_tower, "owner"), question(small_tower, "owner")
    small_tower.worker().drain()
    follow(small_tower, "cyd", goes, "watching")
    reply(small_tower, "ada", goes)
    merge(small_tower, goes, stays)
    assert kinds_and_counts(small_tower, "cyd") == [("thread", 1)]


@pytest.mark.parametrize("level", ["watching", "normal", "muted", None])
def test_both_parts_of_a_split_thread_have_its_watches(tower: Kit, level: str | None) -> None:
    thread = question(tower, "owner")
    first = reply(tower, "ada", thread)
    tower.worker().drain()
    follow(tower, "cyd", thread, level)
    do(tower, "owner", "town", SplitThread(first.id, kind="question", title="Why else?"))
    assert levels(tower, "cyd") == ({thread.id.hex: level, first.id.hex: level} if level else {})
    do(tower, "bob", "town", CreateReply(parent=first.id, body="I know."))
    assert kinds_and_counts(tower, "cyd") == ([("thread", 1)] if level == "watching" else [])


def test_splitting_and_merging_again_leaves_no_watch_over(tower: Kit) -> None:
    thread = question(tower, "owner")
    first = reply(tower, "ada", thread)
    tower.worker().drain()
    before = {actor: levels(tower, actor) for actor in ACTORS}
    do(tower, "owner", "town", SplitThread(first.id, kind="question", title="Why else?"))
    merge(tower, first, thread)
    assert {actor: levels(tower, actor) for actor in ACTORS} == before
    with tower.database.engine.connect() as connection:
        dead = select(func.count()).where(watch.c.target == first.id.hex)
        assert connection.execute(dead).scalar_one() == 0


RANKS = {None: -1, "muted": 0, "normal": 1, "watching": 2}
LEVELS = st.sampled_from(list(RANKS))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.lists(st.tuples(LEVELS, LEVELS, LEVELS), min_size=3, max_size=3))
def test_no_merge_lowers_a_watch_level(
    small_tower: Kit, said: list[tuple[str | None, str | None, str | None]]
) -> None:
    threads = [question(small_tower, "owner") for _ in range(3)]
    for actor, chosen in zip(ACTORS[1:], said, strict=True):
        for thread, level in zip(threads, chosen, strict=True):
            follow(small_tower, actor, thread, level)
    merge(small_tower, threads[0], threads[1])
    merge(small_tower, threads[1], threads[2])
    for actor, chosen in zip(ACTORS[1:], said, strict=True):
        closest = max(chosen, key=RANKS.__getitem__)
        assert levels(small_tower, actor).get(threads[2].id.hex) == closest


def test_moving_many_watches_takes_a_constant_number_of_statements(small_tower: Kit) -> None:
    def cost(watchers: tuple[str, ...]) -> int:
        goes, stays = question(small_tower, "owner"), question(small_tower, "owner")
        for actor in watchers:
            follow(small_tower, actor, goes, "watching")
        statements: list[str] = []
        small_tower.database.observer = statements.append
        merge(small_tower, goes, stays)
        small_tower.database.observer = None
        return len(statements)

    assert cost(()) == cost(ACTORS)
