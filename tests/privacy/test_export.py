"""Export: everything that names a person, in every table, and nothing that belongs to others."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import Column, MetaData, Table, Text

from commkit import SYSTEM, Feature, Kit, PluginError
from commkit.communities import JoinPolicy, Visibility
from commkit.members import AddMember, Leave
from commkit.posts import EditPost, Publish, React, Reply
from commkit.privacy import ExportPerson
from commkit.runtime.errors import NotFound
from commkit.runtime.personal import declared
from commkit.storage import COMMUNITY, community_id, personal, plan
from commkit.testing.snapshots import tables_of
from tests.acting import ask, do, refused
from tests.runtime.plugins import Plugin
from tests.sample import OWNER, found, new_kit


def test_has_what_was_written_and_done_in_every_community(kit: Kit) -> None:
    found(kit, members=("ada", "bob"))
    found(kit, "village", members=("ada",))
    asked = do(kit, "ada", "town", Publish(kind="question", title="Mine", body="All mine."))
    do(kit, "ada", "town", EditPost(post=asked.id, version=asked.version, body="Edited."))
    do(kit, "ada", "village", Publish(kind="question", title="There", body="There too."))
    other = do(kit, "bob", "town", Reply(asked.id, body="Bob's own words."))
    do(kit, "ada", "town", React(other.id, "up"))
    with kit.session("ada", "town") as session:
        plan(session, Reply(asked.id, body="Tomorrow."), at=session.now + timedelta(days=1))

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
    assert str(other.author) not in text, "who else is involved is not told"


def test_tells_what_each_value_is_for(kit: Kit) -> None:
    found(kit, members=("ada",))
    data = ask(kit, "ada", None, ExportPerson())
    for table, rows in data.rows.items():
        for row in rows:
            assert row.keys() <= data.purposes[table].keys()
    assert data.purposes["commkit_membership"]["name"] == "What others see."


def test_the_host_may_ask_for_anybody(kit: Kit) -> None:
    found(kit, members=("ada",))
    assert ask(kit, SYSTEM, None, ExportPerson("ada")).rows == ask(kit, "ada", None, ExportPerson()).rows
    with refused(NotFound, "privacy.unknown"):
        ask(kit, SYSTEM, None, ExportPerson("eve"))


def test_who_left_still_gets_it(kit: Kit) -> None:
    found(kit, members=("ada",))
    do(kit, "ada", "town", Publish(kind="question", title="Mine", body="All mine."))
    do(kit, "ada", "town", Leave())
    assert [row["title"] for row in ask(kit, "ada", None, ExportPerson()).rows["commkit_post"]] == ["Mine"]


def test_secret_communities_are_in_it_too(kit: Kit) -> None:
    found(kit, "cabal", visibility=Visibility.SECRET, join_policy=JoinPolicy.MANAGED)
    do(kit, OWNER, "cabal", AddMember("ada"))
    do(kit, "ada", "cabal", Publish(kind="question", title="Psst", body="..."))
    assert "Psst" in json.dumps(kit.dump(ask(kit, "ada", None, ExportPerson())))


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
    found(kit, members=("ada",))
    for number in range(count):
        do(kit, "ada", "town", Publish(kind="question", title=f"Q{number}", body="?"))
    seen: list[str] = []
    kit.database.observer = seen.append
    ask(kit, "ada", None, ExportPerson())
    tables = sum(1 for _ in tables_of(kit))
    assert len(seen) < 2 * tables + 5


@pytest.mark.parametrize(
    ("column", "told"),
    [
        (Column("text", Text), "must declare what it is for"),
        (Column("text", Text, info=personal("Words.", of="nobody")), "is said to be about 'nobody'"),
        (
            Column("text", Text, info=personal("Words.", of="community_id")),
            "is said to be about 'community_id'",
        ),
    ],
)
def test_a_plugin_whose_column_says_nothing_is_refused(column: Column[str], told: str) -> None:
    tables = MetaData()
    Table("commkit_club_home", tables, community_id(), column, info=COMMUNITY)
    feature = Feature("club.home", tables=tables, migrations="commkit.runtime.versions")
    with pytest.raises(PluginError, match=told) as caught:
        new_kit("sqlite://", Plugin([feature]))
    assert caught.value.plugin == "club"
