"""Tags: synonyms, reserved ones, merging; their counters hold, concurrency included."""

from contextlib import suppress

import pytest
from sqlalchemy import update

from commkit import CommkitError, Conflict, Denied, Invalid, Kit, NotFound
from commkit.posts import (
    AddTagSynonym,
    CreateThread,
    EditPost,
    ListPopularTags,
    ListTagRules,
    ListThreads,
    MergeTags,
    Post,
    ReadPost,
    RemovePost,
    RemoveTagSynonym,
    RenameTag,
    ReserveTag,
    RestorePost,
    TagRule,
    TagsMerged,
    ThreadsRetagged,
    UnreserveTag,
)
from commkit.posts.tag_rules import handlers, jobs
from commkit.posts.tags.tables import tag
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


def thread(kit: Kit, *tags: str, actor: str = "ada") -> Post:
    return do(kit, actor, "town", CreateThread(kind="question", title="Why?", body="So.", tags=tags))


def tags_of(kit: Kit, made: Post) -> tuple[str, ...]:
    return ask(kit, OWNER, "town", ReadPost(made.id)).tags


def test_a_synonym_stands_for_its_tag(town: Kit) -> None:
    rule = do(town, OWNER, "town", AddTagSynonym("Py", "python"))
    assert rule == TagRule("py", 0, "python", False)
    made = thread(town, "py", "build", "python")
    assert made.tags == ("python", "build")
    assert tags_of(town, made) == ("python", "build")
    for name in ("py", "python"):
        assert [p.id for p in ask(town, "bob", "town", ListThreads(tag=name)).items] == [made.id]
    assert [t.name for t in ask(town, "bob", "town", ListPopularTags())] == ["build", "python"]
    edited = do(town, "ada", "town", EditPost(post=made.id, version=1, tags=("py", "build")))
    assert edited.tags == ("build", "python")
    edited = do(town, "ada", "town", EditPost(post=made.id, version=2, tags=("build",)))
    assert edited.tags == ("build",)
    edited = do(town, "ada", "town", EditPost(post=made.id, version=3, tags=("py",)))
    assert edited.tags == ("python",) == tags_of(town, made)
    assert_counters_hold(town, "town")


def test_tags_are_merged(town: Kit) -> None:
    both, one, other = thread(town, "js", "javascript"), thread(town, "js", "b"), thread(town, "javascript")
    down = thread(town, "js")
    do(town, OWNER, "town", RemovePost(down.id))
    facts = emitted_facts(town, OWNER, "town", MergeTags("js", "javascript"))
    assert facts == [
        TagsMerged(tag="js", into="javascript"),
        ThreadsRetagged(tag="js", into="javascript", threads=(both.id, one.id)),
    ]
    assert [tags_of(town, p) for p in (both, one, other)] == [
        ("javascript",),
        ("javascript", "b"),
        ("javascript",),
    ]
    assert_counters_hold(town, "town")
    assert thread(town, "js").tags == ("javascript",)
    do(town, OWNER, "town", RestorePost(down.id))
    assert tags_of(town, down) == ("javascript",)
    assert_counters_hold(town, "town")


def test_the_worker_retags_many_threads(town: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handlers, "BATCH_SIZE", 3)
    monkeypatch.setattr(jobs, "BATCH_SIZE", 3)
    made = [thread(town, "js", f"t{n}") for n in range(8)]
    do(town, OWNER, "town", RenameTag("js", "javascript"))
    assert_counters_hold(town, "town")
    assert [tags_of(town, p)[0] for p in made].count("javascript") == 3
    town.worker().drain()
    assert [tags_of(town, p)[0] for p in made].count("javascript") == 8
    assert_counters_hold(town, "town")


def test_chains_of_synonyms_are_resolved(town: Kit) -> None:
    thread(town, "a"), thread(town, "b"), thread(town, "c")
    do(town, OWNER, "town", AddTagSynonym("x", "a"))
    do(town, OWNER, "town", MergeTags("a", "b"))
    do(town, OWNER, "town", MergeTags("b", "c"))
    page = ask(town, "bob", "town", ListTagRules())
    assert [(rule.name, rule.synonym_of) for rule in page.items] == [("a", "c"), ("b", "c"), ("x", "c")]
    assert thread(town, "a", "b", "c", "x").tags == ("c",)
    with assert_unchanged(town), assert_invalid(into="same_tag"):
        do(town, OWNER, "town", MergeTags("c", "a"))
    assert_counters_hold(town, "town")


