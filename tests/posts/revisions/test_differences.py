"""Differences between versions: both versions can be restored from them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit import Kit, NotFound
from commkit.posts import CompareRevisions, CreateThread, DiffSegment, EditPost, Post, RemovePost
from commkit.posts.revisions.policy import line_changes, word_changes
from tests.helpers import ask, assert_refused, do
from tests.sample import OWNER, create_community

TEXTS = st.text(alphabet="ab \n", max_size=60)


@pytest.fixture
def town(kit: Kit) -> Kit:
    create_community(kit, members=["ada", "bob"])
    return kit


@pytest.fixture
def edited(town: Kit) -> Post:
    command = CreateThread(
        kind="question", title="Why is it so?", body="One.\nTwo.\nThree.\n", tags=("a", "b")
    )
    made = do(town, "ada", "town", command)
    for version, changes in enumerate(
        ({"body": "One.\n2.\nThree.\n"}, {"title": "Why was it so?"}, {"tags": ("b", "c")})
    ):
        made = do(town, "ada", "town", EditPost(post=made.id, version=version + 1, **changes))  # type: ignore[arg-type]
    return made


def test_changes_since_the_first_version(town: Kit, edited: Post) -> None:
    found_changes = ask(town, "bob", "town", CompareRevisions(edited.id))
    assert (found_changes.before, found_changes.after) == (1, 4)
    assert found_changes.body == (
        DiffSegment("equal", "One.\n"),
        DiffSegment("delete", "Two.\n"),
        DiffSegment("insert", "2.\n"),
        DiffSegment("equal", "Three.\n"),
    )
    assert found_changes.title == (
        DiffSegment("equal", "Why "),
        DiffSegment("delete", "is "),
        DiffSegment("insert", "was "),
        DiffSegment("equal", "it so?"),
    )
    assert (found_changes.removed_tags, found_changes.added_tags) == (("a",), ("c",))


def test_changes_between_any_two_versions(town: Kit, edited: Post) -> None:
    between = ask(town, "bob", "town", CompareRevisions(edited.id, 2, after=3))
    assert [change.operation for change in between.body] == ["equal"]
    assert (between.removed_tags, between.added_tags, len(between.title)) == ((), (), 4)
    back = ask(town, "bob", "town", CompareRevisions(edited.id, 4, after=1))
    assert (back.removed_tags, back.added_tags) == (("c",), ("a",))
    same = ask(town, "bob", "town", CompareRevisions(edited.id, 2, after=2))
    assert (same.title, same.removed_tags, same.added_tags) == ((), (), ())


@pytest.mark.parametrize("version", [-1, 0, 5, 2**40])
def test_a_missing_version_is_refused(town: Kit, edited: Post, version: int) -> None:
    with assert_refused(NotFound, "posts.not_found"):
        ask(town, "bob", "town", CompareRevisions(edited.id, version))


def test_revisions_of_an_invisible_post_are_not_compared(town: Kit, edited: Post) -> None:
    do(town, OWNER, "town", RemovePost(edited.id))
    with assert_refused(NotFound, "runtime.not_found"):
        ask(town, "bob", "town", CompareRevisions(edited.id))


def together(changes: tuple[DiffSegment, ...], without: str) -> str:
    return "".join(change.text for change in changes if change.operation != without)


@given(TEXTS, TEXTS)
def test_differences_give_both_texts_back(before: str, after: str) -> None:
    lines, words = line_changes(before, after), word_changes(before, after)
    assert (together(lines, "insert"), together(lines, "delete")) == (before, after)
    assert (together(words, "insert"), together(words, "delete")) == (
        (before, after) if before != after else ("", "")
    )


def test_very_long_texts_are_compared_as_a_whole() -> None:
    before, after = "a\n" * 3 + "b\n" * 5000, "a\n" * 3 + "c\n" * 5000
    assert [change.operation for change in line_changes(before, after)] == ["equal", "delete", "insert"]


@pytest.mark.timeout(60)
def test_repeated_lines_are_compared_quickly() -> None:
    before = "x\n" + "a\nb\n" * 498 + "y"
    after = "z\n" + "b\nb\na\n" * 332 + "w"
    for _ in range(30):  # each took ten seconds when every such line could begin a match
        changes = line_changes(before, after)
    assert together(changes, "insert") == before
    assert together(changes, "delete") == after
