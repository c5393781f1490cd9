"""Pages of threads: names, excerpts, the reader's own, and what the reader may do."""

from typing import Any

import pytest

from commkit import Kit, NotFound, PluginError
from commkit.notifications import WatchLevel, WatchThread
from commkit.posts import (
    AddReaction,
    CreatePoll,
    CreateReply,
    CreateThread,
    EditPost,
    EnableWiki,
    LockThread,
    MarkRead,
    Post,
    RemovePost,
    ThreadOrder,
    ThreadPage,
    ViewThread,
    ViewThreads,
    VoteInPoll,
)
from commkit.rendering import RenderedHtml, renderer
from commkit.spaces import (
    AddSpaceMember,
    ArchiveSpace,
    AssignSpaceModerator,
    CreateSpace,
    Space,
    SpaceJoinPolicy,
)
from tests.helpers import ask, assert_invalid, do, member_id
from tests.sample import OWNER, create_community


def open_thread(kit: Kit, actor: str = "bob", **fields: Any) -> Post:
    return do(
        kit, actor, "town", CreateThread(kind="question", title="Why?", body="**Look** here.", **fields)
    )


def view(kit: Kit, actor: str | None, thread: Post, **fields: Any) -> ThreadPage:
    return ask(kit, actor, "town", ViewThread(thread.id, **fields))


def test_a_thread_comes_with_names_texts_reactions_and_what_the_reader_may_do(town: Kit) -> None:
    thread = open_thread(town)
    do(town, "ada", "town", CreateReply(thread.id, "So *it* is."))
    do(town, "ada", "town", AddReaction(thread.id, "heart"))
    page = view(town, "ada", thread)
    header, (opening, answer) = page.thread, page.items
    assert (header.post, header.excerpt, header.author.name) == (opening.post, "Look here.", "bob")
    assert (page.next, page.poll, page.first_unread, header.last_read) == (None, None, thread.id, -1)
    assert isinstance(answer.html, RenderedHtml)
    assert answer.html == "<p>So <em>it</em> is.</p>\n"
    assert (answer.author.name, answer.author.role, answer.author.key) == ("ada", "member", "ada")
    assert (opening.reacted, answer.reacted) == (("heart",), ())
    assert [(each.reaction, each.count) for each in opening.reactions] == [("heart", 1)]
    assert view(town, "bob", thread).items[0].reacted == (), "a reaction is its giver's"
    assert "posts.edit_post" in answer.may
    assert "posts.edit_post" not in opening.may
    do(town, "ada", "town", MarkRead(thread.id))
    page = view(town, "ada", thread)
    assert (page.thread.last_read, page.thread.unread, page.first_unread) == (0, False, None), (
        "ada's own reply"
    )
    reply = do(town, "bob", "town", CreateReply(thread.id, "It is."))
    page = view(town, "ada", thread)
    assert (page.thread.last_read, page.thread.unread, page.first_unread) == (0, True, reply.id)
    do(town, "ada", "town", MarkRead(reply.id))
    page = view(town, "ada", thread)
    assert (page.thread.last_read, page.thread.unread, page.first_unread) == (2, False, None)
    visitor = view(town, None, thread)
    assert (visitor.thread.unread, visitor.first_unread, visitor.thread.may) == (False, None, frozenset())


def test_the_header_is_on_every_page(town: Kit) -> None:
    thread = open_thread(town)
    for number in range(3):
        do(town, "ada", "town", CreateReply(thread.id, f"No. {number}"))
    first = view(town, "ada", thread, limit=2)
    second = view(town, "ada", thread, limit=2, after=first.next)
    assert first.thread == second.thread
    assert [len(first.items), len(second.items), second.next] == [2, 2, None]
    with pytest.raises(NotFound):
        view(town, "ada", second.items[0].post)
    with assert_invalid(after="bad_cursor"):
        view(town, "ada", second.items[0].post, after=first.next)


def test_a_poll_is_in_the_header_with_the_readers_vote(town: Kit) -> None:
    thread = open_thread(town)
    assert "posts.vote_in_poll" not in view(town, "ada", thread).thread.may
    do(town, "bob", "town", CreatePoll(post=thread.id, question="Which?", choices=("a", "b")))
    do(town, "ada", "town", VoteInPoll(thread.id, (1,)))
    page = view(town, "ada", thread)
    assert page.poll is not None
    assert [choice.chosen for choice in page.poll.choices] == [False, True]
    assert "posts.vote_in_poll" in page.thread.may
    assert "posts.create_poll" not in view(town, "bob", thread).thread.may


def test_lists_are_those_of_the_list_queries(town: Kit) -> None:
    threads = [open_thread(town) for _ in range(3)]
    do(town, "ada", "town", CreateReply(threads[0].id, "An answer."))
    order = {
        "newest": [threads[2], threads[1], threads[0]],
        "active": [threads[0], threads[2], threads[1]],
        "unanswered": [threads[1], threads[2]],
    }
    for sort, expected in order.items():
        page = ask(town, "ada", "town", ViewThreads(order=ThreadOrder(sort)))
        assert [each.post.id for each in page.items] == [thread.id for thread in expected]
    first = ask(town, "ada", "town", ViewThreads(limit=2))
    last = ask(town, "ada", "town", ViewThreads(limit=2, after=first.next))
    assert [each.post.id for each in (*first.items, *last.items)] == [t.id for t in order["newest"]]


