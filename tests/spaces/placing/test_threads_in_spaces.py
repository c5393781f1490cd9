"""Threads in spaces: where they stand decides who sees them, what may be written, and who may move them."""

from typing import Any

import pytest

from commkit import SYSTEM, Conflict, Denied, Kit, NotFound
from commkit.members import AssignRole, CreateGroup, DeleteGroup, JoinGroup, LeaveGroup, ListGroups
from commkit.posts import (
    CreateDraft,
    CreateReply,
    ListMyDrafts,
    ListThreads,
    LockThread,
    MergeThreads,
    MovePost,
    MoveThread,
    Post,
    PublishDraft,
    ReadPost,
    ReadThread,
    RemovePost,
    SplitThread,
    ThreadOrder,
    UpdateDraft,
)
from commkit.spaces import (
    AddSpaceMember,
    ArchiveSpace,
    AssignSpaceModerator,
    DismissSpaceModerator,
    JoinSpace,
    LeaveSpace,
    ReopenSpace,
    SpaceJoinPolicy,
)
from tests.helpers import (
    ask,
    assert_counters_hold,
    assert_refused,
    assert_unchanged,
    do,
    emitted_facts,
    result_or_error,
    run_concurrently,
)
from tests.posts.invariants import broken_invariants
from tests.sample import OWNER, create_community
from tests.spaces.helpers import kit_of, make_space, member, write_thread


@pytest.fixture(autouse=True)
def town(request: pytest.FixtureRequest) -> None:
    kit = kit_of(request)
    create_community(kit, members=("ada", "bob", "cid", "stew"))
    do(kit, OWNER, "town", AssignRole(member(kit, "stew"), "steward"))


def sees(kit: Kit, actor: Any, thread: Post) -> bool:
    """Whether somebody reads a thread; then it is in the lists too, and else in none."""
    answer = result_or_error(lambda: ask(kit, actor, "town", ReadThread(thread.id)))
    for query in (ListThreads(), ListThreads(order=ThreadOrder.ACTIVE)):
        shown = thread.id in {one.id for one in ask(kit, actor, "town", query).items}
        assert shown is not isinstance(answer, tuple)
    return not isinstance(answer, tuple)


def test_a_thread_in_a_space_is_for_its_audience(kit: Kit) -> None:
    walled = make_space(kit, "walled", private=True, walled=True)
    closed = make_space(kit, "closed", private=True)
    for space in (walled, closed):
        do(kit, OWNER, "town", AddSpaceMember(space.id, member(kit, "ada")))
    for space, seen in ((walled, ["ada", OWNER]), (closed, ["ada", "stew", OWNER])):
        thread = write_thread(kit, "ada", space.id)
        assert (thread.space, thread.audience) == (space.id, space.audience)
        reply = do(kit, OWNER, "town", CreateReply(thread.id, "So."))
        assert [key for key in ("ada", "bob", "stew", OWNER) if sees(kit, key, thread)] == seen
        for outside in {"bob", "stew", None} - {*seen}:
            with assert_refused(NotFound, "runtime.not_found"):
                ask(kit, outside, "town", ReadPost(reply.id))
    assert sees(kit, SYSTEM, thread)


def test_who_does_not_see_a_space_writes_nothing_in_it(kit: Kit) -> None:
    hidden = make_space(kit, "hidden", private=True)
    joinable = make_space(kit, "joinable", private=True, join_policy=SpaceJoinPolicy.OPEN)
    with assert_unchanged(kit), assert_refused(NotFound, "runtime.not_found"):
        write_thread(kit, "ada", hidden.id)
    with assert_unchanged(kit), assert_refused(Denied, "spaces.not_a_member"):
        write_thread(kit, "ada", joinable.id)
    do(kit, "ada", "town", JoinSpace(joinable.id))
    thread = write_thread(kit, "ada", joinable.id)
    do(kit, "ada", "town", LeaveSpace(joinable.id))
    assert not sees(kit, "ada", thread)  # even what they wrote themselves


def test_an_archived_space_takes_nothing_new(kit: Kit) -> None:
    space = make_space(kit)
    thread, other = write_thread(kit, "ada", space.id), write_thread(kit, "ada")
    reply = do(kit, "bob", "town", CreateReply(other.id, "So."))
    do(kit, OWNER, "town", ArchiveSpace(space.id))
    assert sees(kit, "bob", thread)
    for work in (
        lambda: write_thread(kit, "ada", space.id),
        lambda: do(kit, "ada", "town", CreateReply(thread.id, "More.")),
        lambda: do(kit, OWNER, "town", MoveThread(other.id, space.id)),
        lambda: do(kit, OWNER, "town", MovePost(reply.id, thread.id)),
        lambda: do(kit, OWNER, "town", MergeThreads(other.id, thread.id)),
    ):
        with assert_unchanged(kit), assert_refused(Conflict, "spaces.archived"):
            work()
    do(kit, OWNER, "town", ReopenSpace(space.id))
    do(kit, "ada", "town", CreateReply(thread.id, "More."))


