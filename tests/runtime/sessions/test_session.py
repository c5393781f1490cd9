"""What only a session of a host does: one thread at a time, and no question about what is not there."""

from datetime import UTC, datetime, timedelta
from threading import Event, Thread
from typing import Any

import pytest
from attrs import evolve

from commkit import Conflict, Denied, Invalid, Kit, NotFound, PluginError, Session
from commkit.communities import ArchiveCommunity, CreateCommunity
from commkit.members import JoinCommunity, LeaveCommunity, ListMembers, RestrictMember
from commkit.posts import CreateThread, ListThreads, Post
from commkit.runtime.sessions.context import Context
from commkit.testing.clock import ManualClock
from tests.helpers import ask, assert_refused, do, member_id
from tests.sample import OWNER, REVIEW_ON, create_community

QUESTION = CreateThread(kind="question", title="Why?", body="So.")


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2030, 1, 1, tzinfo=UTC))


@pytest.fixture
def town(kit: Kit) -> Kit:
    create_community(kit, members=("ada",))
    return kit


def test_threads_do_not_share_a_session(town: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    inside, go_on = Event(), Event()
    found: list[Any] = []

    def slowly(context: Context, query: Any) -> Any:
        inside.set()
        assert go_on.wait(30)
        return asked(context, query)

    asked = Context.ask
    with town.session("ada", "town") as session:
        monkeypatch.setattr(Context, "ask", slowly)
        first = Thread(target=lambda: found.append(session.ask(ListThreads())))
        first.start()
        assert inside.wait(30)
        for use in (
            lambda: session.ask(ListThreads()),
            lambda: session.do(QUESTION),
            lambda: session.can("posts.read"),
        ):
            with pytest.raises(Conflict) as caught:
                use()
            assert caught.value.code == "runtime.session_shared"
        go_on.set()
        first.join()
        monkeypatch.undo()
        assert session.do(QUESTION).title == "Why?", "it goes on"
    assert [page.items for page in found] == [()]


def test_one_after_the_other_they_do(town: Kit) -> None:
    """As web frameworks do, which open a session in one thread and use it in another."""
    found: list[Any] = []
    with town.session("ada", "town") as session:
        other = Thread(target=lambda: found.append(session.do(QUESTION)))
        other.start()
        other.join()
    (made,) = found
    with town.session("ada", "town", read_only=True) as session:
        assert [post.id for post in session.ask(ListThreads()).items] == [made.id]


@pytest.mark.parametrize("permission", ["posts.creat", "", "posts", "create", None])
def test_an_unknown_permission_is_refused_rather_than_denied(town: Kit, permission: Any) -> None:
    with town.session("ada", "town") as session, pytest.raises(Invalid) as caught:
        session.can(permission)
    assert caught.value.errors[0].code == "unknown_permission"


def test_control_a_permission_that_one_lacks_is_denied(town: Kit) -> None:
    with town.session("ada", "town") as session:
        assert session.can("posts.read")
        assert not session.can("posts.remove")
        assert not session.can("communities.archive")


def test_whose_a_thing_is_that_is_no_record_is_refused(town: Kit) -> None:
    post = do(town, "ada", "town", QUESTION)
    assert isinstance(post, Post)
    with town.session("ada", "town") as session:
        assert session.can("posts.edit", post)
        for wrong in (post.id, "post", ListMembers(), Post):
            with pytest.raises(Invalid) as caught:
                session.can("posts.edit", wrong)
            assert caught.value.errors[0].code == "no_record"


def test_what_a_command_makes_of_its_actor_holds_for_the_next_one(town: Kit) -> None:
    with town.session("bob", "town") as session:
        with assert_refused(Denied, "runtime.not_permitted"):
            session.do(QUESTION)
        session.do(JoinCommunity())
        assert session.do(QUESTION).author == session.member


def test_who_has_left_is_told_to_join_and_not_that_they_are_restricted(town: Kit) -> None:
    do(town, "ada", "town", LeaveCommunity())
    with pytest.raises(Denied, match="join the community first") as caught:
        do(town, "ada", "town", QUESTION)
    assert caught.value.code == "runtime.not_permitted"


def test_who_is_silenced_hears_of_it_only_where_it_is_what_stops_them(town: Kit) -> None:
    do(town, OWNER, "town", RestrictMember(member_id(town, "ada"), "silenced", reason="Spam."))
    with pytest.raises(Denied, match="you are silenced here"):
        do(town, "ada", "town", QUESTION)
    with pytest.raises(Denied, match="which the role 'silenced' lacks"):  # no member may
        do(town, "ada", "town", ArchiveCommunity("done"))


def test_a_session_stays_where_it_was_opened(town: Kit) -> None:
    """Also after a command that led into another community: what is founded is elsewhere."""
    found = CreateCommunity("north", "forum", "Here", "All of it.", care_hours=5, review_on=REVIEW_ON)
    with town.session("ada") as lobby:
        lobby.do(found)
        with assert_refused(NotFound, "runtime.no_such_message"):
            lobby.do(QUESTION)
        assert lobby.do(evolve(found, slug="south")).slug == "south"


def test_each_command_of_a_session_has_its_own_moment(clocked_kit: Kit, clock: ManualClock) -> None:
    create_community(clocked_kit, members=("ada",))
    begun = clock()
    with clocked_kit.session("ada", "town") as session:
        first = session.do(QUESTION)
        clock.advance(timedelta(seconds=40))
        second = session.do(QUESTION)
    assert (first.created_at, second.created_at) == (begun, begun + timedelta(seconds=40))


def test_after_a_command_that_failed_half_way_nothing_more_is_done(
    town: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise ValueError("the index burnt down")

    def go_on(session: Session) -> None:
        with pytest.raises(PluginError):
            session.do(QUESTION)
        monkeypatch.undo()
        for again in (lambda: session.do(QUESTION), lambda: session.ask(ListThreads())):
            with assert_refused(Conflict, "runtime.unit_failed"):
                again()

    monkeypatch.setattr("commkit.search.reactions._entry", fail)
    with assert_refused(Conflict, "runtime.unit_failed"):
        town.transact("ada", "town", go_on)
    assert ask(town, "ada", "town", ListThreads()).items == ()


def test_a_failure_that_was_caught_is_named_in_the_end(town: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise ValueError("the index burnt down")

    monkeypatch.setattr("commkit.search.reactions._entry", fail)

    def catch_it(session: Session) -> None:
        with pytest.raises(PluginError):
            session.do(QUESTION)

    with pytest.raises(Conflict, match=r"nothing of it was kept: .*the index burnt down") as caught:
        town.transact("ada", "town", catch_it)
    assert caught.value.code == "runtime.unit_failed"
    assert isinstance(caught.value.__cause__, PluginError)
