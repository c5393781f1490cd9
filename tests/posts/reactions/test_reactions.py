"""Reactions: each member gives each reaction once, concurrency included; scores and counts are right."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from sqlalchemy import insert, select

from commkit import SYSTEM, Conflict, Denied, Kit
from commkit.members import ReadMember
from commkit.posts import (
    AddReaction,
    CountReactions,
    CreateThread,
    Post,
    ReactionAdded,
    ReactionCount,
    ReactionRemoved,
    ReadPost,
    RemovePost,
    RemoveReaction,
    RestorePost,
)
from commkit.posts.reactions.tables import reaction
from commkit.testing.contexts import context_of
from tests.helpers import (
    ask,
    assert_counters_hold,
    assert_invalid,
    assert_refused,
    assert_unchanged,
    do,
    emitted_facts,
    result_or_error,
    run_concurrently,
    wait_for_lock_waiter,
)
from tests.sample import OWNER, create_community


@pytest.fixture
def town(kit: Kit) -> Kit:
    create_community(kit, members=["ada", "bob", "eve"])
    return kit


@pytest.fixture
def opening(town: Kit) -> Post:
    return do(town, "ada", "town", CreateThread(kind="question", title="Why?", body="So."))


def received(kit: Kit, key: str) -> int:
    with kit.session(key, "town") as session:
        return session.ask(ReadMember(session.member)).reaction_count


def test_a_reaction_is_added_and_removed(town: Kit, opening: Post) -> None:
    assert emitted_facts(town, "bob", "town", AddReaction(opening.id, "up")) == [
        ReactionAdded(post=opening.id, author=opening.author, reaction="up")
    ]
    do(town, "eve", "town", AddReaction(opening.id, "heart"))
    assert ask(town, "ada", "town", ReadPost(opening.id)).score == 1
    assert ask(town, None, "town", CountReactions(opening.id)) == (
        ReactionCount("heart", 1, 0),
        ReactionCount("up", 1, 0),
    )
    assert received(town, "ada") == 2
    assert_counters_hold(town, "town")
    assert emitted_facts(town, "bob", "town", RemoveReaction(opening.id, "up")) == [
        ReactionRemoved(post=opening.id, author=opening.author, reaction="up")
    ]
    assert ask(town, "ada", "town", ReadPost(opening.id)).score == 0
    assert received(town, "ada") == 1
    assert_counters_hold(town, "town")


def test_a_command_without_effect_emits_nothing(town: Kit, opening: Post) -> None:
    do(town, "bob", "town", AddReaction(opening.id, "down"))
    assert emitted_facts(town, "bob", "town", AddReaction(opening.id, "down")) == []
    assert emitted_facts(town, "eve", "town", RemoveReaction(opening.id, "down")) == []
    assert ask(town, "ada", "town", ReadPost(opening.id)).score == -1
    assert_counters_hold(town, "town")


def test_nobody_raises_their_own_score(town: Kit, opening: Post) -> None:
    with assert_unchanged(town), assert_refused(Denied, "posts.self_reaction"):
        do(town, "ada", "town", AddReaction(opening.id, "up"))
    do(town, "ada", "town", AddReaction(opening.id, "heart"))
    assert received(town, "ada") == 0
    assert_counters_hold(town, "town")


def test_a_community_may_allow_it(kit: Kit) -> None:
    create_community(kit, members=["ada"], settings={"posts": {"allow_self_reactions": True}})
    opening = do(kit, "ada", "town", CreateThread(kind="question", title="Why?", body="So."))
    assert do(kit, "ada", "town", AddReaction(opening.id, "up")).score == 1
    assert received(kit, "ada") == 0
    assert_counters_hold(kit, "town")


def test_who_may_and_what(town: Kit, opening: Post) -> None:
    for command in (AddReaction(opening.id, "shrug"), RemoveReaction(opening.id, "shrug")):
        with assert_unchanged(town), assert_invalid(reaction="unknown_reaction"):
            do(town, "bob", "town", command)
    with assert_unchanged(town), assert_refused(Denied, "runtime.not_permitted"):
        do(town, None, "town", AddReaction(opening.id, "up"))
    with assert_unchanged(town), assert_refused(Denied, "runtime.not_a_member"):
        do(town, SYSTEM, "town", AddReaction(opening.id, "up"))


def test_in_eight_threads_at_once_it_counts_once(town: Kit, opening: Post) -> None:
    results = run_concurrently(8, lambda _: do(town, "bob", "town", AddReaction(opening.id, "up")))
    assert {type(result) for result in results} == {Post}
    assert ask(town, "ada", "town", ReadPost(opening.id)).score == 1
    assert received(town, "ada") == 1
    assert_counters_hold(town, "town")
    run_concurrently(8, lambda _: do(town, "bob", "town", RemoveReaction(opening.id, "up")))
    assert ask(town, "ada", "town", ReadPost(opening.id)).score == 0
    assert_counters_hold(town, "town")


def test_of_eight_members_at_once_each_counts(town: Kit, opening: Post) -> None:
    keys = [f"fan {n}" for n in range(8)]
    for key in keys:
        with town.session(SYSTEM, "town") as session:
            from commkit.members import AddMember  # noqa: PLC0415

            session.do(AddMember(key))
    run_concurrently(8, lambda n: do(town, keys[n], "town", AddReaction(opening.id, "up")))
    assert ask(town, OWNER, "town", ReadPost(opening.id)).score == 8
    assert_counters_hold(town, "town")


def test_nobody_reacts_to_a_removed_post(town: Kit, opening: Post) -> None:
    """It would change a public counter of its author."""
    do(town, "bob", "town", AddReaction(opening.id, "up"))
    do(town, OWNER, "town", RemovePost(opening.id))
    for command in (AddReaction(opening.id, "heart"), RemoveReaction(opening.id, "up")):
        with assert_unchanged(town), assert_refused(Conflict, "posts.removed"):
            do(town, OWNER, "town", command)
    assert received(town, "ada") == 1


def test_control_checking_before_writing_counts_twice(town: Kit, opening: Post) -> None:
    """The control: eight commands that check for the reaction and then count it, count it eight times."""
    engine = town.database.engine
    query = select(reaction.c.post).where(reaction.c.post == opening.id)

    def look(_: int) -> bool:
        with engine.connect() as connection:
            return connection.execute(query).first() is not None

    there = run_concurrently(8, look)
    score = 0
    for seen in there:
        if not seen:
            score += 1
    assert score == 8
    with town.session("bob", "town") as session:
        row = {"community_id": session.community.id, "post": opening.id, "member": session.member}
        stamped = row | {"reaction": "up", "at": context_of(session).now}
    with engine.begin() as connection:
        connection.execute(insert(reaction).values(stamped))
    assert run_concurrently(8, look) == [True] * 8


@pytest.mark.postgres
def test_a_reaction_during_a_removal_changes_no_counter(postgres_kit: Kit) -> None:
    """The post is removed after the command has read it, and before it is counted."""
    create_community(postgres_kit, members=["ada", "bob"])
    opening = do(postgres_kit, "ada", "town", CreateThread(kind="question", title="Why?", body="So."))
    do(postgres_kit, "bob", "town", AddReaction(opening.id, "heart"))
    for command in (AddReaction(opening.id, "up"), RemoveReaction(opening.id, "heart")):
        with ThreadPoolExecutor(1) as pool:
            with postgres_kit.session(OWNER, "town") as removing:
                removing.do(RemovePost(opening.id))
                reacting = pool.submit(result_or_error, partial(do, postgres_kit, "bob", "town", command))
                wait_for_lock_waiter(postgres_kit)
            assert reacting.result(timeout=30)[1] == "posts.removed"
        do(postgres_kit, OWNER, "town", RestorePost(opening.id))
    assert received(postgres_kit, "ada") == 1
    assert_counters_hold(postgres_kit, "town")
