"""Export: everything that names a person, in every table, and nothing that belongs to others."""

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Column, MetaData, Table, Text

from commkit import SYSTEM, Feature, Kit, PluginError
from commkit.communities import JoinPolicy, Visibility
from commkit.members import (
    AcceptInvitation,
    AddMember,
    BlockLevel,
    BlockMember,
    CreateInvitation,
    LeaveCommunity,
    ListMembers,
    RestrictMember,
)
from commkit.moderation import FileReport
from commkit.posts import AddReaction, CreateReply, CreateThread, EditPost
from commkit.privacy import ExportPerson
from commkit.runtime.model.errors import NotFound
from commkit.runtime.storage.personal import declared
from commkit.storage import COMMUNITY, community_id, personal, schedule_command
from commkit.testing.contexts import context_of
from commkit.testing.snapshots import tables_of
from commkit.webhooks import CreateEndpoint
from tests.helpers import ask, assert_refused, do
from tests.runtime.plugins import Plugin
from tests.sample import OWNER, create_community, new_kit


def test_has_what_was_written_and_done_in_every_community(kit: Kit) -> None:
    create_community(kit, members=("ada", "bob"))
    create_community(kit, "village", members=("ada",))
    asked = do(kit, "ada", "town", CreateThread(kind="question", title="Mine", body="All mine."))
    do(kit, "ada", "town", EditPost(post=asked.id, version=asked.version, body="Edited."))
    do(kit, "ada", "village", CreateThread(kind="question", title="There", body="There too."))
    other = do(kit, "bob", "town", CreateReply(asked.id, body="Bob's own words."))
    do(kit, "ada", "town", AddReaction(other.id, "up"))
    with kit.session("ada", "town") as session:
        schedule_command(
            context_of(session),
            CreateReply(asked.id, body="Tomorrow."),
            at=context_of(session).now + timedelta(days=1),
        )

    data = ask(kit, "ada", None, ExportPerson())
    text = json.dumps(kit.dump(data))

    assert {row["title"] for row in data.rows["commkit_post"]} == {"Mine", "There"}
    assert {row["body"] for row in data.rows["commkit_post"]} == {"Edited.", "There too."}
    assert [row["body"] for row in data.rows["commkit_revision"]] == ["All mine."]
    assert len(data.rows["commkit_membership"]) == 2
    assert [row["key"] for row in data.rows["commkit_member"]] == ["ada"]
    assert [row["reaction"] for row in data.rows["commkit_reaction"]] == ["up"]
    assert "Tomorrow." in text
    assert "Bob's own words." not in text
    assert str(other.author) not in text, "who else is involved is not in it"


def test_the_purpose_of_each_column_is_exported(kit: Kit) -> None:
    create_community(kit, members=("ada",))
    data = ask(kit, "ada", None, ExportPerson())
    for table, rows in data.rows.items():
        for row in rows:
            assert row.keys() <= data.purposes[table].keys()
    assert data.purposes["commkit_membership"]["name"] == "The name that others see."


def test_the_host_may_ask_for_anybody(kit: Kit) -> None:
    create_community(kit, members=("ada",))
    assert ask(kit, SYSTEM, None, ExportPerson("ada")).rows == ask(kit, "ada", None, ExportPerson()).rows
    with assert_refused(NotFound, "privacy.person_not_found"):
        ask(kit, SYSTEM, None, ExportPerson("eve"))


def test_who_left_still_gets_it(kit: Kit) -> None:
    create_community(kit, members=("ada",))
    do(kit, "ada", "town", CreateThread(kind="question", title="Mine", body="All mine."))
    do(kit, "ada", "town", LeaveCommunity())
    assert [row["title"] for row in ask(kit, "ada", None, ExportPerson()).rows["commkit_post"]] == ["Mine"]


def test_secret_communities_are_in_it_too(kit: Kit) -> None:
    create_community(kit, "cabal", visibility=Visibility.SECRET, join_policy=JoinPolicy.MANAGED)
    do(kit, OWNER, "cabal", AddMember("ada"))
    do(kit, "ada", "cabal", CreateThread(kind="question", title="Psst", body="..."))
    assert "Psst" in json.dumps(kit.dump(ask(kit, "ada", None, ExportPerson())))


