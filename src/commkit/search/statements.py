"""The SQL of searches: each database has its own full-text expressions; both ask what is visible in the same words.

Entries are numbered in the order of time, see `commkit.search.indexing.statements.NEXT_DOC_ID`. So the newest matches
come first without sorting all of them, and only so many are ranked as a page of results can do with.
"""

from functools import cache
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Integer,
    MetaData,
    String,
    Table,
    bindparam,
    cast,
    func,
    literal,
    literal_column,
    not_,
    or_,
    select,
)
from sqlalchemy.types import UserDefinedType

from commkit.runtime.storage.columns import Id, UtcDateTime
from commkit.runtime.storage.statements import Statement, visible_statement
from commkit.runtime.storage.visibility import Visible, VisibleRecord
from commkit.search.indexing.statements import ENTRY_COLUMNS, as_entry
from commkit.search.records import SearchEntry
from commkit.search.tables import entry


class _TsQuery(UserDefinedType[str]):
    """PostgreSQL's type of a query that is parsed already."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        """Its name in SQL."""
        return "tsquery"


MAX_CANDIDATES_RANKED = 1_000
"""How many matches are ranked by relevance at most: the newest that the actor may see."""

_words = Table("commkit_search_fts", MetaData(), Column("rowid", Integer))

_RANKED: Any = literal_column(str(MAX_CANDIDATES_RANKED))

_ASKED: Any = cast(bindparam("asked", type_=String), _TsQuery())

_RANKED_BY: Any = cast(bindparam("ranked_by", type_=String), _TsQuery())

_DOCUMENT: Any = literal_column("commkit_search_entry.document")

_WORDS: Any = literal_column("commkit_search_entry.words")

_COMMUNITY: Any = bindparam("community_id", type_=Id)

_HERE = entry.c.community_id == _COMMUNITY

_HERE_ON_SQLITE = literal_column("+commkit_search_entry.community_id", Id) == _COMMUNITY
"""The same, by a unary plus kept from being where SQLite begins: with all entries of the community."""

_OLDER_THAN = (bindparam("after_doc", type_=entry.c.doc_id.type), bindparam("after_object", type_=Id))


def _is_any(name: str, column: Any) -> Any:
    """Whether a filter is left out, or the column has its value."""
    value = bindparam(name, type_=column.type)
    return or_(cast(value, column.type).is_(None), column == value)


def _filters(visible: Visible, contains: Any) -> tuple[Any, ...]:
    return (
        contains(bindparam("permissions", type_=String), literal(" ") + entry.c.permission + literal(" "))
        > 0,
        _is_any("record", entry.c.record),
        _is_any("kind", entry.c.kind),
        _is_any("author", entry.c.author),
        entry.c.at >= bindparam("since", type_=UtcDateTime),
        entry.c.at < bindparam("until", type_=UtcDateTime),
        visible.object(entry.c.community_id, entry.c.record, entry.c.object),
        visible.object_wanted(entry.c.community_id, entry.c.record, entry.c.object),
    )


def _on_sqlite(visible: Visible, *columns: Any) -> Any:
    """The matches, the newest first: the full-text index gives them in the order of their numbers."""
    matches = literal_column("commkit_search_fts", Boolean).op("MATCH", is_comparison=True)(
        bindparam("asked", type_=String)
    )
    return (
        select(*columns)
        .select_from(_words, entry)
        .where(matches, entry.c.doc_id == _words.c.rowid, _HERE_ON_SQLITE, *_filters(visible, func.instr))
        .order_by(_words.c.rowid.desc())
    )


def _lines(name: str) -> Any:
    return func.string_to_array(cast(bindparam(name, type_=String), String), literal_column("E'\\n'"))


def _on_postgres(visible: Visible, *columns: Any) -> Any:
    """The matches, the newest first: by the index of words, or for common words by that of the numbers.

    The index finds the words of a phrase; that they are side by side is asked of the text that it found.
    """
    return (
        select(*columns)
        .where(
            _HERE,
            _DOCUMENT.op("@@", is_comparison=True)(_ASKED),
            _WORDS.op("LIKE", is_comparison=True)(func.all(_lines("phrases"))),
            not_(_WORDS.op("LIKE", is_comparison=True)(func.any(_lines("unwanted_phrases")))),
            *_filters(visible, func.strpos),
        )
        .order_by(entry.c.doc_id.desc(), entry.c.object.desc())
    )


def _most_relevant(candidates: Any, score: Any) -> Any:
    """The best of the newest matches; their texts are read of these only."""
    newest = candidates.limit(_RANKED).subquery("newest")
    best = (
        select(newest.c.record, newest.c.object, score(newest).label("score"), newest.c.at)
        .order_by(literal_column("score").desc(), newest.c.at.desc(), newest.c.object)
        .limit(bindparam("size"))
        .subquery("best")
    )
    return (
        select(*ENTRY_COLUMNS)
        .select_from(best, entry)
        .where(
            _HERE,
            entry.c.record == best.c.record,
            entry.c.object == best.c.object,
        )
        .order_by(best.c.score.desc(), best.c.at.desc(), best.c.object)
    )


def _relevance_on_sqlite(visible: Visible) -> Any:
    rank: Any = literal_column("-bm25(commkit_search_fts, 10.0, 1.0, 5.0, 0.0)").label("rank")
    found = _on_sqlite(visible, entry.c.record, entry.c.object, entry.c.at, rank)
    return _most_relevant(found, lambda newest: newest.c.rank)


def _relevance_on_postgres(visible: Visible) -> Any:
    document = _DOCUMENT.label("document")
    found = _on_postgres(visible, entry.c.record, entry.c.object, entry.c.at, document)
    weights: Any = literal_column("'{0.1, 0.1, 0.5, 1.0}'::real[]")
    return _most_relevant(
        found, lambda newest: func.ts_rank(weights, newest.c.document, _RANKED_BY, literal_column("16"))
    )


def _entry_and_number(*columns: Any) -> tuple[SearchEntry, int]:
    return as_entry(*columns[:-1]), columns[-1]


RELEVANCE_ON_SQLITE: Statement[SearchEntry] = visible_statement(_relevance_on_sqlite, into=as_entry)
"""Words of the title have ten times the weight of the text, tags five times; the scope has none."""

RELEVANCE_ON_POSTGRES: Statement[SearchEntry] = visible_statement(
    _relevance_on_postgres, into=as_entry, replan=True
)
"""The same weights, as shares of the highest; a text of many different words counts less.

