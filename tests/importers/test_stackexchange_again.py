"""The report of an import, a second import, and what cannot be imported."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import uuid4

from attrs import evolve

from commkit import SYSTEM, Conflict, Denied, Feature, Invalid, Kit, NotFound, hookimpl
from commkit.communities import ArchiveCommunity
from commkit.importers import ImportVotes, ListMissingPosts
from commkit.importers.stackexchange import ensure_community, import_dump
from commkit.posts import (
    ListThreads,
    PostsImported,
    ReadPost,
    RemovePost,
    ThreadOrder,
    set_accepted_answer,
)
from commkit.testing.contexts import context_of
from tests.helpers import ask, assert_refused, do
from tests.importers.dumps import (
    Rows,
    RunImport,
    answer,
    comment,
    counts,
    question,
    snapshot,
    thread,
    user,
    vote,
    write_dump,
)
from tests.sample import FORUM, OWNER, create_community, new_kit

# Reports


class Watching:
    """A plugin that looks at each batch in its own transaction, as a feature with cases of its own would."""

    def __init__(self) -> None:
        self.seen: list[list[tuple[str, str, bool]]] = []
        feature = Feature("watching.posts")

        @feature.reacts_to(PostsImported)
        def look(context: Any, fact: PostsImported) -> None:
            posts = [context.ask(ReadPost(id)) for id in fact.posts]
            threads = [context.ask(ReadPost(post.thread)) for post in posts]
            self.seen.append(
                [(p.kind, t.state, t.answer == p.id) for p, t in zip(posts, threads, strict=True)]
            )

        self.feature = feature

    @hookimpl
    def commkit_features(self) -> Iterator[Feature]:
        yield self.feature

    @hookimpl
    def commkit_types(self) -> Iterator[Any]:
        yield evolve(FORUM, name="watched", features=("posts", "watching.posts"))


def test_each_batch_emits_its_fact_after_its_posts_and_their_question(url: str, tmp_path: Path) -> None:
    watching = Watching()
    dump = write_dump(
        tmp_path / "town",
        Posts=[question(1, AcceptedAnswerId=2), answer(2, 1), answer(3, 1), question(4)],
        Comments=[comment(1, 2)],
    )
    with closing(new_kit(url, watching)) as kit:
        ensure_community(kit, "town", "watched", title="Town")
        import_dump(kit, dump, "town")
        import_dump(kit, dump, "town")
    assert watching.seen == [
        [("question", "open", False), ("question", "open", False)],
        [("answer", "solved", True), ("answer", "solved", False)],
        [("comment", "solved", False)],
    ]


def test_progress_covers_every_row(kit: Kit, tmp_path: Path) -> None:
    create_community(kit)
    dump = write_dump(
        tmp_path / "d", Users=map(user, range(7)), Posts=[question(1), answer(2, 1)], Badges=[{}] * 3, Tags=[]
    )
    calls: list[tuple[str, int]] = []
    import_dump(kit, dump, "town", batch=3, progress=lambda table, rows: calls.append((table, rows)))
    assert calls == [("Users", 3), ("Users", 6), ("Users", 7), ("Posts", 1), ("Posts", 2), ("Badges", 3)]


# Again


def test_a_second_import_adds_nothing_and_reports_it(kit: Kit, run_import: RunImport) -> None:
    tables: dict[str, Rows] = {
        "Users": [user(1), user(2)],
        "Tags": [{"Id": 1, "TagName": "a"}],
        "Posts": [question(1, AcceptedAnswerId=2, Tags="|a|"), answer(2, 1), answer(3, 9)],
        "Comments": [comment(1, 1, Score=2)],
        "Votes": [vote(1, 1), vote(2, 2, 1), vote(3, 1, 5, UserId=2), vote(4, 1, 10)],
    }
    run_import(**tables)
    before = snapshot(kit)
    again = run_import(**tables)
    assert snapshot(kit) == before
    assert again.imported == 0
    assert again.as_json()["tables"]["Votes"] == {
        "rows": 4,
        "imported": 0,
        "skipped": {"already imported": 4},
    }
    assert counts(again, "Posts") == (0, {"already imported": 2, "question missing": 1})


def test_a_later_dump_adds_what_is_new(kit: Kit, run_import: RunImport) -> None:
    run_import(Users=[user(1)], Posts=[question(1), answer(3, 5)], Votes=[vote(1, 1), vote(2, 3)])
    later = run_import(
        Users=[user(1), user(2)],
        Posts=[question(1), answer(3, 5), answer(4, 1), question(5, AcceptedAnswerId=3)],
        Votes=[vote(1, 1), vote(2, 3), vote(3, 1)],
        Comments=[comment(1, 4)],
    )
    assert {name: table.imported for name, table in later.tables.items()} == {
        "Users": 1, "Posts": 3, "Comments": 1, "Votes": 2,
    }  # fmt: skip
    first, second = reversed(ask(kit, SYSTEM, "town", ListThreads(order=ThreadOrder.ACTIVE)).items)
    assert {(first.score, first.state), (second.score, second.state)} == {(2, "open"), (0, "solved")}


def test_nothing_is_added_to_removed_posts(kit: Kit, run_import: RunImport) -> None:
    run_import(Posts=[question(1), answer(2, 1)])
    first, second = thread(kit)
    do(kit, SYSTEM, "town", RemovePost(second.id))
    report = run_import(Comments=[comment(1, 1), comment(2, 2)], Votes=[vote(1, 2)])
    assert counts(report, "Comments") == (1, {"post removed": 1})
    do(kit, SYSTEM, "town", RemovePost(first.id))
    report = run_import(Posts=[answer(3, 1)])
    assert counts(report, "Posts") == (0, {"question removed": 1})


def test_an_answer_that_was_accepted_here_stays(kit: Kit, run_import: RunImport) -> None:
    run_import(Posts=[question(1, AcceptedAnswerId=3), answer(2, 1)])
    first, chosen = thread(kit)
    with kit.session(SYSTEM, "town") as session:
        set_accepted_answer(context_of(session), first, chosen.id, state="solved")
    run_import(Posts=[question(1, AcceptedAnswerId=3), answer(2, 1), answer(3, 1)])
    assert thread(kit)[0].answer == chosen.id


# What cannot be


def test_invalid_arguments_are_refused(kit: Kit, tmp_path: Path) -> None:
    dump = write_dump(tmp_path / "d", Users=[user(1)])
    with assert_refused(NotFound, "communities.not_found"):
        import_dump(kit, dump, "nowhere")
    create_community(kit)
    with assert_refused(Invalid, "stackexchange.no_dump"):
        import_dump(kit, tmp_path / "nowhere", "town")
    for size in (0, 5_001):
        with assert_refused(Invalid, "runtime.invalid"):
            import_dump(kit, dump, "town", batch=size)
    with assert_refused(Invalid, "runtime.invalid"):
        import_dump(kit, dump, "town", source="x" * 100)
    create_community(kit, "shut", type="closed")
    with assert_refused(Conflict, "importers.no_opening_kind"):
        import_dump(kit, dump, "shut")
    do(kit, OWNER, "town", ArchiveCommunity("enough"))
    with assert_refused(Denied, "communities.archived"):
        import_dump(kit, dump, "town")


def test_only_the_host_imports(kit: Kit) -> None:
    create_community(kit)
    with assert_refused(Denied, "runtime.not_permitted"):
        do(kit, OWNER, "town", ImportVotes("s", uuid4(), ()))
    with assert_refused(Denied, "runtime.not_permitted"):
        ask(kit, OWNER, "town", ListMissingPosts("s", ()))


def test_a_community_is_created_once(kit: Kit) -> None:
    made = ensure_community(kit, "town", "archive", title="The town")
    assert (made.title, made.care_hours, made.member_count) == ("The town", 1, 0)
    assert "Stack Exchange" in made.purpose
    assert (made.review_on - made.created_at.date()).days == 90
    assert ensure_community(kit, "town", "archive", title="Another", owner="x") == made
    assert ensure_community(kit, "owned", "archive", title="Owned", owner=OWNER).member_count == 1
    with assert_refused(Conflict, "importers.other_type"):
        ensure_community(kit, "town", "forum", title="The town")
    with assert_refused(Invalid, "runtime.invalid"):
        ensure_community(kit, "new", "nothing", title="New")