def board(kit: Kit, **fields: Any) -> Space:
    return do(kit, OWNER, "town", CreateSpace("board", title="Board", purpose="To talk.", **fields))


def test_a_moderator_is_offered_what_is_granted_for_the_space(town: Kit) -> None:
    here = board(town)
    inside, outside = open_thread(town, space=here.id), open_thread(town)
    reply = do(town, "bob", "town", CreateReply(inside.id, "Hm."))
    assert "posts.remove_post" not in view(town, "ada", inside).thread.may
    do(town, OWNER, "town", AssignSpaceModerator(here.id, member_id(town, "ada")))
    page = view(town, "ada", inside)
    assert page.thread.space is not None
    assert (page.thread.space.slug, page.thread.space.title) == ("board", "Board")
    local = {
        "posts.edit_post",
        "posts.remove_post",
        "posts.lock_thread",
        "posts.pin_thread",
        "posts.move_thread",
    }
    assert local <= page.thread.may
    assert {"posts.edit_post", "posts.remove_post", "posts.move_post"} <= page.items[1].may
    assert not local & view(town, "ada", outside).thread.may
    listed = ask(town, "ada", "town", ViewThreads()).items
    assert [bool(local & each.may) for each in listed] == [False, True]
    do(town, "ada", "town", RemovePost(reply.id))  # it is true


def test_nobody_replies_where_nobody_can(town: Kit) -> None:
    here = board(town)
    locked, archived = open_thread(town), open_thread(town, space=here.id)
    for thread in (locked, archived):
        do(town, "ada", "town", CreateReply(thread.id, "Hm."))
        assert all("posts.create_reply" in each.may for each in view(town, "ada", thread).items)
    do(town, OWNER, "town", LockThread(locked.id))
    do(town, OWNER, "town", ArchiveSpace(here.id))
    for thread in (locked, archived):
        assert not any("posts.create_reply" in each.may for each in view(town, "ada", thread).items)
    for each in ask(town, "ada", "town", ViewThreads()).items:
        assert "posts.create_reply" not in each.may


def test_a_wiki_is_edited_by_others(town: Kit) -> None:
    thread = open_thread(town)
    do(town, "bob", "town", EnableWiki(thread.id, trust=0))
    assert "posts.edit_post" in view(town, "ada", thread).thread.may
    assert "posts.edit_post" not in view(town, None, thread).thread.may
    do(town, "ada", "town", EditPost(post=thread.id, version=1, body="Mine."))
    do(town, OWNER, "town", RemovePost(thread.id))
    assert "posts.edit_post" not in view(town, OWNER, thread).thread.may


def test_a_thread_says_whether_its_reader_watches_it(town: Kit) -> None:
    thread = open_thread(town)
    marks = [frozenset(), {"notifications.watching"}, {"notifications.muted"}, frozenset()]
    assert view(town, "ada", thread).thread.marks == marks[0]
    for level, expected in zip(
        (WatchLevel.WATCHING, WatchLevel.MUTED, WatchLevel.NORMAL), marks[1:], strict=True
    ):
        do(town, "ada", "town", WatchThread(thread=thread.id, level=level))
        page = view(town, "ada", thread)
        assert (page.thread.marks, page.items[0].marks) == (expected, expected)
        assert view(town, OWNER, thread).thread.marks == frozenset(), "a watch is its member's"
        assert ask(town, "ada", "town", ViewThreads()).items[0].marks == expected
    assert view(town, None, thread).thread.marks == frozenset()


def test_a_hidden_thread_is_in_no_view(town: Kit) -> None:
    here = do(
        town,
        OWNER,
        "town",
        CreateSpace("den", title="Den", purpose="Ours.", private=True, join_policy=SpaceJoinPolicy.INVITE),
    )
    do(town, OWNER, "town", AddSpaceMember(here.id, member_id(town, "bob")))
    thread = open_thread(town, space=here.id)
    do(town, "bob", "town", CreateReply(thread.id, "Hm."))
    first = view(town, "bob", thread, limit=1)
    for after in (None, first.next):
        with pytest.raises(NotFound):
            view(town, "ada", thread, after=after)
    assert ask(town, "ada", "town", ViewThreads()).items == ()
    assert [each.space and each.space.slug for each in ask(town, "bob", "town", ViewThreads()).items] == [
        "den"
    ]


def test_without_the_extra_it_says_what_to_install_and_sources_are_there(
    sqlite_kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_community(sqlite_kit, members=["bob"])
    thread = open_thread(sqlite_kit)

    def missing(*_: Any, **__: Any) -> Any:
        raise PluginError("rendering.not_installed", "run: pip install 'commkit[rendering]'")

    monkeypatch.setattr(renderer, "_render", missing)
    for query in (ViewThread(thread.id), ViewThreads()):
        with pytest.raises(PluginError, match=r"pip install 'commkit\[rendering\]'"):
            ask(sqlite_kit, "bob", "town", query)  # type: ignore[arg-type]
    page = view(sqlite_kit, "bob", thread, rendered=False)
    assert (page.thread.excerpt, page.items[0].html) == ("**Look** here.", None)
    assert ask(sqlite_kit, "bob", "town", ViewThreads(rendered=False)).items[0].excerpt == "**Look** here."