How near the words are to each other does not count: `ts_rank_cd`, which asks that, takes a minute for a phrase that ten
long texts repeat.
"""

NEWEST_ON_SQLITE = visible_statement(
    lambda visible: (
        _on_sqlite(visible, *ENTRY_COLUMNS, entry.c.doc_id)
        .where(_words.c.rowid < _OLDER_THAN[0])
        .limit(bindparam("size"))
    ),
    into=_entry_and_number,
)

NEWEST_ON_POSTGRES = visible_statement(
    lambda visible: (
        _on_postgres(visible, *ENTRY_COLUMNS, entry.c.doc_id)
        .where(
            entry.c.doc_id <= _OLDER_THAN[0],
            or_(entry.c.doc_id < _OLDER_THAN[0], entry.c.object < _OLDER_THAN[1]),
        )
        .limit(bindparam("size"))
    ),
    into=_entry_and_number,
    replan=True,
)


@cache
def wanted_among(known: VisibleRecord) -> Statement[tuple[Any, ...]]:
    """The statement that gives those of some ids of a record whose objects the reader did not mute."""
    table = known.table
    return visible_statement(
        lambda visible: select(table.c.id).where(
            table.c.community_id == _COMMUNITY,
            table.c.id.in_(bindparam("ids", expanding=True, type_=Id)),
            visible.wanted(known.record, table),
        )
    )
