"""Writing: creating threads and replies, and every way in which that is refused."""

from contextlib import closing
from typing import Any
from uuid import uuid4

import pytest

from commkit import SYSTEM, CommunityType, Conflict, Denied, Kit, NotFound, PostKind, Role, hookimpl
from commkit.members import AssignRole, ReadMember
from commkit.posts import CreateReply, CreateThread, Post, PostCreated, PostId, ReadPost, RemovePost
from tests.helpers import (
    ask,
    assert_counters_hold,
    assert_invalid,
    assert_refused,
    assert_unchanged,
    do,
    emitted_facts,
)
from tests.runtime.plugins import Plugin
from tests.sample import FORUM, OWNER, create_community, new_kit


@pytest.fixture
def town(kit: Kit) -> Kit:
    create_community(kit, members=["ada", "bob"])
    return kit


def question(kit: Kit, actor: str = "ada", **fields: Any) -> Post:
    return do(
        kit, actor, "town", CreateThread(**({"kind": "question", "title": "Why?", "body": "So."} | fields))
    )


def test_a_thread_is_created(town: Kit) -> None:
    made = question(town, tags=("Build", "python"))
    assert made == ask(town, "bob", "town", ReadPost(made.id))
    assert (made.thread, made.parent, made.number, made.path) == (made.id, None, 0, b"")
    assert (made.kind, made.state, made.title, made.body) == ("question", "open", "Why?", "So.")
    assert (made.tags, made.author_name, made.by_staff) == (("build", "python"), "ada", False)
    assert (made.reply_count, made.answer_count, made.score, made.version) == (0, 0, 0, 1)
    assert made.activity_at == made.created_at
    assert made.opens
    assert made.depth == 0
    assert_counters_hold(town, "town")


def test_a_new_post_emits_a_fact(town: Kit) -> None:
    fact, *_ = emitted_facts(town, "ada", "town", CreateThread(kind="question", title="Why?", body="So."))
    assert fact == PostCreated(post=fact.post, thread=fact.post, parent=None, kind="question")
    reply, *_ = emitted_facts(town, "bob", "town", CreateReply(fact.post, "Because."))
    assert reply == PostCreated(post=reply.post, thread=fact.post, parent=fact.post, kind="answer")


def test_a_reply_is_below_its_parent_and_is_counted(town: Kit) -> None:
    opening = question(town)
    answer = do(town, "bob", "town", CreateReply(opening.id, "Because."))
    aside = do(town, "ada", "town", CreateReply(opening.id, "Hm.", kind="comment"))
    below = do(town, "ada", "town", CreateReply(answer.id, "Thanks."))
    assert answer == ask(town, "ada", "town", ReadPost(answer.id))
    assert [(p.kind, p.number, p.depth, p.parent) for p in (answer, aside, below)] == [
        ("answer", 1, 1, opening.id),
        ("comment", 2, 1, opening.id),
        ("comment", 3, 2, answer.id),
    ]
    assert below.path == answer.path + (3).to_bytes(4, "big")
    grown = ask(town, "ada", "town", ReadPost(opening.id))
    assert (grown.reply_count, grown.answer_count) == (3, 1)
    assert grown.activity_at == below.created_at
    with town.session("ada", "town") as session:
        assert session.ask(ReadMember(session.member)).post_count == 3
    assert_counters_hold(town, "town")


def test_posts_by_staff_are_marked(town: Kit) -> None:
    assert question(town, OWNER).by_staff


def test_the_host_writes_in_the_name_of_the_community(town: Kit) -> None:
    made = do(town, SYSTEM, "town", CreateThread(kind="question", title="Welcome", body="Be kind."))
    assert (made.author, made.author_name) == (None, "Town")
    assert_counters_hold(town, "town")


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        ({"kind": "answer"}, {"kind": "unknown_kind"}),
        ({"kind": "rumour"}, {"kind": "unknown_kind"}),
        ({"title": ""}, {"title": "blank"}),
        ({"title": "  "}, {"title": "blank"}),
        ({"title": "two\nlines"}, {"title": "one_line"}),
        ({"title": "x" * 301}, {"title": "too_long"}),
        ({"body": ""}, {"body": "blank"}),
        ({"body": " \n\t "}, {"body": "blank"}),
        ({"body": "x" * 40_001}, {"body": "too_long"}),
        ({"body": "a\0b"}, {"body": "bad_text"}),
        ({"body": "a\ud800b"}, {"body": "bad_text"}),
        ({"markup": "rtf"}, {"markup": "not_a_choice"}),
        ({"tags": ("a b",)}, {"tags[0]": "invalid_tag"}),
        ({"tags": ("ok", "\u200b")}, {"tags[1]": "blank"}),
        ({"tags": tuple("abcdef")}, {"tags": "too_many"}),
        ({"tags": ("x" * 51,)}, {"tags[0]": "too_long"}),
        ({"tags": ("\ufdfa",)}, {"tags[0]": "invalid_tag"}),
        ({"tags": "build"}, {"tags": "wrong_type"}),
        ({"title": 5, "tags": (1,)}, {"title": "wrong_type", "tags[0]": "wrong_type"}),
        ({"body": None}, {"body": "wrong_type"}),
        ({"title": "x" * 301, "body": "", "kind": 7}, {"title": "too_long", "body": "blank", "kind": "wrong_type"}),
    ],
    ids=repr,
)  # fmt: skip
def test_an_invalid_thread_is_refused(town: Kit, fields: dict[str, Any], faults: dict[str, str]) -> None:
    with assert_unchanged(town), assert_invalid(**faults):
        question(town, **fields)


