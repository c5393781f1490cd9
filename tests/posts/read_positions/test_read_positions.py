"""What a member has read stays read, what is new is unread, and hidden threads are in no count."""

from contextlib import closing
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from commkit import SYSTEM, Kit, NotFound
from commkit.members import JoinCommunity
from commkit.posts import (
    CountUnreadThreads,
    CreateReply,
    CreateThread,
    ListUnreadThreads,
    MarkAllRead,
    MarkRead,
    MergeThreads,
    Post,
    ReadReadPosition,
    RemovePost,
    UnreadThreads,
)
from commkit.posts.read_positions.tables import read_mark, read_position
from commkit.privacy import ErasePerson
from commkit.spaces import CreateSpace, JoinSpace, LeaveSpace, SpaceId, SpaceJoinPolicy
from commkit.testing.kits import capture_statements
from tests.helpers import ask, do
from tests.sample import OWNER, create_community, new_kit


@pytest.fixture
def town(kit: Kit) -> Kit:
    create_community(kit, members=["ada", "bob"])
    return kit


def open_thread(
    kit: Kit, title: str = "A thread", *, space: SpaceId | None = None, actor: str = "bob"
) -> Post:
    return do(kit, actor, "town", CreateThread(kind="question", title=title, body="Look.", space=space))


def reply(kit: Kit, to: Post, actor: str = "bob") -> Post:
    return do(kit, actor, "town", CreateReply(to.id, "Well."))


def unread(kit: Kit, actor: str = "ada") -> list[Any]:
    return [post.id for post in ask(kit, actor, "town", ListUnreadThreads()).items]


def counted(kit: Kit, actor: str = "ada") -> dict[SpaceId | None, int]:
    return {each.space: each.count for each in ask(kit, actor, "town", CountUnreadThreads())}


def test_a_new_thread_is_unread_until_it_is_read_and_again_after_a_reply(town: Kit) -> None:
    thread = open_thread(town)
    assert unread(town) == [thread.id]
    assert counted(town) == {None: 1}
    do(town, "ada", "town", MarkRead(thread.id))
    assert unread(town) == []
    assert counted(town) == {}
    first, second = reply(town, thread), reply(town, thread)
    position = ask(town, "ada", "town", ReadReadPosition(thread.id))
    assert (position.number, position.unread, position.first_unread) == (0, 2, first.id)
    assert unread(town) == [thread.id]
    do(town, "ada", "town", MarkRead(second.id))
    position = ask(town, "ada", "town", ReadReadPosition(thread.id))
    assert (position.number, position.unread, position.first_unread) == (2, 0, None)
    assert unread(town) == []
    assert unread(town, "bob") == [], "what they wrote themself"


def test_what_a_member_wrote_is_not_unread_to_them(town: Kit) -> None:
    thread = open_thread(town)
    for _ in range(2):
        assert (unread(town, "bob"), counted(town, "bob")) == ([], {})
        position = ask(town, "bob", "town", ReadReadPosition(thread.id))
        assert (position.unread, position.first_unread) == (0, None)
        last = reply(town, thread)
    by_ada = reply(town, thread, "ada")
    assert unread(town, "bob") == [thread.id]
    assert ask(town, "bob", "town", ReadReadPosition(thread.id)).first_unread == by_ada.id
    assert ask(town, "ada", "town", ReadReadPosition(thread.id)).first_unread == thread.id
    assert unread(town) == [thread.id], "replying does not read what was unread before"
    do(town, "ada", "town", MarkRead(last.id))
    assert unread(town) == []
    assert ask(town, "ada", "town", ReadReadPosition(thread.id)).number == by_ada.number


def test_a_reply_to_what_was_marked_read_or_is_from_before_one_joined_is_not_unread(town: Kit) -> None:
    old = open_thread(town)
    do(town, "eve", "town", JoinCommunity())
    reply(town, old, "eve")
    assert unread(town, "eve") == []
    do(town, "ada", "town", MarkAllRead())
    reply(town, old, "ada")
    assert unread(town) == []
    assert unread(town, "eve") == [old.id], "the control: it is unread to others"


def test_what_was_moved_is_unread_also_to_who_wrote_it(town: Kit) -> None:
    one, other = open_thread(town), open_thread(town, "Another")
    moved = reply(town, one)
    do(town, OWNER, "town", MergeThreads(one.id, other.id))
    assert unread(town, "bob") == [other.id]
    assert ask(town, "bob", "town", ReadReadPosition(other.id)).first_unread is None
    do(town, "bob", "town", MarkRead(moved.id))
    assert unread(town, "bob") == []


def test_nobody_reads_backwards(town: Kit) -> None:
    thread = open_thread(town)
    last = reply(town, thread)
    for post in (last, thread):
        do(town, "ada", "town", MarkRead(post.id))
        assert ask(town, "ada", "town", ReadReadPosition(thread.id)).number == last.number


def test_what_was_never_opened_starts_at_its_first_post(town: Kit) -> None:
    thread = open_thread(town)
    position = ask(town, "ada", "town", ReadReadPosition(thread.id))
    assert (position.number, position.unread, position.first_unread) == (-1, 1, thread.id)


def test_what_was_written_before_somebody_joined_is_no_news(town: Kit) -> None:
    old = open_thread(town)
    do(town, "eve", "town", JoinCommunity())
    new = open_thread(town, "A new one")
    assert unread(town, "eve") == [new.id]
    assert set(unread(town)) == {old.id, new.id}


