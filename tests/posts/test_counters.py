"""Counters equal counts: after random histories, and with eight concurrent writers."""

from contextlib import closing, suppress
from itertools import count
from random import Random

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import update

from commkit import SYSTEM, Busy, Conflict, Denied, Invalid, Kit, NotFound
from commkit.members import AddMember
from commkit.posts import (
    AddReaction,
    CreateReply,
    CreateThread,
    EditPost,
    LockThread,
    MergeTags,
    MergeThreads,
    MovePost,
    Post,
    ReadPost,
    RemovePost,
    RemoveReaction,
    RestorePost,
    SplitThread,
    UnlockThread,
    post,
)
from commkit.testing.counters import recount
from tests.helpers import ask, assert_counters_hold, do, run_concurrently
from tests.posts.invariants import broken_invariants
from tests.sample import OWNER, create_community, new_kit

PEOPLE = ("ada", "bob", OWNER)
TAGS = st.lists(st.sampled_from(["a", "b", "c"]), max_size=3).map(tuple)
_places = count()


def test_random_histories(sqlite_url: str) -> None:
    with closing(new_kit(sqlite_url)) as kit:

        class Town(RuleBasedStateMachine):
            def __init__(self) -> None:
                super().__init__()
                self.place = f"place-{next(_places)}"
                self.posts: list[Post] = []
                create_community(kit, self.place, members=PEOPLE[:2])

            @rule(actor=st.sampled_from(PEOPLE), tags=TAGS)
            def publish(self, actor: str, tags: tuple[str, ...]) -> None:
                self.posts.append(
                    do(kit, actor, self.place, CreateThread(kind="question", title="?", body="!", tags=tags))
                )

            @precondition(lambda self: self.posts)
            @rule(data=st.data(), actor=st.sampled_from(PEOPLE), tags=TAGS)
            def change_at_random(self, data: st.DataObject, actor: str, tags: tuple[str, ...]) -> None:
                some = st.integers(0, len(self.posts) - 1).map(lambda place: self.posts[place].id)
                target, other = data.draw(some), data.draw(some)
                reaction = data.draw(st.sampled_from(["up", "down", "heart"]))
                choice = data.draw(st.integers(0, 11))
                with suppress(Conflict, Denied, Invalid, NotFound):
                    version = ask(kit, OWNER, self.place, ReadPost(target)).version
                    result = do(
                        kit,
                        actor,
                        self.place,
                        (
                            CreateReply(target, "Hm."),
                            EditPost(post=target, version=version, tags=tags),
                            RemovePost(target),
                            RestorePost(target),
                            AddReaction(target, reaction),
                            RemoveReaction(target, reaction),
                            MovePost(target, other),
                            MergeThreads(target, other),
                            SplitThread(target, kind="question", title="?", tags=tags),
                            LockThread(target),
                            UnlockThread(target),
                            MergeTags(*data.draw(st.permutations("abc"))[:2]),
                        )[choice],
                    )
                    if choice == 0:
                        self.posts.append(result)

            @invariant()
            def all_is_counted(self) -> None:
                assert_counters_hold(kit, self.place)
                assert broken_invariants(kit, self.place) == []

        run_state_machine_as_test(Town, settings=settings(max_examples=20, stateful_step_count=25))


def write_at_random(kit: Kit, writers: int, steps: int) -> None:
    """Eight writers send random commands about the same few posts."""
    create_community(kit)
    keys = [f"writer {n}" for n in range(writers)]
    for key in keys:
        do(kit, SYSTEM, "town", AddMember(key, role="steward"))
    threads = [
        do(kit, keys[n], "town", CreateThread(kind="question", title="?", body="!", tags=("a", "b")))
        for n in range(2)
    ]
    answers = [do(kit, keys[0], "town", CreateReply(thread.id, "Hm.")) for thread in threads]

    def write(number: int) -> None:
        random = Random(number)
        for _ in range(steps):
            target = random.choice([*threads, *answers]).id
            tags = tuple(random.sample("abcd", 2))
            with suppress(Conflict, Denied, Invalid, NotFound):
                version = ask(kit, keys[number], "town", ReadPost(target)).version
                commands = (
                    CreateReply(target, "Hm."),
                    CreateReply(target, "Hm."),
                    AddReaction(target, random.choice(["up", "heart"])),
                    RemoveReaction(target, "up"),
                    EditPost(post=target, version=version, tags=tags),
                    RemovePost(target),
                    RestorePost(target),
                    CreateThread(kind="question", title="?", body="!", tags=tags),
                    MovePost(target, random.choice([*threads, *answers]).id),
                )
                do(kit, keys[number], "town", random.choice(commands))

    assert run_concurrently(writers, write) == [None] * writers


def test_counters_hold_with_eight_writers(kit: Kit) -> None:
    write_at_random(kit, writers=8, steps=25)
    assert_counters_hold(kit, "town")
    assert broken_invariants(kit, "town") == []


def test_eight_replies_to_one_thread_do_not_deadlock(kit: Kit) -> None:
    """Without `transact`, so that no retry hides a deadlock."""
    create_community(kit)
    keys = [f"writer {n}" for n in range(8)]
    for key in keys:
        do(kit, SYSTEM, "town", AddMember(key))
    opening = do(kit, keys[0], "town", CreateThread(kind="question", title="?", body="!"))

    def write(number: int) -> int:
        for _ in range(15):
            with kit.session(keys[number], "town") as session:
                session.do(CreateReply(opening.id, "Hm."))
                session.do(AddReaction(opening.id, "heart"))
        return number

    results = run_concurrently(8, write)
    assert not any(isinstance(result, Busy) for result in results), results
    assert results == list(range(8))
    assert ask(kit, OWNER, "town", ReadPost(opening.id)).reply_count == 120
    assert_counters_hold(kit, "town")


def test_control_counting_by_reading_first_drifts(kit: Kit) -> None:
    """The control: eight writers who read a counter and write it one higher lose seven; recounting detects it."""
    create_community(kit)
    opening = do(kit, OWNER, "town", CreateThread(kind="question", title="?", body="!"))
    seen = run_concurrently(8, lambda _: ask(kit, OWNER, "town", ReadPost(opening.id)).reply_count)
    for number in seen:
        assert isinstance(number, int)
        with kit.database.engine.begin() as connection:
            connection.execute(update(post).where(post.c.id == opening.id).values(reply_count=number + 1))
    assert ask(kit, OWNER, "town", ReadPost(opening.id)).reply_count == 1
    with kit.session(SYSTEM, "town") as session:
        (wrong,) = recount(session)
    assert (wrong.counter, wrong.stored, wrong.counted) == ("posts.reply_count", 1, 0)


@pytest.mark.parametrize("column", ["answer_count", "last_number", "score"])
def test_recounting_sees_each_counter_drift(kit: Kit, column: str) -> None:
    create_community(kit)
    opening = do(kit, OWNER, "town", CreateThread(kind="question", title="?", body="!"))
    with kit.database.engine.begin() as connection:
        connection.execute(update(post).where(post.c.id == opening.id).values({column: -1}))
    with kit.session(SYSTEM, "town") as session:
        assert [wrong.counter for wrong in recount(session)] == [f"posts.{column}"]
