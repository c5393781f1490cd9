"""What tables hold about a person is exported and erased as their columns declare it; tried on every table.

For each column that names people, a row that names one person is inserted, with words that occur nowhere else in the
columns that are about that person; and a row that names somebody else. Then the person's data is exported, and the
person is erased.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import uuid4

from attrs import frozen
from sqlalchemy import Column, Connection, Table, and_, select, update
from sqlalchemy import types as sql
from sqlalchemy.exc import IntegrityError

from commkit.kit import Kit
from commkit.members import AddMember
from commkit.privacy import ErasePerson, ExportPerson
from commkit.runtime.model.ids import CommunityId, MemberId
from commkit.runtime.sessions.composition import SYSTEM
from commkit.runtime.storage.columns import Choice, Words
from commkit.runtime.storage.personal import Declared, Erasure, declared
from commkit.testing.rows import RowMaker

_WORD = 12
"""The length of a word that occurs nowhere else."""


@frozen
class PersonRow:
    """A row that names a person in one of its columns.

    Attributes:
        table: Its table.
        naming: The column.
        key: The values of its primary key, by column.
        words: Words that occur nowhere else, by the column that holds them.
    """

    table: Table
    naming: Column[Any]
    key: Mapping[str, Any]
    words: Mapping[str, str]

    def __str__(self) -> str:
        return f"{self.table.name}.{self.naming.name}"


def person_columns_of(tables: Sequence[Table]) -> list[Column[Any]]:
    """The columns of some tables that name people."""
    return [column for table in tables for column in table.columns if _declared(column).names]


def check_person_data(kit: Kit, place: CommunityId, tables: Sequence[Table]) -> list[str]:
    """Insert rows, export, erase.

    Args:
        kit: Where.
        place: A community in it.
        tables: The tables.

    Returns:
        What was not exported or erased as it is declared, one sentence each.
    """
    person, other, third = (f"{name}-{uuid4().hex}" for name in ("person", "other", "third"))
    with kit.session(SYSTEM, place) as session:
        member, somebody, bystander = (session.do(AddMember(key)).id for key in (person, other, third))
    with kit.database.engine.begin() as connection:
        maker = RowMaker(connection, place, bystander)
        columns = person_columns_of(tables)
        theirs = [_insert(maker, column, person, member) for column in columns]
        others = [_insert(maker, column, other, somebody) for column in columns]
    with kit.session(person) as lobby:
        exported = lobby.ask(ExportPerson()).rows
    found = [fault for row in theirs for fault in _export_faults(row, exported)]
    with kit.session(SYSTEM) as lobby:
        lobby.do(ErasePerson(person))
    with kit.database.engine.connect() as connection:
        found += [fault for row in theirs for fault in _erasure_faults(connection, row)]
        found += [
            f"{row}: with one person's row, that of somebody else was erased"
            for row in others
            if not _row(connection, row)
        ]
    return found


def _declared(column: Column[Any]) -> Declared:
    about = declared(column)
    assert about is not None, f"{column} declares nothing; a Kit refuses such a table"
    return about


def _insert(maker: RowMaker, naming: Column[Any], key: str, member: MemberId) -> PersonRow:
    table, about = naming.table, _declared(naming)
    assert isinstance(table, Table)
    words = {column.name: f"w{uuid4().hex}"[:_WORD] for column in _texts_about(naming)}
    given: dict[str, Any] = {naming.name: member if about.names == "member" else f"{about.prefix}{key}"}
    given |= {
        name: (word,) if isinstance(table.c[name].type, Words) else word for name, word in words.items()
    }
    try:
        with maker.connection.begin_nested():
            row = maker.insert(table, given)
    except IntegrityError as error:
        row = _fill_existing(maker.connection, naming, given)
        if not row:  # it was not there already, as a membership is
            raise AssertionError(f"no row can be made that names somebody in {naming}: {error}") from error
    return PersonRow(table, naming, {column.name: row[column.name] for column in table.primary_key}, words)


def _texts_about(naming: Column[Any]) -> Iterator[Column[Any]]:
    """The columns of the same table that hold free text about the person it names."""
    for column in naming.table.columns:
        free = isinstance(column.type, sql.String | Words) and not isinstance(column.type, Choice)
        fits = (getattr(column.type, "length", None) or _WORD) >= _WORD
        if _declared(column).of == naming.name and free and fits:
            yield column


def _fill_existing(connection: Connection, naming: Column[Any], given: Mapping[str, Any]) -> dict[str, Any]:
    where = naming == given[naming.name]
    texts = {name: value for name, value in given.items() if name != naming.name}
    if texts:
        connection.execute(update(naming.table).where(where).values(texts))
    return dict(connection.execute(select(naming.table).where(where)).mappings().first() or {})


def _export_faults(row: PersonRow, exported: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[str]:
    text = json.dumps([dict(found) for found in exported.get(row.table.name, ())], default=str)
    for name, word in row.words.items():
        wanted = _declared(row.naming).exported and _declared(row.table.c[name]).exported
        if wanted is not (word in text):
            yield f"{row}: {name} is {'not ' if wanted else ''}in the person's export; declare it, or a column `of`"
    if _declared(row.naming).exported and row.table.name not in exported:
        yield f"{row}: the row is not in the person's export"


def _erasure_faults(connection: Connection, row: PersonRow) -> Iterator[str]:
    left = _row(connection, row)
    about = [
        column
        for column in row.table.columns
        if column is row.naming or _declared(column).of == row.naming.name
    ]
    if any(_declared(column).erasure is Erasure.ROW for column in about):
        if left:
            yield f"{row}: the row is still there after the person's erasure"
        return
    for name, word in row.words.items():
        blank = _declared(row.table.c[name]).erasure is Erasure.BLANK
        if left and blank is (word in str(left[name])):
            yield f"{row}: {name} is {'still there' if blank else 'gone'} after the person's erasure"


def _row(connection: Connection, row: PersonRow) -> Mapping[str, Any] | None:
    where = and_(*(row.table.c[name] == value for name, value in row.key.items()))
    found = connection.execute(select(row.table).where(where)).mappings().first()
    return dict(found) if found is not None else None
