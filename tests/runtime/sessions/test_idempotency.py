"""Idempotency keys: a retry adds nothing, and shows only what the actor may still see."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from attrs import frozen
from sqlalchemy import select

from commkit import SYSTEM, Command, CommkitError, Conflict, Context, Denied, Feature, Invalid, Kit
from commkit.communities import Community, CreateCommunity, ListAuditEntries, Visibility
from commkit.members import (
    AcceptInvitation,
    AddMember,
    CreateGroup,
    CreateInvitation,
    DeleteGroup,
    ExpireRestrictions,
    JoinCommunity,
    LeaveCommunity,
    RestrictMember,
)
from commkit.posts import CreateReply, CreateThread, EditPost, Post, RemovePost
from commkit.runtime.storage.tables import idempotency
from commkit.storage import statement
from commkit.testing.contexts import context_of
from tests.helpers import do
from tests.runtime.plugins import club
from tests.runtime.rows import counts
from tests.sample import OWNER, REVIEW_ON, create_community, new_kit

QUESTION = CreateThread(kind="question", title="Why?", body="I wonder.")


def send(
    kit: Kit, key: str | None, *commands: Command[Any], actor: Any = "ada", place: str | None = "town"
) -> Any:
    with kit.session(actor, place, idempotency_key=key) as session:
        return [session.do(command) for command in commands]


def test_a_retry_adds_nothing_and_gives_the_same(kit: Kit) -> None:
    create_community(kit, members=("ada",))
    (first,) = send(kit, "k", QUESTION)
    before = counts(kit)
    (again,) = send(kit, "k", QUESTION)
    assert again == first
    assert counts(kit) == before


def test_control_without_a_key_a_retry_is_another_post(kit: Kit) -> None:
    create_community(kit, members=("ada",))
    (first,) = send(kit, None, QUESTION)
    (again,) = send(kit, None, QUESTION)
    assert again.id != first.id


def test_each_command_of_a_session_counts_by_itself(kit: Kit) -> None:
    create_community(kit, members=("ada",))
    first = send(kit, "k", QUESTION, QUESTION)
    assert first[0].id != first[1].id
    assert [post.id for post in send(kit, "k", QUESTION, QUESTION)] == [post.id for post in first]
    # A retry that goes further than the first attempt did: only the rest is done.
    third = send(kit, "k", QUESTION, QUESTION, QUESTION)
    assert [post.id for post in third[:2]] == [post.id for post in first]
    assert counts(kit)["post"] == 3


def test_commands_are_numbered_from_0(kit: Kit) -> None:
    """What is stored is read by later releases: a retry may come while a new one is being deployed."""
    create_community(kit, members=("ada",))
    send(kit, "k", QUESTION, QUESTION, QUESTION)
    with kit.session(SYSTEM, "town") as session:
        found = context_of(session).rows(statement(select(idempotency.c.position)))
    assert sorted(found) == [(0,), (1,), (2,)]


def test_an_audit_entry_names_what_was_made(kit: Kit) -> None:
    create_community(kit, members=("ada",))
    (post,) = send(kit, None, QUESTION)
    group = do(kit, OWNER, "town", CreateGroup("guild", "Guild"))
    do(kit, OWNER, "town", DeleteGroup(group.id))
    with kit.session(OWNER, "town") as session:
        entries = session.ask(ListAuditEntries()).items
    results = {entry.command: entry.result for entry in entries}
    assert (results["posts.create_thread"], results["members.delete_group"]) == (post.id, None)


def test_the_same_key_for_another_message_is_refused(kit: Kit) -> None:
    create_community(kit, members=("ada",))
    send(kit, "k", QUESTION)
    before = counts(kit)
    with pytest.raises(Conflict) as caught:
        send(kit, "k", CreateThread(kind="question", title="Why?", body="Something else."))
    assert caught.value.code == "runtime.key_reused"
    assert counts(kit) == before


def test_keys_of_others_and_of_other_communities_are_others(sqlite_kit: Kit) -> None:
    create_community(sqlite_kit, members=("ada", "bob", "system:"))
    create_community(sqlite_kit, "city", members=("ada",))
    ids = {
        send(sqlite_kit, "k", QUESTION, actor=actor, place=place)[0].id
        for actor, place in [
            ("ada", "town"),
            ("bob", "town"),
            ("ada", "city"),
            (SYSTEM, "town"),
            ("system:", "town"),
        ]
    }
    assert len(ids) == 5


def test_a_replay_by_somebody_who_lost_the_permission_is_refused(kit: Kit) -> None:
    create_community(kit, members=("ada",))
    (post,) = send(kit, "k", QUESTION)
    send(kit, None, RestrictMember(post.author, "suspended", "Too loud."), actor=OWNER)
    with pytest.raises(Denied):
        send(kit, "k", QUESTION)
    send(kit, None, RestrictMember(post.author, "banned", "Far too loud."), actor=OWNER)
    with pytest.raises(Denied):
        send(kit, "k", QUESTION)


def test_a_replay_shows_what_is_there_now_and_nothing_that_is_hidden(kit: Kit) -> None:
    create_community(kit, members=("ada",))
    (post,) = send(kit, "k", QUESTION)
    send(kit, None, EditPost(post=post.id, version=1, body="I know."))
    assert send(kit, "k", QUESTION)[0].body == "I know."
    send(kit, None, RemovePost(post.id), actor=OWNER)
    with pytest.raises(CommkitError):
        send(kit, "k", QUESTION)


def test_a_retry_does_not_do_again_what_was_undone_since(kit: Kit) -> None:
    create_community(kit)
    send(kit, "k", JoinCommunity(), actor="eve")
    send(kit, None, LeaveCommunity(), actor="eve")
    before = counts(kit)
    with pytest.raises(Conflict) as caught:
        send(kit, "k", JoinCommunity(), actor="eve")
    assert caught.value.code == "runtime.already_done"
    assert counts(kit) == before


@pytest.mark.parametrize("visibility", ["public", "private", "secret"])
def test_creating_under_a_key_happens_once(kit: Kit, visibility: str) -> None:
    command = CreateCommunity(
        "town",
        "forum",
        "Town",
        "To see.",
        care_hours=4,
        review_on=REVIEW_ON,
        visibility=Visibility(visibility),
    )
    (first,) = send(kit, "k", command, place=None)
    before = counts(kit)
    (again,) = send(kit, "k", command, place=None)
    assert isinstance(again, Community)
    assert again.id == first.id
    assert counts(kit) == before


def test_an_invitation_accepted_under_a_key_is_used_once(kit: Kit) -> None:
    create_community(kit)
    (made,) = send(kit, None, CreateInvitation(max_uses=5), actor=OWNER)
    (first,) = send(kit, "k", AcceptInvitation(made.token), actor="eve", place=None)
    before = counts(kit)
    (again,) = send(kit, "k", AcceptInvitation(made.token), actor="eve", place=None)
    assert again == first
    assert counts(kit) == before


def test_a_result_that_is_shown_once_is_not_shown_again(kit: Kit) -> None:
    create_community(kit)
    send(kit, "k", CreateInvitation(), actor=OWNER)
    with pytest.raises(Conflict) as caught:
        send(kit, "k", CreateInvitation(), actor=OWNER)
    assert caught.value.code == "runtime.already_done"


def test_a_result_that_is_no_record_is_not_shown_again(kit: Kit) -> None:
    create_community(kit)
    assert send(kit, "k", ExpireRestrictions(), actor=SYSTEM) == [0]
    with pytest.raises(Conflict) as caught:
        send(kit, "k", ExpireRestrictions(), actor=SYSTEM)
    assert caught.value.code == "runtime.already_done"


def test_a_refused_command_leaves_its_key_free(kit: Kit) -> None:
    create_community(kit)
    with pytest.raises(Conflict):
        send(kit, "k", AddMember(OWNER), actor=OWNER)
    send(kit, "k", AddMember("ada"), actor=OWNER)


@frozen
class Open(Command[Post]):
    """Publish, try something that is refused, publish again; give the first post."""

    permission = "club.open"


def opener() -> Feature:
    feature = Feature("club.opening", grants={"member": {"club.open"}})

    @feature.handles(Open)
    def open_it(context: Context, command: Open) -> Post:
        with pytest.raises(CommkitError):
            context.do(CreateReply(UUID(int=1), "to nobody"))  # type: ignore[arg-type]
        first = context.do(QUESTION)
        context.do(QUESTION)
        return first

    return feature


def test_commands_within_a_command_do_not_take_its_key(sqlite_url: str) -> None:
    with closing(new_kit(sqlite_url, club(opener()))) as kit:
        create_community(kit, type="club", members=("ada",))
        (first,) = send(kit, "k", Open())
        before = counts(kit)
        (again,) = send(kit, "k", Open())
        assert again.id == first.id
        assert counts(kit) == before


def all_at_once(work: Callable[[], Any], count: int = 8) -> list[Any]:
    start = Barrier(count)

    def run(_: int) -> Any:
        start.wait(timeout=30)
        return work()

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(run, range(count)))


@pytest.mark.parametrize("key", ["k", None], ids=["with a key", "control: without"])
def test_eight_threads_with_one_key_have_one_effect(kit: Kit, key: str | None) -> None:
    create_community(kit, members=("ada",))
    before = counts(kit)
    ids = {post.id for (post,) in all_at_once(lambda: send(kit, key, QUESTION))}
    after = counts(kit)
    effects = 1 if key else 8
    assert len(ids) == effects
    assert after["post"] - before["post"] == effects
    assert after["outbox"] - before["outbox"] == effects
    assert after["audit"] - before["audit"] == effects


@pytest.mark.parametrize("hides", ["removal", "leaving"])
def test_a_retry_of_what_hid_its_result_tells_that_it_was_done(kit: Kit, hides: str) -> None:
    create_community(kit, members=("ada",))
    (post,) = send(kit, None, QUESTION)
    command: Command[Any] = RemovePost(post.id) if hides == "removal" else LeaveCommunity()
    send(kit, "k", command)
    before = counts(kit)
    with pytest.raises(Conflict) as caught:
        send(kit, "k", command)
    assert caught.value.code == "runtime.already_done"
    assert counts(kit) == before


def test_who_left_a_secret_community_learns_nothing_by_creating_it_again(kit: Kit) -> None:
    command = CreateCommunity(
        "town", "forum", "Town", "To see.", care_hours=4, review_on=REVIEW_ON, visibility=Visibility.SECRET
    )
    send(kit, "k", command, place=None)
    send(kit, None, AddMember("bob", "owner"))
    send(kit, None, LeaveCommunity())
    with pytest.raises(Conflict) as caught:
        send(kit, "k", command, place=None)
    assert caught.value.code == "runtime.already_done"


@pytest.mark.parametrize("key", ["", " ", "a\0b", "a\nb", "\ud800", "x" * 256])
def test_a_key_that_cannot_be_kept_is_refused(kit: Kit, key: str) -> None:
    create_community(kit, members=("ada",))
    before = counts(kit)
    with pytest.raises(Invalid) as caught:
        send(kit, key, QUESTION)
    assert [error.path for error in caught.value.errors] == ["idempotency_key"]
    assert counts(kit) == before


def test_the_longest_actor_may_use_the_longest_key(kit: Kit) -> None:
    create_community(kit, members=("a" * 255,))
    (first,) = send(kit, "k" * 255, QUESTION, actor="a" * 255)
    assert send(kit, "k" * 255, QUESTION, actor="a" * 255)[0].id == first.id
