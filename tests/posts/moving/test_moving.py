"""Moving, merging and splitting: ids stay; paths, numbers, counters and answers are right, concurrency included."""

from contextlib import closing, suppress
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from commkit import CommkitError, Conflict, Denied, Invalid, Kit, NotFound
from commkit.posts import (
    CreateReply,
    CreateThread,
    ListPinnedThreads,
    ListThreads,
    LockThread,
    MergeThreads,
    MovePost,
    PinThread,
    Post,
    PostMoved,
    ReadPost,
    ReadThread,
    RemovePost,
    RestorePost,
    SplitThread,
    ThreadsMerged,
    ThreadSplit,
    post,
    set_accepted_answer,
)
from commkit.testing.contexts import context_of
from tests.helpers import (
    ask,
    assert_counters_hold,
    assert_refused,
    assert_unchanged,
    do,
    emitted_facts,
    run_concurrently,
)
from tests.posts.invariants import broken_invariants
from tests.sample import OWNER, create_community, new_kit

_places = count()
_DEED = st.tuples(st.integers(0, 6), st.integers(0, 99), st.integers(0, 99))
"""An operation, the post it is about, and another post."""


@pytest.fixture
def town(kit: Kit) -> Kit:
    create_community(kit, members=["ada", "bob"])
    return kit


def thread(kit: Kit, title: str = "Why?", *, tags: tuple[str, ...] = (), place: str = "town") -> Post:
    return do(kit, "ada", place, CreateThread(kind="question", title=title, body=title, tags=tags))


def shown(kit: Kit, opening: Post, place: str = "town") -> list[tuple[str, int, str]]:
    """The thread as a reader sees it: bodies with their depths and kinds."""
    page = ask(kit, "ada", place, ReadThread(opening.id, limit=100))
    return [(p.body, p.depth, p.kind) for p in page.items]


def all_is_well(kit: Kit, place: str = "town") -> None:
    assert broken_invariants(kit, place) == []
    assert_counters_hold(kit, place)


def test_a_reply_moves_with_all_that_is_below_it(town: Kit) -> None:
    here, there = thread(town, "Here?"), thread(town, "There?")
    answer = do(town, "bob", "town", CreateReply(here.id, "A"))
    below = do(town, "ada", "town", CreateReply(answer.id, "B"))
    do(town, "ada", "town", CreateReply(here.id, "C"))
    do(town, "bob", "town", CreateReply(there.id, "D"))
    assert emitted_facts(town, OWNER, "town", MovePost(answer.id, there.id)) == [
        PostMoved(post=answer.id, thread=here.id, into=there.id, parent=there.id, count=2)
    ]
    assert shown(town, here) == [("Here?", 0, "question"), ("C", 1, "answer")]
    assert shown(town, there) == [
        ("There?", 0, "question"),
        ("D", 1, "answer"),
        ("A", 1, "answer"),
        ("B", 2, "comment"),
    ]
    moved = ask(town, "ada", "town", ReadPost(below.id))
    assert (moved.thread, moved.parent, moved.number, moved.author) == (there.id, answer.id, 3, below.author)
    counts = [ask(town, "ada", "town", ReadPost(t.id)) for t in (here, there)]
    assert [(p.reply_count, p.answer_count) for p in counts] == [
        (1, 0),
        (3, 2),
    ]  # what the asker adds answers nothing
    all_is_well(town)


def test_it_can_move_within_its_thread(town: Kit) -> None:
    here = thread(town)
    first = do(town, "bob", "town", CreateReply(here.id, "A"))
    second = do(town, "bob", "town", CreateReply(here.id, "B"))
    do(town, "bob", "town", CreateReply(first.id, "C"))
    do(town, OWNER, "town", MovePost(first.id, second.id))
    # An answer may not stand below an answer: it becomes the first kind that may.
    assert shown(town, here) == [
        ("Why?", 0, "question"),
        ("B", 1, "answer"),
        ("A", 2, "comment"),
        ("C", 3, "comment"),
    ]
    assert ask(town, "ada", "town", ReadPost(here.id)).answer_count == 1
    all_is_well(town)
    do(town, "bob", "town", CreateReply(here.id, "D"))
    all_is_well(town)


def test_a_post_cannot_be_moved_below_itself(town: Kit) -> None:
    here = thread(town)
    first = do(town, "bob", "town", CreateReply(here.id, "A"))
    below = do(town, "bob", "town", CreateReply(first.id, "B"))
    for target in (first, below):
        with assert_unchanged(town), assert_refused(Invalid, "runtime.invalid"):
            do(town, OWNER, "town", MovePost(first.id, target.id))