def test_a_thread_for_a_group_alone(kit: Kit) -> None:
    group = do(kit, OWNER, "town", CreateGroup("desk", "Desk", open=True))
    with assert_unchanged(kit), assert_refused(Denied, "spaces.not_in_group"):
        write_thread(kit, "ada", audience=group.id)
    do(kit, "ada", "town", JoinGroup(group.id))
    thread = write_thread(kit, "ada", audience=group.id)
    assert [key for key in ("ada", "bob", "stew") if sees(kit, key, thread)] == ["ada", "stew"]
    with assert_unchanged(kit), assert_refused(Conflict, "posts.group_is_audience"):
        do(kit, OWNER, "town", DeleteGroup(group.id))
    do(kit, "ada", "town", LeaveGroup(group.id))
    assert not sees(kit, "ada", thread)
    space = make_space(kit)
    do(kit, "ada", "town", JoinGroup(group.id))
    assert not sees(kit, "bob", write_thread(kit, "ada", space.id, audience=group.id))
    closed = make_space(kit, "closed", private=True)
    do(kit, OWNER, "town", AddSpaceMember(closed.id, member(kit, "ada")))
    with assert_unchanged(kit), assert_refused(Conflict, "posts.other_audience"):
        write_thread(kit, "ada", closed.id, audience=group.id)


def test_a_thread_is_moved_with_all_that_belongs_to_it(kit: Kit) -> None:
    closed, other = make_space(kit, "closed", private=True), make_space(kit, "other")
    thread = write_thread(kit, "ada", tags=("tag",))
    reply = do(kit, "bob", "town", CreateReply(thread.id, "So."))
    names = [fact.name for fact in emitted_facts(kit, OWNER, "town", MoveThread(thread.id, closed.id))]
    assert names == ["posts.thread_moved"]
    assert not sees(kit, "ada", thread)
    for gone in (ReadPost(reply.id), ReadPost(thread.id)):
        with assert_refused(NotFound, "runtime.not_found"):
            ask(kit, "bob", "town", gone)
    moved = do(kit, OWNER, "town", MoveThread(thread.id, other.id))
    assert (moved.space, moved.audience) == (other.id, None)
    assert ask(kit, "bob", "town", ReadPost(reply.id)).id == reply.id
    assert do(kit, OWNER, "town", MoveThread(thread.id, None)).space is None
    assert emitted_facts(kit, OWNER, "town", MoveThread(thread.id, None)) == []
    assert_counters_hold(kit, "town")


def test_what_stands_behind_a_wall_stays_there(kit: Kit) -> None:
    walled = make_space(kit, "walled", private=True, walled=True)
    below = make_space(kit, "below", parent=walled.id)
    thread, outside = write_thread(kit, OWNER, walled.id), write_thread(kit, OWNER)
    reply = do(kit, OWNER, "town", CreateReply(thread.id, "So."))
    for command in (
        MoveThread(thread.id, None),
        MergeThreads(thread.id, outside.id),
        MovePost(reply.id, outside.id),
    ):
        with assert_unchanged(kit), assert_refused(Conflict, "spaces.walled"):
            do(kit, OWNER, "town", command)
    do(kit, OWNER, "town", MoveThread(thread.id, below.id))  # the same audience
    split = do(kit, OWNER, "town", SplitThread(reply.id, kind="question", title="Apart"))
    assert (split.space, split.audience) == (below.id, below.audience)
    do(kit, OWNER, "town", MergeThreads(outside.id, thread.id))
    assert ask(kit, OWNER, "town", ReadPost(outside.id)).audience is None  # a reply has its thread's
    for key in ("ada", "stew"):
        with assert_refused(NotFound, "runtime.not_found"):
            ask(kit, key, "town", ReadPost(outside.id))
    assert broken_invariants(kit, "town") == []


def test_lists_of_a_space(kit: Kit) -> None:
    a, b = make_space(kit, "a"), make_space(kit, "b", private=True)
    in_a = [write_thread(kit, "ada", a.id, tags=("tag",)) for _ in range(3)]
    write_thread(kit, "ada", tags=("tag",))
    in_b = write_thread(kit, OWNER, b.id, tags=("tag",))
    newest = [post.id for post in in_a[::-1]]
    queries: list[Any] = [
        ListThreads,
        lambda **values: ListThreads(order=ThreadOrder.ACTIVE, **values),
        lambda **values: ListThreads(order=ThreadOrder.UNANSWERED, **values),
        lambda **values: ListThreads(tag="tag", **values),
    ]
    for number, query in enumerate(queries):
        expected = newest[::-1] if number == 2 else newest
        first = ask(kit, "ada", "town", query(space=a.id, limit=2))
        rest = ask(kit, "ada", "town", query(space=a.id, limit=2, after=first.next))
        assert [post.id for post in (*first.items, *rest.items)] == expected
        assert ask(kit, "ada", "town", query(space=b.id)).items == ()
        assert [post.id for post in ask(kit, OWNER, "town", query(space=b.id)).items] == [in_b.id]


