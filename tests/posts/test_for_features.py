"""What features do with posts by rules of their own: open threads in a member's name, edit, change states."""

from typing import Any

import pytest

from commkit import SYSTEM, Conflict, Denied, Invalid, Kit, MemberId
from commkit.members import Membership, ReadMember
from commkit.posts import (
    CreateThread,
    EditPost,
    ListMemberPosts,
    ListRevisions,
    Post,
    ReadPost,
    UpdatePostState,
    open_thread,
    perform_edit,
    perform_state_change,
)
from commkit.testing.contexts import context_of
from tests.helpers import ask, assert_refused, do
from tests.sample import create_community


@pytest.fixture
def town(kit: Kit) -> Kit:
    create_community(kit, members=["ada", "bob"])
    return kit


def member(town: Kit, key: str) -> MemberId:
    with town.session(key, "town", read_only=True) as session:
        return session.member


def opened(town: Kit, author: str, by: Any = SYSTEM, **fields: Any) -> Post:
    values: dict[str, Any] = {"kind": "question", "title": "Why?", "body": "So."}
    with town.session(by, "town") as session:
        context = context_of(session)
        membership = context.get(Membership, member(town, author))
        return open_thread(context, CreateThread(**(values | fields)), author=membership)


def test_a_thread_is_its_authors_whoever_publishes_it(town: Kit) -> None:
    ada, bob = member(town, "ada"), member(town, "bob")
    post = opened(town, "ada", by="bob")
    assert (post.author, post.author_name, post.by_agent) == (ada, "ada", False)
    assert ask(town, "bob", "town", ReadPost(post.id)) == post
    assert [thread.id for thread in ask(town, None, "town", ListMemberPosts(ada)).items] == [post.id]
    counts = [ask(town, "ada", "town", ReadMember(id)).post_count for id in (ada, bob)]
    assert counts == [1, 0]
    do(town, "ada", "town", EditPost(post=post.id, version=1, body="Because."))
    with assert_refused(Denied, "runtime.not_permitted"):
        do(town, "bob", "town", EditPost(post=post.id, version=2, body="No."))


def test_without_an_author_it_is_the_communitys(town: Kit) -> None:
    with town.session("bob", "town") as session:
        command = CreateThread(kind="question", title="Why?", body="So.")
        post = open_thread(context_of(session), command, author=None)
    shown = ask(town, None, "town", ReadPost(post.id))
    assert (shown.author, shown.author_name, shown.by_staff) == (None, post.author_name, False)
    with town.session("bob", "town", read_only=True) as session:
        assert post.author_name == context_of(session).community.title


def test_what_is_no_thread_is_refused_as_by_the_command(town: Kit) -> None:
    with pytest.raises(Invalid):
        opened(town, "ada", kind="answer")
    with pytest.raises(Invalid):
        opened(town, "ada", title=" ")


def test_a_feature_edits_by_its_own_permission_and_keeps_the_revision(town: Kit) -> None:
    post = do(town, "ada", "town", CreateThread(kind="question", title="Why?", body="So."))
    command = EditPost(post=post.id, version=1, body="Because.", reason="Better.")
    with assert_refused(Denied, "runtime.not_permitted"):
        do(town, "bob", "town", command)
    with town.session("bob", "town") as session:
        edited = perform_edit(context_of(session), post, command)
    assert (edited.version, edited.body) == (2, "Because.")
    (revision,) = ask(town, None, "town", ListRevisions(post.id)).items
    assert (revision.body, revision.reason, revision.edited_by) == ("So.", "Better.", member(town, "bob"))
    with pytest.raises(Conflict), town.session("bob", "town") as session:
        perform_edit(context_of(session), post, command)


def test_a_feature_changes_states_that_no_transition_leads_to(town: Kit) -> None:
    post = do(town, "ada", "town", CreateThread(kind="question", title="Why?", body="So."))
    do(town, "ada", "town", UpdatePostState(post.id, "solved"))
    solved = ask(town, None, "town", ReadPost(post.id))
    with assert_refused(Conflict, "posts.invalid_transition"):
        do(town, "ada", "town", UpdatePostState(post.id, "closed"))
    with town.session("bob", "town") as session:
        assert perform_state_change(context_of(session), solved, "closed", free=True).state == "closed"
    for free, state in ((True, "open"), (True, "unknown"), (False, "open")):
        with pytest.raises(Conflict), town.session("bob", "town") as session:
            perform_state_change(context_of(session), solved, state, free=free)
    assert ask(town, None, "town", ReadPost(post.id)).state == "closed"
