"""What the host may run at any time: it makes the full-text index anew from the entries."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from attrs import evolve, field, frozen
from sqlalchemy import Connection, Executable, text

from commkit.runtime.storage.begin import begin_immediate
from commkit.runtime.storage.database import Database
from commkit.runtime.storage.retry import retrying
from commkit.search.indexing.policy import index_words
from commkit.search.rebuilding import statements as sql

Progress = Callable[[int, int], object]
"""Called with how many entries are done, and how many there are."""

_Key = tuple[UUID, str, UUID]
_FIRST: _Key = (UUID(int=0), "", UUID(int=0))
"""Before the key of every entry."""


def rebuild_index(database: Database, progress: Progress | None = None) -> int:
    """Make the full-text index of all communities anew from the entries, while others search and write.

    Whoever searches meanwhile finds all that there is. Stopped half-way, it may be run again.

    Args:
        database: Where.
        progress: Called after each batch.

    Returns:
        How many entries the index has.

    Raises:
        Busy: Others kept the database locked.
    """
    if database.is_sqlite:
        return _rebuild_on_sqlite(database, progress)
    return _rebuild_on_postgres(database, progress)


@frozen
class _Counted:
    """How far a run is."""

    total: int
    progress: Progress | None
    done: int = field(default=0)

    def add(self, number: int) -> "_Counted":
        """A batch is done."""
        after = evolve(self, done=self.done + number)
        if self.progress is not None:
            self.progress(after.done, max(after.done, after.total))
        return after


def _rebuild_on_postgres(database: Database, progress: Progress | None) -> int:
    """Batch by batch, each a transaction of its own: the document of an entry stands in its row."""
    with database.transaction() as connection:
        counted = _Counted(connection.execute(sql.COUNT).scalar_one(), progress)
    after = _FIRST
    while keys := retrying(lambda after=after: _index_free_entries(database, after)):  # type: ignore[misc]
        counted = counted.add(len(keys))
        after = keys[-1]
    return counted.done


def _index_free_entries(database: Database, after: _Key) -> list[_Key]:
    """Index the entries of the next batch; what somebody else has locked, afterwards and one by one.

    Returns:
        The keys of all entries of the batch.
    """
    with database.transaction() as connection:
        keys = [tuple(key) for key in connection.execute(sql.KEYS, _place("after", after))]
        if not keys:
            return []
        place = {**_place("after", after), **_place("last", keys[-1])}
        free = connection.execute(sql.FREE_ENTRIES, place).all()
        _set_documents(connection, free)
    locked = set(keys).difference((*entry[:3],) for entry in free)
    for key in sorted(locked):
        with database.transaction() as connection:
            _set_documents(connection, connection.execute(sql.ONE_ENTRY, _place("its", key)).all())
    return keys


def _set_documents(connection: Connection, entries: Sequence[Any]) -> None:
    if entries:
        connection.execute(sql.SET_DOCUMENT, [_words_row(entry, dialect="postgresql") for entry in entries])


def _rebuild_on_sqlite(database: Database, progress: Progress | None) -> int:
    """Make all words beside the index, while others write, and put them in its place in one transaction.

    The index itself cannot be half new: a word that is removed from it, and is not in it, damages it.
    """
    with _own_connection(database) as (connection, begin_writing):
        sql.rebuilt.create(connection)
        counted = _Counted(connection.execute(sql.COUNT).scalar_one(), progress)
        for entries in _batches(connection, sql.SOME_ENTRIES):
            _keep_words(connection, entries)
            counted = counted.add(len(entries))
        begin_writing()
        sql.changed.create(connection)
        connection.execute(sql.FIND_CHANGED)
        for entries in _batches(connection, sql.CHANGED_ENTRIES):
            _keep_words(connection, entries)
        for statement in (*sql.RENUMBER, *sql.REPLACE_INDEX):
            connection.execute(statement)
        indexed: int = connection.execute(sql.COUNT).scalar_one()
        for name in sql.TEMPORARY:
            connection.execute(text(f"DROP TABLE temp.{name}"))
    return indexed


def _batches(connection: Connection, query: Executable) -> Iterator[Sequence[Any]]:
    after = _FIRST
    while entries := connection.execute(query, _place("after", after)).all():
        yield entries
        after = tuple(entries[-1][:3])


def _keep_words(connection: Connection, entries: Sequence[Any]) -> None:
    rows = []
    for entry in entries:
        *_, title, body, tags, _ = entry
        texts = {"entry_title": title, "entry_body": body, "entry_tags": tags}
        rows.append({**_words_row(entry, dialect="sqlite"), **texts})
    connection.execute(sql.KEEP_WORDS, rows)


def _words_row(entry: Sequence[Any], *, dialect: str) -> dict[str, Any]:
    community, record, object, title, body, tags, scope = entry
    key = {"community_id": community, "record": record, "object": object}
    return {**key, **index_words(title, body, tags, scope, dialect=dialect)}


def _place(name: str, key: _Key) -> Mapping[str, Any]:
    return {f"{name}_{column.name}": value for column, value in zip(sql.KEY, key, strict=True)}


@contextmanager
def _own_connection(database: Database) -> Iterator[tuple[Connection, Callable[[], None]]]:
    """A connection that reads, and a function that begins to write by it: it has tables that no other one sees.

    What is in memory has one connection for all, so nobody else writes there from the beginning.
    """
    if database.in_memory:
        with database.transaction() as connection:
            yield connection, lambda: None
        return
    own = Database(database.url)
    try:
        raw = own.begin(read_only=True)

        def begin_writing() -> None:
            raw.commit()
            begin_immediate(raw.driver_connection)

        try:
            yield own.core(raw), begin_writing
        except BaseException:
            own.rollback(raw, read_only=True)
            raise
        own.commit(raw, read_only=True)
    finally:
        own.close()
