"""A command is kept only while its actor, their account and the community are what the session saw; each one counts.

What changed is written in the session's own transaction, so that it is seen on SQLite too, where one session writes at
a time; that others who commit meanwhile are seen as well, `test_actor_lock.py` shows on PostgreSQL.
"""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Table, update

from commkit import Command, Denied, Kit, Session
from commkit.communities import CreateCommunity, community
from commkit.members import membership
from commkit.members.tables import member
from commkit.notifications import SetDeliverySchedule
from commkit.posts import CreateThread, ListThreads
from commkit.runtime.sessions.errors import TYPE_CHANGED
from commkit.testing.contexts import context_of
from tests.helpers import ask, assert_refused, do
from tests.sample import OWNER, REVIEW_ON, create_community

PUBLISH = CreateThread(kind="question", title="Why?", body="So.")
FOUND = CreateCommunity("other", type="forum", title="Other", purpose="x", care_hours=4, review_on=REVIEW_ON)


@pytest.fixture
def town(sqlite_kit: Kit) -> Kit:
    create_community(sqlite_kit, members=["ada"])
    return sqlite_kit


def change(session: Session, table: Table, key: str | None = None, /, **values: Any) -> None:
    """Change the row of a member, or every row."""
    changing = update(table).values(values)
    if key is not None:
        changing = changing.where(table.c.key == key)
    assert context_of(session).connection.execute(changing).rowcount == 1


CHANGES: dict[str, tuple[Table, str | None, dict[str, Any], str]] = {
    "another version": (
        membership,
        "ada",
        {"version": membership.c.version + 1},
        "members.membership_changed",
    ),
    "an older version": (
        membership,
        "ada",
        {"version": membership.c.version - 1},
        "members.membership_changed",
    ),
    "another key": (membership, "ada", {"key": "somebody else"}, "members.membership_changed"),
    "archived": (community, None, {"archived_at": community.c.created_at}, "communities.archived"),
    "another type": (community, None, {"type": "support"}, TYPE_CHANGED),
}


@pytest.mark.parametrize("what", CHANGES)
def test_nothing_is_kept_of_whose_membership_or_community_changed(town: Kit, what: str) -> None:
    table, key, values, code = CHANGES[what]
    with assert_refused(Denied, code), town.session("ada", "town") as session:
        change(session, table, key, **values)
        session.do(PUBLISH)
    assert ask(town, OWNER, "town", ListThreads()).items == ()


def test_what_changed_of_others_is_none_of_the_actors_business(town: Kit) -> None:
    with town.session("ada", "town") as session:
        change(session, membership, OWNER, version=membership.c.version + 1)
        change(session, community, title="Renamed")
        session.do(PUBLISH)
    assert len(ask(town, OWNER, "town", ListThreads()).items) == 1


def test_what_is_carried_out_in_archived_communities_is_so_however_late_they_are_archived(town: Kit) -> None:
    with town.session("ada", "town") as session:
        change(session, community, archived_at=community.c.created_at)
        session.do(SetDeliverySchedule(mails_per_day=3))


@pytest.mark.parametrize("command", [FOUND, SetDeliverySchedule(mails_per_day=3)], ids=["found", "set"])
@pytest.mark.parametrize("column", ["key", "id"])
def test_who_comes_from_the_lobby_is_who_their_account_says(
    town: Kit, column: str, command: Command[Any]
) -> None:
    """Whoever was erased meanwhile, or erased and is back as somebody new, has no account any more."""
    values = {"key": "somebody else"} if column == "key" else {"id": uuid4()}
    with assert_refused(Denied, "members.account_changed"), town.session("ada") as session:
        change(session, member, "ada", **values)
        session.do(command)
    do(town, "ada", None, command)  # the control