def test_threads_are_merged(town: Kit) -> None:
    one, other = thread(town, "One?", tags=("a", "b")), thread(town, "Other?", tags=("b",))
    reply = do(town, "bob", "town", CreateReply(one.id, "A"))
    do(town, OWNER, "town", PinThread(one.id))
    do(town, OWNER, "town", LockThread(one.id))
    assert emitted_facts(town, OWNER, "town", MergeThreads(one.id, other.id)) == [
        ThreadsMerged(thread=one.id, into=other.id, count=2)
    ]
    assert shown(town, other) == [("Other?", 0, "question"), ("One?", 1, "answer"), ("A", 2, "comment")]
    merged = ask(town, "bob", "town", ReadPost(one.id))
    assert (merged.thread, merged.title, merged.tags, merged.locked_at) == (other.id, "One?", (), None)
    assert (merged.state, merged.activity_at, merged.reply_count) == ("open", None, 0)
    assert ask(town, "bob", "town", ListThreads(tag="a")).items == ()
    assert ask(town, "bob", "town", ListPinnedThreads()) == ()
    assert ask(town, "bob", "town", ReadPost(reply.id)).thread == other.id
    with assert_refused(NotFound, "posts.not_found"):
        ask(town, "bob", "town", ReadThread(one.id))
    do(town, "bob", "town", CreateReply(one.id, "B"))
    all_is_well(town)


def test_a_thread_is_split_and_merged_again(town: Kit) -> None:
    here = thread(town, "Here?")
    aside = do(town, "bob", "town", CreateReply(here.id, "A"))
    below = do(town, "ada", "town", CreateReply(aside.id, "B"))
    deeper = do(town, "bob", "town", CreateReply(below.id, "C"))
    split = SplitThread(aside.id, kind="question", title="Another?", tags=("x",))
    assert emitted_facts(town, OWNER, "town", split) == [ThreadSplit(thread=here.id, post=aside.id, count=3)]
    opened = ask(town, "bob", "town", ReadPost(aside.id))
    assert (opened.thread, opened.title, opened.tags, opened.kind) == (
        aside.id,
        "Another?",
        ("x",),
        "question",
    )
    assert (opened.reply_count, opened.answer_count, opened.author) == (2, 0, aside.author)
    assert opened.activity_at == deeper.created_at
    assert shown(town, opened) == [("A", 0, "question"), ("B", 1, "comment"), ("C", 2, "comment")]
    assert [p.id for p in ask(town, "bob", "town", ListThreads(tag="x")).items] == [aside.id]
    all_is_well(town)
    do(town, OWNER, "town", MergeThreads(aside.id, here.id))
    assert ask(town, "bob", "town", ReadPost(here.id)).reply_count == 3
    all_is_well(town)


def test_an_accepted_answer_cannot_be_moved(town: Kit) -> None:
    here, there = thread(town), thread(town)
    answer = do(town, "bob", "town", CreateReply(here.id, "A"))
    with town.session(OWNER, "town") as session:
        set_accepted_answer(
            context_of(session), context_of(session).get(Post, here.id), answer.id, state="solved"
        )
    for command in (MovePost(answer.id, there.id), SplitThread(answer.id, kind="question", title="?")):
        with assert_unchanged(town), assert_refused(Conflict, "posts.is_accepted_answer"):
            do(town, OWNER, "town", command)
    do(town, OWNER, "town", MergeThreads(here.id, there.id))
    assert ask(town, "bob", "town", ReadPost(here.id)).answer is None
    all_is_well(town)


def test_nothing_is_moved_into_a_locked_or_removed_thread(town: Kit) -> None:
    here, there = thread(town), thread(town)
    reply = do(town, "bob", "town", CreateReply(here.id, "A"))
    target = do(town, "bob", "town", CreateReply(there.id, "B"))
    do(town, OWNER, "town", RemovePost(target.id))
    with assert_unchanged(town), assert_refused(Conflict, "posts.removed"):
        do(town, OWNER, "town", MovePost(reply.id, target.id))
    do(town, OWNER, "town", LockThread(there.id))
    with assert_unchanged(town), assert_refused(Conflict, "posts.locked"):
        do(town, OWNER, "town", MergeThreads(here.id, there.id))
    do(town, OWNER, "town", RemovePost(reply.id))
    with assert_unchanged(town), assert_refused(Conflict, "posts.removed"):
        do(town, OWNER, "town", SplitThread(reply.id, kind="question", title="?"))


def test_removed_posts_move_along_and_are_not_counted(town: Kit) -> None:
    here, there = thread(town), thread(town)
    reply = do(town, "bob", "town", CreateReply(here.id, "A"))
    below = do(town, "bob", "town", CreateReply(reply.id, "B"))
    do(town, OWNER, "town", RemovePost(below.id))
    do(town, OWNER, "town", MovePost(reply.id, there.id))
    assert ask(town, "ada", "town", ReadPost(there.id)).reply_count == 1
    do(town, OWNER, "town", RestorePost(below.id))
    assert ask(town, "ada", "town", ReadPost(there.id)).reply_count == 2
    all_is_well(town)