def test_the_longest_texts_fit(town: Kit) -> None:
    made = question(town, title="ä" * 300, body="\U0001f600" * 40_000, tags=tuple(c * 50 for c in "abcde"))
    assert ask(town, "bob", "town", ReadPost(made.id)) == made


def test_a_tag_is_counted_in_its_stored_form(town: Kit) -> None:
    # One character that composing writes out as eighteen.
    with assert_unchanged(town), assert_invalid(**{"tags[0]": "too_long"}):
        question(town, tags=("\u3300" * 20,))


@pytest.mark.parametrize("actor", [None, "stranger"])
def test_only_members_write(town: Kit, actor: str | None) -> None:
    opening = question(town)
    for command in (CreateThread(kind="question", title="Why?", body="So."), CreateReply(opening.id, "Hm.")):
        with assert_unchanged(town), assert_refused(Denied, "runtime.not_permitted"):
            do(town, actor, "town", command)


def test_a_reply_needs_an_allowed_kind(town: Kit) -> None:
    opening = question(town)
    comment = do(town, "bob", "town", CreateReply(opening.id, "Hm.", kind="comment"))
    for to, kind in ((opening.id, "question"), (comment.id, "answer"), (opening.id, "rumour")):
        with assert_unchanged(town), assert_invalid(kind="unknown_kind"):
            do(town, "bob", "town", CreateReply(to, "Hm.", kind=kind))


def test_a_kind_without_replies_accepts_none(url: str) -> None:
    class Notices:
        @hookimpl
        def commkit_types(self) -> Any:
            yield CommunityType("notices", post_kinds=(PostKind(name="notice", opens=True, titled=False),))

    kit = new_kit(url, Notices())
    create_community(kit, type="notices", members=["ada"])
    notice = do(kit, "ada", "town", CreateThread(kind="notice", body="Closed on Sunday."))
    assert (notice.title, notice.answer_count) == ("", None)
    with assert_unchanged(kit), assert_invalid(kind="unknown_kind"):
        do(kit, "ada", "town", CreateReply(notice.id, "Why?"))
    kit.close()


def test_a_reply_needs_a_visible_parent(town: Kit) -> None:
    create_community(town, "other", members=["ada"])
    opening = question(town)
    foreign = do(town, "ada", "other", CreateThread(kind="question", title="Why?", body="So."))
    gone = do(town, "bob", "town", CreateReply(opening.id, "Oops."))
    do(town, "bob", "town", RemovePost(gone.id))
    for to in (PostId(uuid4()), foreign.id, gone.id):
        with assert_unchanged(town), assert_refused(NotFound, "runtime.not_found"):
            do(town, "ada", "town", CreateReply(to, "Hello?"))
    # a steward sees it, and gets the reason
    with assert_unchanged(town), assert_refused(Conflict, "posts.removed"):
        do(town, OWNER, "town", CreateReply(gone.id, "Hello?"))
    do(town, OWNER, "town", RemovePost(opening.id))
    with assert_unchanged(town), assert_refused(Conflict, "posts.removed"):
        do(town, OWNER, "town", CreateReply(opening.id, "Hello?"))
    assert_counters_hold(town, "town")


@pytest.mark.parametrize("to", [None, 7, "not an id", b"0123456789abcdef"])
def test_a_reference_must_be_an_id(town: Kit, to: Any) -> None:
    with assert_unchanged(town), assert_invalid(parent="wrong_type"):
        do(town, "ada", "town", CreateReply(to, "Hello?"))


def test_a_kind_for_staff_is_opened_by_staff_alone(sqlite_url: str) -> None:
    news = PostKind(name="news", opens=True, staff_only=True, replies=("comment",))
    made = CommunityType(
        "club",
        features=("posts",),
        post_kinds=(news, *FORUM.post_kinds),
        roles={"host": Role(staff=True)},
    )
    moved = CreateThread(kind="news", title="We moved", body="To a bigger house.")
    with closing(new_kit(sqlite_url, Plugin((), (made,)))) as kit:
        create_community(kit, type="club", members=("ada", "bob"))
        with assert_refused(Denied, "posts.staff_only"):
            do(kit, "ada", "town", moved)
        with kit.session("bob", "town") as session:
            bob = session.member
        do(kit, OWNER, "town", AssignRole(bob, "host"))
        for actor in ("bob", SYSTEM):
            assert do(kit, actor, "town", moved).kind == "news"
