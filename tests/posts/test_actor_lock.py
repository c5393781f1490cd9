"""The actor lock for posts: an actor who is demoted while their session is open changes nothing any more."""

import pytest

from commkit import Denied, Kit
from commkit.members import AddMember, AssignRole, ReadMember
from commkit.posts import (
    CreateThread,
    EditPost,
    Post,
    ReadPost,
    ReadThread,
    RemovePost,
    RestorePost,
    UpdatePostState,
)
from commkit.runtime.model.ids import MemberId
from tests.helpers import ask, assert_counters_hold, assert_refused, do
from tests.sample import OWNER, create_community

pytestmark = (
    pytest.mark.postgres
)  # on SQLite there is one writer at a time, and a session that began to write is it


@pytest.fixture
def town(postgres_kit: Kit) -> Kit:
    create_community(postgres_kit, members=["ada"])
    do(postgres_kit, OWNER, "town", AddMember("eve", role="steward"))
    return postgres_kit


@pytest.fixture
def eve(town: Kit) -> MemberId:
    with town.session("eve", "town", read_only=True) as session:
        return session.member


def publish(kit: Kit) -> Post:
    return do(kit, "ada", "town", CreateThread(kind="question", title="Why?", body="So.", tags=("a",)))


@pytest.mark.parametrize("action", ["edit", "remove", "restore", "change_state"])
def test_a_demoted_actor_changes_nothing(town: Kit, eve: MemberId, action: str) -> None:
    up, down = publish(town), publish(town)
    do(town, OWNER, "town", RemovePost(down.id))
    command = {
        "edit": EditPost(post=up.id, version=1, body="Anew.", tags=("b",)),
        "remove": RemovePost(up.id),
        "restore": RestorePost(down.id),
        "change_state": UpdatePostState(up.id, "closed"),
    }[action]
    with assert_refused(Denied, "members.membership_changed"), town.session("eve", "town") as session:
        do(town, OWNER, "town", AssignRole(eve, "member"))
        session.do(command)
    assert ask(town, OWNER, "town", ReadPost(up.id)) == up
    assert ask(town, OWNER, "town", ReadPost(down.id)).removed_at is not None
    assert_counters_hold(town, "town")
    do(town, OWNER, "town", AssignRole(eve, "steward"))
    do(town, "eve", "town", command)
    assert_counters_hold(town, "town")


def test_control_an_open_session_does_not_notice_a_demotion(town: Kit, eve: MemberId) -> None:
    up = publish(town)
    do(town, OWNER, "town", RemovePost(up.id))
    with town.session("eve", "town") as session:
        do(town, OWNER, "town", AssignRole(eve, "member"))
        assert session.ask(ReadThread(up.id)).items
        assert session.ask(ReadMember(eve)).role == "member"