@pytest.mark.parametrize(
    "command",
    [
        lambda a, r: MovePost(a.id, r.id),
        lambda a, r: MergeThreads(r.id, a.id),
        lambda a, r: MergeThreads(a.id, r.id),
        lambda a, r: SplitThread(a.id, kind="question", title="?"),
        lambda a, r: SplitThread(r.id, kind="answer", title="?"),
        lambda a, r: SplitThread(r.id, kind="question", title=" "),
        lambda a, r: SplitThread(r.id, kind="question", title="?", tags=("a b",)),
    ],
)
def test_an_invalid_command_is_refused(town: Kit, command: Any) -> None:
    opening = thread(town)
    reply = do(town, "bob", "town", CreateReply(opening.id, "A"))
    with assert_unchanged(town), pytest.raises(Invalid):
        do(town, OWNER, "town", command(opening, reply))


def test_only_stewards_move(town: Kit) -> None:
    here, there = thread(town), thread(town)
    reply = do(town, "ada", "town", CreateReply(here.id, "A"))
    for command in (MovePost(reply.id, there.id), MergeThreads(here.id, there.id)):
        with assert_unchanged(town), assert_refused(Denied, "runtime.not_permitted"):
            do(town, "ada", "town", command)


def test_any_history_of_moves_keeps_threads_whole(sqlite_url: str) -> None:
    with closing(new_kit(sqlite_url)) as kit:

        @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
        @given(
            st.integers(1, 4),
            st.lists(st.tuples(st.integers(0, 6), st.integers(0, 99), st.integers(0, 99)), max_size=22),
        )
        def history(levels: int, deeds: list[tuple[int, int, int]]) -> None:
            place = f"place-{next(_places)}"
            create_community(kit, place, members=["ada"], settings={"posts": {"max_depth": levels}})
            made = [thread(kit, place=place), thread(kit, tags=("a",), place=place)]
            for what, one, other in deeds:
                target, second = made[one % len(made)].id, made[other % len(made)].id
                commands = (
                    CreateReply(target, "Hm."),
                    CreateReply(target, "Hm."),
                    MovePost(target, second),
                    MergeThreads(target, second),
                    SplitThread(target, kind="question", title="?", tags=("b",)),
                    RemovePost(target),
                    RestorePost(target),
                )
                with suppress(Conflict, Invalid, NotFound):
                    result = do(kit, OWNER, place, commands[what])
                    if what < 2:
                        made.append(result)
            all_is_well(kit, place)
            assert all(ask(kit, OWNER, place, ReadPost(p.id)).id == p.id for p in made)

        history()


def test_replies_and_moves_at_once(town: Kit) -> None:
    """Some reply, some remove and restore, and one moves the parents from thread to thread."""
    threads = [thread(town, f"{n}?") for n in range(3)]
    reply = do(town, "ada", "town", CreateReply(threads[0].id, "A"))
    below = do(town, "ada", "town", CreateReply(reply.id, "B"))

    def act(number: int) -> int:
        done = 0
        for n in range(10):
            with suppress(Conflict, NotFound):
                if number == 0:
                    do(town, OWNER, "town", MovePost(reply.id, threads[(n + 1) % 3].id))
                elif number == 1:
                    down = n % 2 == 0
                    do(town, OWNER, "town", RemovePost(below.id) if down else RestorePost(below.id))
                else:
                    do(town, "ada", "town", CreateReply((reply, below)[n % 2].id, "C"))
                done += 1
        return done

    results = run_concurrently(4, act)
    assert not any(isinstance(result, CommkitError) for result in results), results
    assert results[0] == 10
    all_is_well(town)


def test_merges_of_two_into_each_other_at_once(town: Kit) -> None:
    one, other = thread(town, "One?"), thread(town, "Other?")

    def merge(number: int) -> Post:
        here, there = ((one, other), (other, one))[number % 2]
        return do(town, OWNER, "town", MergeThreads(here.id, there.id))

    results = run_concurrently(4, merge)
    assert sum(isinstance(result, Post) for result in results) == 1, results
    all_is_well(town)


def test_control_moving_without_new_positions_is_detected(town: Kit) -> None:
    """The control: a post whose thread is changed without its position breaks an invariant."""
    here, there = thread(town), thread(town)
    reply = do(town, "ada", "town", CreateReply(here.id, "A"))
    with town.database.engine.begin() as connection:
        connection.execute(update(post).where(post.c.id == reply.id).values(thread=there.id))
    assert broken_invariants(town, "town") != []
    with pytest.raises(AssertionError):
        assert_counters_hold(town, "town")