def test_everything_is_marked_read_at_once(town: Kit) -> None:
    for number in range(3):
        open_thread(town, f"Thread {number}")
    do(town, "ada", "town", MarkAllRead())
    assert unread(town) == []
    after = open_thread(town, "After")
    assert unread(town) == [after.id]


def test_one_space_is_marked_read_and_counts_are_by_space(town: Kit) -> None:
    garden = do(town, OWNER, "town", CreateSpace("garden", "Garden"))
    kitchen = do(town, OWNER, "town", CreateSpace("kitchen", "Kitchen"))
    for space in (garden.id, garden.id, kitchen.id, None):
        open_thread(town, space=space)
    assert counted(town) == {None: 1, garden.id: 2, kitchen.id: 1}
    assert ask(town, "ada", "town", CountUnreadThreads())[0] == UnreadThreads(None, 1)
    do(town, "ada", "town", MarkAllRead(garden.id))
    assert counted(town) == {None: 1, kitchen.id: 1}


def test_hidden_threads_are_neither_counted_nor_listed(town: Kit) -> None:
    den = do(town, OWNER, "town", CreateSpace("den", "Den", private=True, join_policy=SpaceJoinPolicy.OPEN))
    for actor in ("ada", "bob"):
        do(town, actor, "town", JoinSpace(den.id))
    inside, removed = open_thread(town, space=den.id), open_thread(town, "Gone")
    do(town, OWNER, "town", RemovePost(removed.id, reason="Not here."))
    assert counted(town) == {den.id: 1}
    do(town, "ada", "town", LeaveSpace(den.id))
    assert counted(town) == {}
    assert unread(town) == []
    with pytest.raises(NotFound):
        do(town, "ada", "town", MarkRead(inside.id))
    with pytest.raises(NotFound):
        ask(town, "ada", "town", ReadReadPosition(inside.id))
    do(town, "ada", "town", JoinSpace(den.id))
    assert counted(town) == {den.id: 1}, "the control: who is inside has it"


def test_the_first_unread_post_is_a_visible_one(town: Kit) -> None:
    thread = open_thread(town)
    do(town, "ada", "town", MarkRead(thread.id))
    gone, there = reply(town, thread), reply(town, thread)
    do(town, OWNER, "town", RemovePost(gone.id, reason="Not here."))
    assert ask(town, "ada", "town", ReadReadPosition(thread.id)).first_unread == there.id


def test_pages_of_unread_threads_follow_each_other(town: Kit) -> None:
    threads = [open_thread(town, f"Thread {number}").id for number in range(5)]
    seen, after = [], None
    while True:
        page = ask(town, "ada", "town", ListUnreadThreads(limit=2, after=after))
        seen += [post.id for post in page.items]
        if (after := page.next) is None:
            break
    assert seen == threads[::-1]


def test_reading_costs_a_constant_number_of_statements(town: Kit) -> None:
    thread = open_thread(town)
    for _ in range(3):
        reply(town, thread)
        counts = []
        for query in (CountUnreadThreads(), ListUnreadThreads(), ReadReadPosition(thread.id)):
            with capture_statements(town) as statements:
                ask(town, "ada", "town", query)
            counts.append(len(statements))
        assert counts == [2, 2, 5], "one of each opens the session"


def test_erasing_a_person_forgets_what_they_read(town: Kit) -> None:
    thread = open_thread(town)
    do(town, "ada", "town", MarkRead(thread.id))
    do(town, "ada", "town", MarkAllRead())
    do(town, SYSTEM, None, ErasePerson("ada"))
    with town.database.engine.connect() as connection:
        for table in (read_position, read_mark):
            assert connection.execute(select(func.count()).select_from(table)).scalar_one() == 0


@pytest.mark.slow
@settings(max_examples=20, deadline=None)
@given(st.data())
def test_unread_is_what_was_added_since(data: st.DataObject) -> None:
    """Against a model in Python: the numbers read, and the numbers that there are."""
    with closing(new_kit("sqlite://")) as kit:
        kit.migrate()
        check_history(kit, data)


def check_history(kit: Kit, data: st.DataObject) -> None:
    create_community(kit, members=["ada", "bob"])
    posts: list[list[tuple[Post, str]]] = []
    read: dict[tuple[str, int], int] = {}
    for _ in range(data.draw(st.integers(1, 12))):
        action = data.draw(st.sampled_from(("open", "reply", "read", "read all")))
        actor = data.draw(st.sampled_from(("ada", "bob")))
        if action == "read all":
            do(kit, actor, "town", MarkAllRead())
            read |= {(actor, n): thread[-1][0].number for n, thread in enumerate(posts)}
            continue
        if action == "open" or not posts:
            posts.append([(open_thread(kit, actor=actor), actor)])
            continue
        which = data.draw(st.integers(0, len(posts) - 1))
        if action == "reply":
            posts[which].append((reply(kit, posts[which][0][0], actor), actor))
        else:
            post, _ = data.draw(st.sampled_from(posts[which]))
            do(kit, actor, "town", MarkRead(post.id))
            read[actor, which] = max(read.get((actor, which), -1), post.number)
    for actor in ("ada", "bob"):
        expected = {
            thread[0][0].id
            for n, thread in enumerate(posts)
            if any(post.number > read.get((actor, n), -1) and who != actor for post, who in thread)
        }
        assert set(unread(kit, actor)) == expected
        assert sum(counted(kit, actor).values()) == len(expected)
