"""The SQL of searches: each database has its own full-text expressions."""

from typing import Any

from sqlalchemy import Column, TextClause, bindparam, text

from commkit.runtime.storage.columns import Id, UtcDateTime
from commkit.runtime.storage.statements import Statement, statement
from commkit.search.indexing.statements import ENTRY_COLUMNS, as_entry
from commkit.search.records import SearchEntry

_COLUMNS = "e.record, e.object, e.kind, e.title, e.body, e.tags, e.author, e.at"

_FILTERS = """e.community_id = :community_id
  AND {contains} > 0
  AND (CAST(:record AS VARCHAR) IS NULL OR e.record = :record)
  AND (CAST(:kind AS VARCHAR) IS NULL OR e.kind = :kind)
  AND {author}
  AND e.at >= :since AND e.at < :until
  AND NOT EXISTS (
    SELECT 1 FROM commkit_search_hidden_container h WHERE h.community_id = e.community_id AND h.container = e.container
  )"""

_SQLITE_FILTERS = _FILTERS.format(
    contains="instr(:permissions, ' ' || e.permission || ' ')",
    author="(:author IS NULL OR e.author = :author)",
)

_POSTGRES_FILTERS = _FILTERS.format(
    contains="strpos(:permissions, ' ' || e.permission || ' ')",
    author="(CAST(:author AS UUID) IS NULL OR e.author = :author)",
)

_SQLITE_FROM = f"""FROM commkit_search_fts w CROSS JOIN commkit_search_entry e ON e.doc_id = w.rowid
WHERE commkit_search_fts MATCH :asked AND {_SQLITE_FILTERS}"""

_POSTGRES_FROM = f"""FROM commkit_search_entry e, to_tsquery('simple', :asked) q, to_tsquery('simple', :wanted) w
WHERE e.document @@ q AND {_POSTGRES_FILTERS}"""

_OLDER = "AND (e.at < :after_at OR (e.at = :after_at AND e.object < :after_object))"


def _find(sql: str, *more: Any) -> Statement[SearchEntry]:
    clause: TextClause = text(sql)
    return statement(
        lambda: clause.bindparams(
            bindparam("community_id", type_=Id),
            bindparam("author", type_=Id),
            bindparam("since", type_=UtcDateTime),
            bindparam("until", type_=UtcDateTime),
            *more,
        ).columns(*(Column(column.name, column.type) for column in ENTRY_COLUMNS)),
        into=as_entry,
    )


_AFTER = (bindparam("after_at", type_=UtcDateTime), bindparam("after_object", type_=Id))

RELEVANCE_ON_SQLITE = _find(
    f"SELECT {_COLUMNS} {_SQLITE_FROM} "
    "ORDER BY bm25(commkit_search_fts, 10.0, 1.0, 5.0, 0.0), e.at DESC, e.object LIMIT :size"
)
"""Words of the title have ten times the weight of the text, tags five times; the scope has none."""

RELEVANCE_ON_POSTGRES = _find(
    f"SELECT {_COLUMNS} {_POSTGRES_FROM} "
    "ORDER BY ts_rank_cd('{0.1, 0.1, 0.5, 1.0}', e.document, w, 1) DESC, e.at DESC, e.object LIMIT :size"
)

NEWEST_ON_SQLITE = _find(
    f"SELECT {_COLUMNS} {_SQLITE_FROM} {_OLDER} ORDER BY e.at DESC, e.object DESC LIMIT :size", *_AFTER
)

NEWEST_ON_POSTGRES = _find(
    f"SELECT {_COLUMNS} {_POSTGRES_FROM} {_OLDER} ORDER BY e.at DESC, e.object DESC LIMIT :size", *_AFTER
)
