"""Removing and restoring posts: permissions, facts, and the effect on every counter."""

from contextlib import suppress
from uuid import uuid4

import pytest

from commkit import Conflict, Denied, Kit, NotFound
from commkit.members import ReadMember
from commkit.posts import (
    AddReaction,
    CreateReply,
    CreateThread,
    EditPost,
    ListPopularTags,
    Post,
    PostId,
    PostRemoved,
    PostRestored,
    ReadPost,
    RemovePost,
    RestorePost,
)
from tests.helpers import (
    ask,
    assert_counters_hold,
    assert_refused,
    assert_unchanged,
    do,
    emitted_facts,
    run_concurrently,
)
from tests.sample import OWNER, create_community


@pytest.fixture
def town(kit: Kit) -> Kit:
    create_community(kit, members=["ada", "bob", "eve"])
    return kit


@pytest.fixture
def opening(town: Kit) -> Post:
    return do(town, "ada", "town", CreateThread(kind="question", title="Why?", body="So.", tags=("a", "b")))


def counts(kit: Kit, key: str) -> tuple[int, int]:
    with kit.session(key, "town") as session:
        mine = session.ask(ReadMember(session.member))
    return mine.post_count, mine.removed_count


def test_an_answer_is_removed_and_restored(town: Kit, opening: Post) -> None:
    answer = do(town, "bob", "town", CreateReply(opening.id, "Because."))
    below = do(town, "ada", "town", CreateReply(answer.id, "Thanks."))
    assert emitted_facts(town, OWNER, "town", RemovePost(answer.id, "rude")) == [
        PostRemoved(post=answer.id, thread=opening.id, author=answer.author, reason="rude")
    ]
    assert counts(town, "bob") == (0, 1)
    without = ask(town, "ada", "town", ReadPost(opening.id))
    assert (without.reply_count, without.answer_count) == (1, 0)
    assert ask(town, "ada", "town", ReadPost(below.id)) == below
    assert_counters_hold(town, "town")
    assert emitted_facts(town, OWNER, "town", RestorePost(answer.id)) == [
        PostRestored(post=answer.id, thread=opening.id, author=answer.author)
    ]
    assert counts(town, "bob") == (1, 0)
    assert ask(town, "ada", "town", ReadPost(opening.id)).answer_count == 1
    assert_counters_hold(town, "town")


def test_a_thread_is_removed_with_its_tags_and_restored(town: Kit, opening: Post) -> None:
    do(town, "ada", "town", RemovePost(opening.id))
    assert ask(town, "bob", "town", ListPopularTags()) == ()
    assert counts(town, "ada") == (0, 0)
    assert_counters_hold(town, "town")
    do(town, OWNER, "town", RestorePost(opening.id))
    assert [tag.name for tag in ask(town, "bob", "town", ListPopularTags())] == ["a", "b"]
    assert counts(town, "ada") == (1, 0)
    assert_counters_hold(town, "town")


def test_only_removals_by_others_are_counted(town: Kit, opening: Post) -> None:
    for actor, removed in (("ada", 0), (OWNER, 1), ("ada", 0)):
        do(town, actor, "town", RemovePost(opening.id))
        assert counts(town, "ada") == (0, removed)
        assert_counters_hold(town, "town")
        do(town, OWNER, "town", RestorePost(opening.id))
        assert counts(town, "ada") == (1, 0)
        assert_counters_hold(town, "town")


def test_replies_of_a_removed_thread_are_removed_and_restored(town: Kit, opening: Post) -> None:
    answer = do(town, "bob", "town", CreateReply(opening.id, "Because."))
    do(town, OWNER, "town", RemovePost(opening.id))
    do(town, OWNER, "town", RemovePost(answer.id))
    assert_counters_hold(town, "town")
    do(town, OWNER, "town", RestorePost(answer.id))
    do(town, OWNER, "town", RestorePost(opening.id))
    assert_counters_hold(town, "town")


def test_who_may(town: Kit, opening: Post) -> None:
    with assert_unchanged(town), assert_refused(Denied, "runtime.not_permitted"):
        do(town, "bob", "town", RemovePost(opening.id))
    with assert_unchanged(town), assert_refused(Conflict, "posts.not_removed"):
        do(town, OWNER, "town", RestorePost(opening.id))
    do(town, "ada", "town", RemovePost(opening.id))
    with assert_unchanged(town), assert_refused(NotFound, "runtime.not_found"):
        do(town, "ada", "town", RemovePost(opening.id))
    with assert_unchanged(town), assert_refused(Denied, "runtime.not_permitted"):
        do(town, "ada", "town", RestorePost(opening.id))
    with assert_unchanged(town), assert_refused(Conflict, "posts.removed"):
        do(town, OWNER, "town", RemovePost(opening.id))
    with assert_unchanged(town), assert_refused(NotFound, "runtime.not_found"):
        do(town, OWNER, "town", RemovePost(PostId(uuid4())))


def test_of_concurrent_removals_one_wins(town: Kit, opening: Post) -> None:
    answer = do(town, "bob", "town", CreateReply(opening.id, "Because."))
    results = run_concurrently(8, lambda _: do(town, OWNER, "town", RemovePost(answer.id)))
    assert sorted(getattr(result, "code", "done") for result in results) == ["done"] + ["posts.removed"] * 7
    assert_counters_hold(town, "town")


def test_counters_hold_with_concurrent_tag_edits_and_removals(town: Kit) -> None:
    threads = [
        do(town, "ada", "town", CreateThread(kind="question", title="Why?", body="So.", tags=("a", "b")))
        for _ in range(3)
    ]

    def change_at_random(number: int) -> None:
        for step in range(12):
            thread = threads[(number + step) % 3]
            deeds = (
                lambda: do(town, OWNER, "town", RemovePost(thread.id)),  # noqa: B023  # run at once
                lambda: do(town, OWNER, "town", RestorePost(thread.id)),  # noqa: B023
                lambda: do(
                    town,
                    OWNER,
                    "town",
                    EditPost(
                        post=thread.id,  # noqa: B023
                        version=ask(town, OWNER, "town", ReadPost(thread.id)).version,  # noqa: B023
                        tags=tuple({"b", "abcd"[(number + step) % 4]}),  # noqa: B023
                    ),
                ),
                lambda: do(town, "bob", "town", AddReaction(thread.id, "up")),  # noqa: B023
                lambda: do(
                    town, "ada", "town", CreateThread(kind="question", title="?", body="!", tags=("b", "a"))
                ),
            )
            with suppress(Conflict, NotFound):
                deeds[(number * 7 + step * 3) % len(deeds)]()

    assert run_concurrently(8, change_at_random) == [None] * 8
    assert_counters_hold(town, "town")