def exported(kit: Kit, who: str) -> dict[str, list[dict[str, Any]]]:
    """The rows of somebody's export, by table without its prefix."""
    rows = ask(kit, who, None, ExportPerson()).rows
    return {name.removeprefix("commkit_"): [dict(row) for row in found] for name, found in rows.items()}


def test_nobody_learns_who_does_not_want_to_hear_from_them(kit: Kit) -> None:
    create_community(kit, members=("ada", "bob"))
    bob = next(one for one in ask(kit, "ada", "town", ListMembers()).items if one.name == "bob")
    do(kit, "ada", "town", BlockMember(bob.id, BlockLevel.BLOCK))
    assert [row["level"] for row in exported(kit, "ada")["block"]] == ["block"]
    assert "block" not in exported(kit, "bob")


def test_nobody_learns_that_they_were_reported(kit: Kit) -> None:
    create_community(kit, members=("ada", "bob"))
    post = do(kit, "bob", "town", CreateThread(kind="question", title="Spam", body="Buy."))
    report = do(kit, "ada", "town", FileReport("Post", post.id, "spam", note="It is."))
    assert [row["note"] for row in exported(kit, "ada")["report"]] == ["It is."]
    assert not {"report", "case"} & exported(kit, "bob").keys()
    assert str(report.id) not in json.dumps(exported(kit, "bob"))


def test_who_invites_learns_nothing_of_the_invited(kit: Kit) -> None:
    create_community(kit)
    token = do(kit, OWNER, "town", CreateInvitation()).token
    assert token is not None
    invited = do(kit, "ada", None, AcceptInvitation(token))
    do(kit, OWNER, "town", RestrictMember(invited.id, "banned", "It had to be."))
    (theirs,) = [row for row in exported(kit, OWNER)["membership"] if "status" not in row]
    assert theirs.keys() == {"community_id", "invited_by"}
    assert [row["status"] for row in exported(kit, "ada")["membership"]] == ["banned"]
    assert not [row for row in exported(kit, OWNER)["invitation"] if "token_hash" in row]


def test_secrets_are_not_exported(kit: Kit) -> None:
    create_community(kit)
    endpoint = do(kit, OWNER, "town", CreateEndpoint("https://hooks.example/T0P"))
    (row,) = exported(kit, OWNER)["webhook_endpoint"]
    assert row["id"] == str(endpoint.id)
    assert not {"secret", "previous_secret", "url"} & row.keys()


def test_every_column_of_the_core_declares_itself(sqlite_kit: Kit) -> None:
    silent = [
        f"{table.name}.{column.name}"
        for table in tables_of(sqlite_kit)
        for column in table.columns
        if declared(column) is None
    ]
    assert silent == []


@pytest.mark.parametrize("count", [1, 60])
def test_takes_as_many_statements_whatever_there_is(kit: Kit, count: int) -> None:
    create_community(kit, members=("ada",))
    for number in range(count):
        do(kit, "ada", "town", CreateThread(kind="question", title=f"Q{number}", body="?"))
    seen: list[str] = []
    kit.database.observer = seen.append
    ask(kit, "ada", None, ExportPerson())
    tables = sum(1 for _ in tables_of(kit))
    assert len(seen) < 2 * tables + 5


@pytest.mark.parametrize(
    ("column", "message"),
    [
        (Column("text", Text), "must declare what it is for"),
        (Column("text", Text, info=personal("Words.", of="nobody")), "is said to be about 'nobody'"),
        (
            Column("text", Text, info=personal("Words.", of="community_id")),
            "is said to be about 'community_id'",
        ),
    ],
)
def test_a_plugin_whose_column_says_nothing_is_refused(column: Column[str], message: str) -> None:
    tables = MetaData()
    Table("commkit_club_home", tables, community_id(), column, info=COMMUNITY)
    feature = Feature("club.home", tables=tables, migrations="commkit.migrations")
    with pytest.raises(PluginError, match=message) as caught:
        new_kit("sqlite://", Plugin([feature]))
    assert caught.value.plugin == "club"
