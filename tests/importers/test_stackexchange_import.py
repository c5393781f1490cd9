"""What an import makes of each row."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from commkit import SYSTEM, Kit
from commkit.importers.stackexchange import ensure_community, import_dump
from commkit.importers.stackexchange.parsing import parse_moment
from commkit.members import AddMember, ListMembers
from commkit.posts import (
    AddTagSynonym,
    CountReactions,
    ListMemberPosts,
    ListPopularTags,
    ListThreads,
    ReserveTag,
    ThreadOrder,
)
from tests.helpers import ask, assert_counters_hold, do
from tests.importers.dumps import (
    Rows,
    RunImport,
    answer,
    at,
    comment,
    counts,
    question,
    thread,
    user,
    vote,
    write_dump,
)
from tests.sample import OWNER, create_community


def moment(minute: int) -> datetime:
    return parse_moment(at(minute))


# Members


def test_users_become_members_with_their_names_and_times(kit: Kit, run_import: RunImport) -> None:
    rows = [
        user(-1),
        user(7, DisplayName="Zoë\n\x85 "),
        user("008", DisplayName=" "),
        user(9, DisplayName="x" * 300),
    ]
    report = run_import(Users=rows)
    assert counts(report, "Users") == (4, {})
    assert report.tables["Users"].truncated == 1
    members = {m.key: m for m in ask(kit, SYSTEM, "town", ListMembers()).items}
    assert {key: m.name for key, m in members.items()} == {
        "stackexchange:site:-1": "U-1",
        "stackexchange:site:7": "Zoë",
        "stackexchange:site:8": "user8",
        "stackexchange:site:9": "x" * 200,
    }
    assert {m.joined_at.isoformat() for m in members.values()} == {"2020-03-01T12:00:00+00:00"}


def test_the_same_people_in_two_communities_are_one_account_each(
    kit: Kit, run_import: RunImport, tmp_path: Path
) -> None:
    run_import(Users=[user(1), user(2)])
    ensure_community(kit, "other", "forum", title="Other")
    assert import_dump(kit, tmp_path / "town", "other", source="site").imported == 2
    ids = [{m.id for m in ask(kit, SYSTEM, place, ListMembers()).items} for place in ("town", "other")]
    assert ids[0] == ids[1]
    assert_counters_hold(kit, "other")


def test_a_member_that_the_host_added_before_is_counted_once(kit: Kit, run_import: RunImport) -> None:
    run_import(Users=[])
    do(kit, SYSTEM, "town", AddMember("stackexchange:site:1"))
    assert counts(run_import(Users=[user(1), user(2)]), "Users") == (2, {})


# Threads


def test_a_thread_is_imported_with_times_authors_and_states(kit: Kit, run_import: RunImport) -> None:
    report = run_import(
        Users=[user(1), user(2)],
        Posts=[
            answer(2, 4, CreationDate=at(9)),  # before its question in the file
            question(
                4,
                Tags="<Über><b><b>",
                AcceptedAnswerId=6,
                LastEditDate=at(5),
                LastActivityDate=at(7),
            ),
            answer(6, 4, OwnerUserId=None, OwnerDisplayName="Gone"),
            answer(8, 4, OwnerUserId=77),
        ],
        Comments=[
            comment(1, 4, UserId=None, UserDisplayName="Also gone"),
            comment(2, 6, Score=3),
            comment(3, 6, UserId=1),
        ],
    )
    assert report.imported == 9
    first, *replies = thread(kit)
    assert (first.kind, first.title, first.body, first.markup) == ("question", "T4", "<p>Q4</p>", "html")
    assert (first.tags, first.state, first.author_name) == (("über", "b"), "solved", "U1")
    assert (first.reply_count, first.answer_count, first.score, first.version) == (6, 3, 0, 1)
    assert (first.edited_at, first.activity_at) == (moment(5), moment(9))
    assert [(r.number, r.kind, r.body, r.author_name, r.markup, r.depth, r.score) for r in replies] == [
        (1, "answer", "<p>A2</p>", "U2", "html", 1, 0),
        (2, "answer", "<p>A6</p>", "Gone", "html", 1, 0),
        (5, "comment", "C2", "U2", "markdown", 2, 3),
        (6, "comment", "C3", "U1", "markdown", 2, 0),
        (3, "answer", "<p>A8</p>", "a deleted member", "html", 1, 0),
        (4, "comment", "C1", "Also gone", "markdown", 1, 0),
    ]
    assert first.answer == replies[1].id
    assert first.closed_at == replies[1].created_at == moment(2)
    assert {
        r.author is None for r in replies if r.author_name in ("Gone", "Also gone", "a deleted member")
    } == {True}
    assert first.author is not None
    assert ask(kit, SYSTEM, "town", ListMemberPosts(first.author)).items[0].id == replies[3].id
    assert [t.name for t in ask(kit, SYSTEM, "town", ListPopularTags())] == ["b", "über"]


@pytest.mark.parametrize(
    ("more", "answers", "ends"),
    [
        ({}, [], ("open", None)),
        ({"ClosedDate": at(9)}, [], ("closed", 9)),
        ({"AcceptedAnswerId": 2}, [], ("open", None)),  # the answer is not in the dump
        ({"AcceptedAnswerId": 2}, [answer(2, 5)], ("open", None)),  # it answers another question
        ({"AcceptedAnswerId": 2}, [answer(2, 1)], ("solved", 2)),
        ({"AcceptedAnswerId": 2, "ClosedDate": at(9)}, [answer(2, 1)], ("solved", 2)),
        ({"AcceptedAnswerId": 2, "ClosedDate": at(1)}, [answer(2, 1)], ("solved", 1)),
        ({"AcceptedAnswerId": 3}, [answer(2, 1), answer(3, 1, CreationDate=at(8))], ("solved", 8)),
    ],
)
def test_states_follow_from_closing_and_accepting(
    kit: Kit, run_import: RunImport, more: dict[str, Any], answers: Rows, ends: tuple[str, int | None]
) -> None:
    state, closed = ends
    run_import(Posts=[question(1, **more), *answers])
    first, *replies = thread(kit)
    assert first.state == state
    assert first.closed_at == (None if closed is None else moment(closed))
    assert (first.answer in {r.id for r in replies}) == (state == "solved")
    waiting = ask(kit, SYSTEM, "town", ListThreads(order=ThreadOrder.UNANSWERED)).items
    assert bool(waiting) == (state == "open" and not replies)


def test_other_post_types_are_skipped_by_reason(run_import: RunImport) -> None:
    posts = [question(1)] + [question(10 + kind, PostTypeId=kind) for kind in (3, 4, 5, 6, 7, 8, 9)]
    report = run_import(
        Posts=[*posts, answer(2, 99), answer(3, 14), answer(4, 2), answer(5, 1), answer(6, 5)],
        Comments=[comment(1, 99), comment(2, 15), comment(3, 2), comment(4, 5)],
        Votes=[vote(1, 99), vote(2, 15), vote(3, 2)],
        PostLinks=[
            {"Id": 1, "PostId": 1, "RelatedPostId": 5},
            {"Id": 2, "PostId": 1, "RelatedPostId": 99},
            {"Id": 3, "PostId": 15, "RelatedPostId": 1},
        ],
        Badges=[{"Id": 1}, {}],
        PostHistory=[{"Id": 1}],
    )
    assert counts(report, "Posts") == (
        2,
        {
            "orphaned tag wiki": 1,
            "tag wiki without its tag": 2,
            "moderator nomination": 1,
            "wiki placeholder": 1,
            "privilege wiki": 1,
            "post type 9 unknown": 1,
            "question missing": 3,
            "question skipped": 1,
        },
    )
    assert counts(report, "Comments") == (1, {"post missing": 1, "post skipped": 2})
    assert counts(report, "Votes") == (0, {"post missing": 1, "post skipped": 2})
    assert counts(report, "PostLinks") == (
        0,
        {"malformed: CreationDate": 3},
    )
    assert counts(report, "Badges") == (0, {"malformed: UserId": 1, "malformed: Id": 1})
    assert counts(report, "PostHistory") == (0, {"malformed: PostHistoryTypeId": 1})


def test_a_type_with_few_kinds_imports_what_it_supports(kit: Kit, run_import: RunImport) -> None:
    report = run_import(
        into="bare",
        Posts=[question(1, ClosedDate=at(3), AcceptedAnswerId=2), answer(2, 1)],
        Comments=[comment(1, 1)],
        Votes=[vote(1, 1), vote(2, 1, 3), vote(3, 1, 5), vote(4, 1, 1)],
    )
    (note,) = thread(kit)
    assert (note.kind, note.state, note.answer_count, note.score) == ("note", "open", None, 0)
    assert counts(report, "Posts") == (1, {"answers not supported": 1})
    assert counts(report, "Comments") == (0, {"comments not supported": 1})
    assert counts(report, "Votes") == (
        0,
        {
            "up votes not supported": 1,
            "down votes not supported": 1,
            "favourites not supported": 1,
            "not the accepted answer": 1,
        },
    )


def test_replies_beyond_the_maximal_depth_become_siblings(kit: Kit, tmp_path: Path) -> None:
    create_community(kit, settings={"posts": {"max_depth": 1}})
    dump = write_dump(tmp_path / "d", Posts=[question(1), answer(2, 1)], Comments=[comment(1, 2)])
    import_dump(kit, dump, "town")
    assert [post.depth for post in thread(kit)] == [0, 1, 1]
    assert_counters_hold(kit, "town")


# Votes


def test_votes_are_counted_once_each(kit: Kit, run_import: RunImport) -> None:
    rows = [
        *(vote(id, 1) for id in range(1, 6)),
        vote(6, 1, 3),
        vote(7, 1, 1),
        vote(8, 2, 1),
        vote(9, 1, 5, UserId=2),
        vote(10, 1, 5, UserId=2),
        vote(11, 1, 5, UserId=99),
        vote(12, 1, 5),
        vote(13, 1, 5, UserId=1),  # the author's own
        *(vote(20 + kind, 1, kind) for kind in (4, 6, 7, 8, 9, 10, 11, 12, 14, 15, 16)),
        vote(5, 1),
    ]
    report = run_import(
        Users=[user(1), user(2)], Posts=[question(1, AcceptedAnswerId=2, Score=99), answer(2, 1)], Votes=rows
    )
    first = thread(kit)[0]
    assert first.score == 4
    tallies = {
        t.reaction: (t.local_count, t.imported_count)
        for t in ask(kit, SYSTEM, "town", CountReactions(first.id))
    }
    assert tallies == {"up": (0, 5), "down": (0, 1), "bookmark": (2, 0)}
    author = next(m for m in ask(kit, SYSTEM, "town", ListMembers()).items if m.id == first.author)
    assert author.reaction_count == 1
    assert counts(report, "Votes") == (
        19,
        {
            "not the accepted answer": 1,
            "duplicate favourite": 1,
            "voter not a member": 1,
            "voter unknown": 1,
            "vote type 14 unknown": 1,
            "duplicate id": 1,
        },
    )


def test_a_synonym_becomes_its_tag(kit: Kit, run_import: RunImport) -> None:
    create_community(kit, "town", type="archive")
    do(kit, OWNER, "town", AddTagSynonym("py", "python"))
    do(kit, OWNER, "town", ReserveTag("news"))
    run_import(
        Posts=[
            question(1, Tags="<py><sql>"),
            question(2, Tags="<python><py>"),
            question(2, Tags="<sql>"),
            question(3, Tags="<news>"),
        ]
    )
    opened = ask(kit, SYSTEM, "town", ListThreads()).items
    assert sorted(post.tags for post in opened) == [("news",), ("python",), ("python", "sql")]
    assert {tag.name: tag.post_count for tag in ask(kit, OWNER, "town", ListPopularTags())} == {
        "python": 2,
        "sql": 1,
        "news": 1,
    }
    assert len(ask(kit, OWNER, "town", ListThreads(tag="py")).items) == 2
    assert_counters_hold(kit, "town")
