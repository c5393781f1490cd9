"""The SQL of rebuilding. It reads entries of all communities, in the order of their keys."""

from typing import Any

from sqlalchemy import (
    Column,
    MetaData,
    Table,
    Text,
    and_,
    bindparam,
    func,
    insert,
    or_,
    select,
    text,
    tuple_,
)

from commkit.runtime.storage.columns import Id, Words
from commkit.search.tables import entry

BATCH = 200
"""Entries that are read at once; their texts have up to 50,000 characters."""

KEY = (entry.c.community_id, entry.c.record, entry.c.object)

_ENTRIES = select(*KEY, entry.c.title, entry.c.body, entry.c.tags, entry.c.scope).order_by(*KEY)


def _place(name: str) -> Any:
    """The key of an entry, as the parameters `NAME_community_id`, `NAME_record` and `NAME_object`."""
    return tuple_(*(bindparam(f"{name}_{column.name}", type_=column.type) for column in KEY))


_BEHIND = tuple_(*KEY) > _place("after")

COUNT = select(func.count()).select_from(entry)

# --- PostgreSQL: a document in the row of each entry ---------------------------------------------------------------

KEYS = select(*KEY).where(_BEHIND).order_by(*KEY).limit(BATCH)

FREE_ENTRIES = (
    _ENTRIES.where(_BEHIND, tuple_(*KEY) <= _place("last"))
    .limit(BATCH)
    .with_for_update(key_share=True, skip_locked=True)
)
"""Entries that nobody else has locked. Whoever held locks and waited could be in a deadlock with a command."""

ONE_ENTRY = _ENTRIES.where(tuple_(*KEY) == _place("its")).with_for_update(key_share=True)

SET_DOCUMENT = text(
    "UPDATE commkit_search_entry SET document = CAST(:document AS tsvector), words = :words "
    "WHERE community_id = :community_id AND record = :record AND object = :object "
    "AND (document IS DISTINCT FROM CAST(:document AS tsvector) OR words IS DISTINCT FROM :words)"
).bindparams(bindparam("community_id", type_=Id), bindparam("object", type_=Id))
"""Leaves a row alone that has it already."""

# --- SQLite: one contentless table ---------------------------------------------------------------------------------

SOME_ENTRIES = _ENTRIES.where(_BEHIND).limit(BATCH)

rebuilt = Table(
    "commkit_search_rebuilt",
    MetaData(),
    *(Column(column.name, column.type, primary_key=True) for column in KEY),
    Column("entry_title", Text, nullable=False),
    Column("entry_body", Text, nullable=False),
    Column("entry_tags", Words, nullable=False),
    *(Column(name, Text, nullable=False) for name in ("title", "body", "tags", "scope")),
    prefixes=["TEMPORARY"],
)
"""The words of each entry, beside the texts that they were made from. Only its connection has it; it goes with that."""

KEEP_WORDS = insert(rebuilt).prefix_with("OR REPLACE")

changed = Table(
    "commkit_search_changed",
    MetaData(),
    *(Column(column.name, column.type, primary_key=True) for column in KEY),
    prefixes=["TEMPORARY"],
)
"""The entries that were written since their words were made."""

_OF_THIS = and_(*(rebuilt.c[column.name] == column for column in KEY))

FIND_CHANGED = insert(changed).from_select(
    [column.name for column in KEY],
    select(*KEY)
    .outerjoin(rebuilt, _OF_THIS)
    .where(
        or_(
            rebuilt.c.object.is_(None),
            rebuilt.c.entry_title != entry.c.title,
            rebuilt.c.entry_body != entry.c.body,
            rebuilt.c.entry_tags != entry.c.tags,
            rebuilt.c.scope != entry.c.scope,
        )
    ),
)

CHANGED_ENTRIES = SOME_ENTRIES.where(tuple_(*KEY).in_(select(changed)))

RENUMBER = (
    text(
        "CREATE TEMPORARY TABLE commkit_search_number AS SELECT rowid AS entry, "
        "(doc_id >> 25 << 25) - 1 + row_number() OVER (PARTITION BY doc_id >> 25 ORDER BY doc_id, object) AS number "
        "FROM commkit_search_entry WHERE doc_id >> 25 IN "
        "(SELECT doc_id >> 25 FROM commkit_search_entry GROUP BY doc_id HAVING count(*) > 1)"
    ),
    text(
        "UPDATE commkit_search_entry "
        "SET doc_id = (SELECT number FROM commkit_search_number WHERE entry = commkit_search_entry.rowid) "
        "WHERE rowid IN (SELECT entry FROM commkit_search_number)"
    ),
)
"""Numbers the entries of a second anew, from its first number on and in the order that they had, where two of them have
the same number, as entries from PostgreSQL may; see `commkit.search.indexing.statements`."""

REPLACE_INDEX = (
    text("INSERT INTO commkit_search_fts (commkit_search_fts) VALUES ('delete-all')"),
    text(
        "INSERT INTO commkit_search_fts (rowid, title, body, tags, scope) "
        "SELECT commkit_search_entry.doc_id, rebuilt.title, rebuilt.body, rebuilt.tags, rebuilt.scope "
        "FROM commkit_search_entry JOIN commkit_search_rebuilt AS rebuilt USING (community_id, record, object) "
        "ORDER BY commkit_search_entry.doc_id"
    ),
)

TEMPORARY = (rebuilt.name, changed.name, "commkit_search_number")
