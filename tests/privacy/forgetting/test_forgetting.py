"""Forgetting rows: every table that says that it refers to them is reached, with a foreign key or without; no other."""

from collections.abc import Iterator
from contextlib import closing
from typing import Annotated, Any

import pytest
from attrs import frozen
from sqlalchemy import (
    Column,
    ColumnElement,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    String,
    Table,
    bindparam,
    insert,
    select,
)

from commkit import Feature, Kit, MemberId, PluginError
from commkit.posts import CreateReply, CreateThread, Post, PostId, post
from commkit.privacy import forget_rows
from commkit.privacy.forgetting.statements import reached_rows
from commkit.runtime.storage.declared_tables import describe_table, tables_of
from commkit.storage import COMMUNITY, Id, Person, community_id, person, personal, plain, record_table
from commkit.testing.contexts import context_of
from tests.helpers import do, member_id
from tests.runtime.plugins import club
from tests.sample import OWNER, create_community, new_kit

metadata = MetaData()


def _table(name: str, *more: Any, key: tuple[Column[Any], ...]) -> Table:
    return Table(
        f"commkit_club_{name}",
        metadata,
        community_id(),
        *key,
        Column("by", Id, info=person("Who wrote it.")),
        Column("text", String(100), nullable=False, info=personal("What they wrote.", of="by")),
        *more,
        info=COMMUNITY,
    )


def _post(**words: Any) -> Column[Any]:
    return Column("post", Id, primary_key=True, info=plain("The post.", **words))


def _to(*columns: str, table: Table) -> ForeignKeyConstraint:
    key = [column for column in table.primary_key if column.name != "community_id"]
    names = ["community_id", *columns]
    return ForeignKeyConstraint(names, [table.c.community_id, *key])


def _number() -> Column[int]:
    return Column("number", Integer, primary_key=True, autoincrement=False, info=plain("Its number."))


note = _table("note", _to("post", table=post), key=(_post(),))
remark = _table("remark", key=(_post(refers=post), _number()))
below = _table("below", _to("post", "number", table=remark), key=(_post(), _number()))
silent = _table("silent", key=(_post(),))
"""Says nothing about its column: the control."""


@pytest.fixture
def kit(url: str) -> Iterator[Kit]:
    feature = Feature("club.notes", tables=metadata, migrations="tests.testing.no_revisions")
    with closing(new_kit(url, club(feature))) as made:
        metadata.create_all(made.database.engine, tables=list(metadata.tables.values()))
        create_community(made, type="club", members=("ada",))
        yield made


def in_thread(row: Any) -> ColumnElement[bool]:
    return row.c.thread == bindparam("thread", type_=Id)


def write(kit: Kit, about: PostId, by: MemberId) -> None:
    with kit.session(OWNER, "town", read_only=True) as session:
        here = {"community_id": session.community.id, "post": about, "by": by, "text": f"of {about}"}
    with kit.database.engine.begin() as connection:
        for table in (note, remark, below, silent):
            numbered = {"number": 1} if "number" in table.c else {}
            connection.execute(insert(table).values(here | numbered))


def texts(kit: Kit, table: Table) -> list[str]:
    with kit.database.engine.connect() as connection:
        return sorted(connection.scalars(select(table.c.text)))


def test_it_blanks_what_refers_to_the_rows_and_nothing_else(kit: Kit) -> None:
    gone, kept = (
        do(kit, "ada", "town", CreateThread(kind="question", title="Why?", body="So.")) for _ in range(2)
    )
    reply: Post = do(kit, "ada", "town", CreateReply(gone.id, "Because.", kind="answer"))
    for each in (gone, kept, reply):
        write(kit, each.id, member_id(kit, "ada"))
    with kit.session(OWNER, "town") as session:
        forget_rows(context_of(session), post, in_thread, thread=gone.id)
    for table in (note, remark, below):
        assert texts(kit, table) == ["", "", f"of {kept.id}"], table
    assert len([text for text in texts(kit, silent) if text]) == 3, "the control: it says nothing of posts"


def test_what_a_plugin_left_is_reached_as_well() -> None:
    left = tables_of([describe_table(table) for table in (below, remark, note, silent)])
    reached = reached_rows(post, in_thread(post), (*left, post))
    assert {table.name for table in reached} == {post.name, note.name, remark.name}
    # `below` refers by two columns at once, which a declaration does not keep; its rows name the post by themselves.


@frozen
class Remark:
    """A remark."""

    id: PostId
    about: PostId
    by: Annotated[MemberId, Person()]


def test_the_table_of_a_record_says_it_too() -> None:
    made = record_table("commkit_club_record", Remark, refers={"about": post})
    assert made in reached_rows(post, in_thread(post), (made, post))
    assert not [key for key in made.foreign_key_constraints if key.referred_table is post]
    with pytest.raises(PluginError):
        record_table("commkit_club_record", Remark, refers={"abuot": post})
    with pytest.raises(PluginError):
        record_table("commkit_club_record", Remark, refers={"about": remark})