def test_what_is_refused_of_synonyms(town: Kit) -> None:
    thread(town, "a", "b")
    do(town, OWNER, "town", ReserveTag("r"))
    for command, kind, code in (
        (AddTagSynonym("a", "b"), Conflict, "posts.tag_in_use"),
        (AddTagSynonym("r", "b"), Conflict, "posts.tag_exists"),
        (RenameTag("a", "b"), Conflict, "posts.tag_exists"),
        (RenameTag("nothing", "c"), NotFound, "posts.not_found"),
        (MergeTags("a", "nothing"), NotFound, "posts.not_found"),
        (RemoveTagSynonym("a"), NotFound, "posts.not_found"),
        (UnreserveTag("a"), NotFound, "posts.not_found"),
        (ReserveTag("r"), Conflict, "posts.tag_exists"),
        (AddTagSynonym("a b", "c"), Invalid, "runtime.invalid"),
    ):
        with assert_unchanged(town), assert_refused(kind, code):
            do(town, OWNER, "town", command)
    with assert_unchanged(town), assert_refused(Denied, "runtime.not_permitted"):
        do(town, "ada", "town", AddTagSynonym("x", "a"))


def test_a_synonym_can_be_a_tag_again(town: Kit) -> None:
    do(town, OWNER, "town", AddTagSynonym("py", "python"))
    do(town, OWNER, "town", RemoveTagSynonym("py"))
    assert thread(town, "py").tags == ("py",)
    assert_counters_hold(town, "town")


def test_only_stewards_set_and_remove_a_reserved_tag(town: Kit) -> None:
    do(town, OWNER, "town", ReserveTag("News"))
    with assert_unchanged(town), assert_refused(Denied, "posts.reserved_tag"):
        thread(town, "a", "news")
    made = thread(town, "a")
    with assert_unchanged(town), assert_refused(Denied, "posts.reserved_tag"):
        do(town, "ada", "town", EditPost(post=made.id, version=1, tags=("a", "news")))
    do(town, OWNER, "town", EditPost(post=made.id, version=1, tags=("a", "news")))
    do(town, "ada", "town", EditPost(post=made.id, version=2, body="Anew.", tags=("news", "b")))
    assert tags_of(town, made) == ("news", "b")
    with assert_unchanged(town), assert_refused(Denied, "posts.reserved_tag"):
        do(town, "ada", "town", EditPost(post=made.id, version=3, tags=("b",)))
    do(town, "ada", "town", RemovePost(made.id))
    do(town, OWNER, "town", RestorePost(made.id))
    assert_counters_hold(town, "town")
    do(town, OWNER, "town", UnreserveTag("news"))
    do(town, "ada", "town", EditPost(post=made.id, version=3, tags=("b",)))
    assert_counters_hold(town, "town")


def test_a_synonym_does_not_bypass_a_reservation(town: Kit) -> None:
    do(town, OWNER, "town", ReserveTag("news"))
    do(town, OWNER, "town", AddTagSynonym("press", "news"))
    with assert_unchanged(town), assert_refused(Denied, "posts.reserved_tag"):
        thread(town, "press")
    assert thread(town, "press", actor=OWNER).tags == ("news",)
    assert_counters_hold(town, "town")


@pytest.mark.parametrize("cursor", ["!", "AA", "_w"])
def test_tag_rules_have_pages(town: Kit, cursor: str) -> None:
    for n in range(5):
        do(town, OWNER, "town", AddTagSynonym(f"s{n}", "t"))
    first = ask(town, "bob", "town", ListTagRules(limit=3))
    rest = ask(town, "bob", "town", ListTagRules(limit=3, after=first.next))
    assert [rule.name for rule in (*first.items, *rest.items)] == [f"s{n}" for n in range(5)]
    with assert_invalid(after="bad_cursor"):
        ask(town, "bob", "town", ListTagRules(after=cursor))


@pytest.mark.slow
def test_merging_tags_with_concurrent_edits(town: Kit) -> None:
    made = [thread(town, "a", "b") for _ in range(4)]

    def act(number: int) -> int:
        if number == 0:
            do(town, OWNER, "town", MergeTags("a", "b"))
            return 0
        for n in range(6):
            with suppress(Conflict):
                if n % 2:
                    thread(town, "a", "x")
                else:
                    target = made[number % 4]
                    version = ask(town, "ada", "town", ReadPost(target.id)).version
                    tags = ("a",) if n % 4 else ("x", "a", "b")
                    do(town, "ada", "town", EditPost(post=target.id, version=version, tags=tags))
        return number

    results = run_concurrently(4, act)
    assert not any(isinstance(result, CommkitError) for result in results), results
    town.worker().drain()
    assert_counters_hold(town, "town")
    assert ask(town, "bob", "town", ListTagRules()).items == (TagRule("a", 0, "b", False),)
    assert not any("a" in tags_of(town, p) for p in made)


def test_control_a_synonym_written_past_the_command_is_set(town: Kit) -> None:
    """The control: threads keep a tag that was made a synonym without retagging them."""
    made = thread(town, "a")
    with town.database.engine.begin() as connection:
        connection.execute(update(tag).where(tag.c.name == "a").values(synonym_of="b"))
    assert tags_of(town, made) == ("a",)
    assert ask(town, "bob", "town", ListThreads(tag="a")).items == ()