def test_a_moderator_acts_in_their_space_alone(kit: Kit) -> None:
    a, b = make_space(kit, "a"), make_space(kit, "b")
    in_a, in_b, free = (write_thread(kit, "ada", id) for id in (a.id, b.id, None))
    reply = do(kit, "ada", "town", CreateReply(in_a.id, "So."))
    do(kit, OWNER, "town", AssignSpaceModerator(a.id, member(kit, "bob")))
    do(kit, "bob", "town", LockThread(in_a.id))
    do(kit, "bob", "town", RemovePost(reply.id))
    for command in (LockThread(in_b.id), RemovePost(free.id), MoveThread(in_b.id, a.id)):
        with assert_unchanged(kit), assert_refused(Denied, "runtime.not_permitted"):
            do(kit, "bob", "town", command)
    for space in (b.id, None):
        with assert_unchanged(kit), assert_refused(Denied, "posts.not_moderated_there"):
            do(kit, "bob", "town", MoveThread(in_a.id, space))
    do(kit, OWNER, "town", AssignSpaceModerator(b.id, member(kit, "bob")))
    do(kit, "bob", "town", MoveThread(in_a.id, b.id))
    do(kit, OWNER, "town", DismissSpaceModerator(b.id, member(kit, "bob")))
    with assert_unchanged(kit), assert_refused(Denied, "runtime.not_permitted"):
        do(kit, "bob", "town", RemovePost(in_a.id))


def test_a_draft_is_published_in_its_space(kit: Kit) -> None:
    hidden = make_space(kit, "hidden", private=True)
    with assert_unchanged(kit), assert_refused(NotFound, "runtime.not_found"):
        do(kit, "ada", "town", CreateDraft(kind="question", title="T", body="B", space=hidden.id))
    do(kit, OWNER, "town", AddSpaceMember(hidden.id, member(kit, "ada")))
    drafts = [do(kit, "ada", "town", CreateDraft(kind="question", title="T", body="B")) for _ in range(2)]
    drafts = [
        do(kit, "ada", "town", UpdateDraft(draft=draft.id, version=1, space=hidden.id)) for draft in drafts
    ]
    published = do(kit, "ada", "town", PublishDraft(drafts[0].id))
    assert (published.space, published.audience) == (hidden.id, hidden.audience)
    do(kit, "ada", "town", LeaveSpace(hidden.id))
    with assert_unchanged(kit), assert_refused(NotFound, "runtime.not_found"):
        do(kit, "ada", "town", PublishDraft(drafts[1].id))
    assert [one.id for one in ask(kit, "ada", "town", ListMyDrafts()).items] == [drafts[1].id]


def test_written_while_archived_or_taken_away(kit: Kit) -> None:
    """Whoever comes first: no thread is newer than the archiving of its space, none by who was outside already."""
    for number in range(5):
        space = make_space(kit, f"s{number}", private=True)
        do(kit, OWNER, "town", AddSpaceMember(space.id, member(kit, "ada")))
        closing = ArchiveSpace(space.id) if number % 2 else None
        written, closed = run_concurrently(
            2,
            lambda turn, space=space, closing=closing: (
                write_thread(kit, "ada", space.id)
                if not turn
                else do(kit, OWNER, "town", closing)  # type: ignore[misc]
                if closing is not None
                else do(kit, "ada", "town", LeaveSpace(space.id))
            ),
        )
        if number % 2:
            assert not isinstance(closed, Exception)
            assert not isinstance(written, Exception) or written.code == "spaces.archived"
        else:
            assert not isinstance(closed, Exception)
            codes = {"runtime.not_found", "members.membership_changed", "spaces.not_a_member"}
            assert not isinstance(written, Exception) or written.code in codes


def test_moved_by_two_at_once_it_stands_in_one(kit: Kit) -> None:
    a, b = make_space(kit, "a", private=True), make_space(kit, "b")
    for _ in range(4):
        thread = write_thread(kit, "ada")
        run_concurrently(2, lambda n, t=thread: do(kit, OWNER, "town", MoveThread(t.id, (a, b)[n].id)))  # type: ignore[misc]
        found = ask(kit, OWNER, "town", ReadPost(thread.id))
        assert (found.space, found.audience) in {(a.id, a.audience), (b.id, None)}


def test_groups_that_spaces_keep_are_no_groups_of_people(kit: Kit) -> None:
    make_space(kit, private=True)
    assert ask(kit, "ada", "town", ListGroups()) == ()
