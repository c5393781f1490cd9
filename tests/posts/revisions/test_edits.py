"""Edits: permissions, revisions, and that of two editors of the same version one is refused."""

from typing import Any

import pytest
from sqlalchemy import select, update

from commkit import CommkitError, Conflict, Denied, Kit
from commkit.posts import (
    CreateReply,
    CreateThread,
    EditPost,
    ListRevisions,
    Post,
    PostEdited,
    ReadPost,
    RemovePost,
    post,
)
from tests.helpers import (
    ask,
    assert_counters_hold,
    assert_invalid,
    assert_refused,
    assert_unchanged,
    do,
    emitted_facts,
    run_concurrently,
)
from tests.sample import OWNER, create_community


@pytest.fixture
def town(kit: Kit) -> Kit:
    create_community(kit, members=["ada", "bob"])
    return kit


@pytest.fixture
def opening(town: Kit) -> Post:
    return do(town, "ada", "town", CreateThread(kind="question", title="Why?", body="So.", tags=("a", "b")))


def test_an_edit_changes_the_given_fields_and_stores_a_revision(town: Kit, opening: Post) -> None:
    assert emitted_facts(
        town, "ada", "town", EditPost(post=opening.id, version=1, body="Anew.", reason="typo")
    ) == [PostEdited(post=opening.id, version=2)]
    edited = ask(town, "bob", "town", ReadPost(opening.id))
    assert (edited.title, edited.body, edited.tags, edited.version) == ("Why?", "Anew.", ("a", "b"), 2)
    assert edited.edited_at is not None
    (before,) = ask(town, "bob", "town", ListRevisions(opening.id)).items
    assert (before.version, before.title, before.body, before.tags) == (1, "Why?", "So.", ("a", "b"))
    assert (before.edited_by, before.edited_at, before.reason) == (opening.author, edited.edited_at, "typo")


def test_an_edit_changes_tags(town: Kit, opening: Post) -> None:
    assert do(town, OWNER, "town", EditPost(post=opening.id, version=1, tags=("B", "c"))).tags == ("b", "c")
    assert_counters_hold(town, "town")
    do(town, OWNER, "town", EditPost(post=opening.id, version=2, tags=()))
    assert_counters_hold(town, "town")


def test_the_history_is_exact(town: Kit, opening: Post) -> None:
    bodies = [f"Version {n}." for n in range(2, 8)]
    for version, body in enumerate(bodies, start=1):
        do(town, "ada", "town", EditPost(post=opening.id, version=version, body=body))
    history = ask(town, "ada", "town", ListRevisions(opening.id)).items
    assert [(r.version, r.body) for r in history] == list(enumerate(["So.", *bodies[:-1]], start=1))


@pytest.mark.parametrize("version", [-1, 0, 2, 2**31, 2**63 - 1])
def test_a_stale_version_is_refused(town: Kit, opening: Post, version: int) -> None:
    with assert_unchanged(town), assert_refused(Conflict, "posts.stale"):
        do(town, "ada", "town", EditPost(post=opening.id, version=version, body="Anew."))


def test_the_error_has_the_current_version(town: Kit, opening: Post) -> None:
    do(town, "ada", "town", EditPost(post=opening.id, version=1, body="Anew."))
    with pytest.raises(Conflict) as caught:
        do(town, OWNER, "town", EditPost(post=opening.id, version=1, body="Mine."))
    assert caught.value.data == {"current": 2}


def test_only_authors_and_stewards_edit(town: Kit, opening: Post) -> None:
    with assert_unchanged(town), assert_refused(Denied, "runtime.not_permitted"):
        do(town, "bob", "town", EditPost(post=opening.id, version=1, body="Mine."))
    do(town, OWNER, "town", EditPost(post=opening.id, version=1, body="Calmer."))


def test_a_removed_post_is_not_edited(town: Kit, opening: Post) -> None:
    do(town, OWNER, "town", RemovePost(opening.id))
    with assert_unchanged(town), assert_refused(Conflict, "posts.stale"):
        do(town, OWNER, "town", EditPost(post=opening.id, version=1, body="Calmer."))


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        ({"title": " "}, {"title": "blank"}),
        ({"body": " "}, {"body": "blank"}),
        ({"title": "x" * 301, "reason": "x" * 2001}, {"title": "too_long", "reason": "too_long"}),
        ({"tags": ("a b",)}, {"tags[0]": "invalid_tag"}),
        ({"version": "1"}, {"version": "wrong_type"}),
        ({"version": 2**63}, {"version": "out_of_range"}),
        ({"version": True}, {"version": "wrong_type"}),
        ({"version": 1.0}, {"version": "wrong_type"}),
    ],
    ids=repr,
)
def test_an_invalid_edit_is_refused(
    town: Kit, opening: Post, fields: dict[str, Any], faults: dict[str, str]
) -> None:
    with assert_unchanged(town), assert_invalid(**faults):
        do(town, "ada", "town", EditPost(**({"post": opening.id, "version": 1, "body": "x"} | fields)))


def test_replies_have_no_titles_and_tags(town: Kit, opening: Post) -> None:
    reply = do(town, "bob", "town", CreateReply(opening.id, "Because."))
    edited = do(town, "bob", "town", EditPost(post=reply.id, version=1, title="Ha", tags=("a",), body="x"))
    assert (edited.title, edited.tags, edited.body) == ("", (), "x")
    assert_counters_hold(town, "town")


def test_of_concurrent_editors_each_version_is_written_once(town: Kit, opening: Post) -> None:
    def edit(number: int) -> int:
        done = 0
        while done < 5:
            seen = ask(town, OWNER, "town", ReadPost(opening.id)).version
            try:
                do(town, OWNER, "town", EditPost(post=opening.id, version=seen, body=f"{number}.{done}"))
            except Conflict as conflict:
                assert conflict.code == "posts.stale"  # noqa: PT017  # any other code is the bug
            else:
                done += 1
        return done

    assert run_concurrently(6, edit) == [5] * 6
    last = ask(town, OWNER, "town", ReadPost(opening.id))
    first = ask(town, OWNER, "town", ListRevisions(opening.id))
    rest = ask(town, OWNER, "town", ListRevisions(opening.id, after=first.next, limit=100))
    history = (*first.items, *rest.items)
    assert (len(first.items), rest.next) == (20, None)
    assert last.version == 31
    assert [r.version for r in history] == list(range(1, 31))
    assert len({r.body for r in (*history, last)}) == 31


def test_of_concurrent_editors_of_one_version_one_wins(town: Kit, opening: Post) -> None:
    results = run_concurrently(
        8, lambda n: do(town, OWNER, "town", EditPost(post=opening.id, version=1, body=f"By {n}."))
    )
    errors = [result.code for result in results if isinstance(result, CommkitError)]
    assert errors == ["posts.stale"] * 7


def test_control_without_the_version_edits_are_lost(town: Kit, opening: Post) -> None:
    """The control: eight editors who write without the version they read all succeed, and lose edits."""
    engine = town.database.engine

    def look(_: int) -> int:
        with engine.connect() as connection:
            return int(connection.execute(select(post.c.version)).scalar_one())

    def write(seen: int) -> int:
        with engine.begin() as connection:
            return connection.execute(update(post).values(version=seen + 1)).rowcount

    seen = [version for version in run_concurrently(8, look) if isinstance(version, int)]
    assert sum(map(write, seen)) == 8
    assert ask(town, OWNER, "town", ReadPost(opening.id)).version == 2
