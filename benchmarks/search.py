"""Search: a word that ten posts have, and one that three of ten have."""

import re
import secrets
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from benchmarks.fill import COMMON, RARE
from benchmarks.forum import READER, SLUG
from benchmarks.measure import Figure
from benchmarks.pair import BenchmarkPair
from benchmarks.raw import RawDatabase
from commkit import SYSTEM, Kit
from commkit.runtime.model.clock import EPOCH
from commkit.runtime.sessions.session import Session
from commkit.search import SearchContent
from commkit.search.indexing import statements as sql
from commkit.search.policy import scope_tokens
from commkit.testing.contexts import context_of

_COLUMNS = "e.record, e.object, e.kind, e.title, e.body, e.tags, e.author, e.at"
_FILTERS = """e.community_id = ? AND {contains}(?, ' ' || e.permission || ' ') > 0
  AND NOT EXISTS (SELECT 1 FROM commkit_search_hidden_container h
                  WHERE h.community_id = e.community_id AND h.container = e.container)"""
ON_SQLITE = f"""
SELECT {_COLUMNS} FROM commkit_search_fts w CROSS JOIN commkit_search_entry e ON e.doc_id = w.rowid
WHERE commkit_search_fts MATCH ? AND {_FILTERS.replace("{contains}", "instr")}
ORDER BY bm25(commkit_search_fts, 10.0, 1.0, 5.0, 0.0), e.at DESC, e.object LIMIT 21"""
ON_POSTGRES = f"""
SELECT {_COLUMNS} FROM commkit_search_entry e, to_tsquery('simple', ?) q, to_tsquery('simple', ?) w
WHERE e.document @@ q AND {_FILTERS.replace("{contains}", "strpos")}
ORDER BY ts_rank_cd('{{0.1, 0.1, 0.5, 1.0}}', e.document, w, 1) DESC, e.at DESC, e.object LIMIT 21"""

_FILL_SQLITE = (
    """INSERT INTO commkit_search_fts (rowid, title, body, tags, scope)
       SELECT doc_id, lower(title), lower(body), tags, scope FROM commkit_search_entry""",
)
_FILL_POSTGRES = (
    "DROP INDEX ix_commkit_search_entry_document",
    """UPDATE commkit_search_entry SET document =
       setweight(to_tsvector('simple', lower(title)), 'A') || setweight(to_tsvector('simple', lower(tags)), 'B')
       || setweight(to_tsvector('simple', lower(body)), 'D') || to_tsvector('simple', scope)""",
    "CREATE INDEX ix_commkit_search_entry_document ON commkit_search_entry USING gin (document)",
)


def fill_index(kit: Kit, raw: RawDatabase) -> None:
    """Put every post that is there into the index, in bulk."""
    with kit.session(SYSTEM, SLUG) as session:
        raw.begin(False)
        posts = raw.execute(
            "SELECT id, thread, kind, title, body, author, created_at FROM commkit_post ORDER BY id", ()
        ).fetchall()
        raw.commit()
        for start in range(0, len(posts), 5_000):
            context_of(session).run_many(
                sql.ADD, [_entry(session, raw, row) for row in posts[start : start + 5_000]]
            )
    raw.run_all(_FILL_SQLITE if raw.is_sqlite else _FILL_POSTGRES)


def _entry(session: Session, raw: RawDatabase, row: Any) -> dict[str, object]:
    id, thread, kind, title, body, author, at = row
    by = raw.uuid_of(author)
    scope = scope_tokens(
        community=session.community.id, permission="posts.read", record="Post", kind=kind, author=by
    )
    return {
        "record": "Post",
        "object": raw.uuid_of(id),
        "doc_id": secrets.randbits(62),
        "kind": kind,
        "title": title,
        "body": body,
        "tags": (),
        "scope": " ".join(scope),
        "author": by,
        "at": EPOCH + timedelta(microseconds=at) if raw.is_sqlite else at,
        "permission": "posts.read",
        "container": raw.uuid_of(thread),
    }


def find_by_hand(raw: RawDatabase, word: str) -> list[dict[str, Any]]:
    """The best 20, with the part of the text around the word, and the word told apart."""
    raw.begin(False)
    here = raw.look_up(READER, SLUG)[0]
    (scope,) = scope_tokens(community=raw.uuid_of(here))
    may = (here, " posts.read search.query ")
    if raw.is_sqlite:
        asked = f'(scope : "{scope}") AND ({{title body tags}} : "{word}" *)'
        rows = raw.execute(ON_SQLITE, (asked, *may)).fetchall()
    else:
        rows = raw.execute(ON_POSTGRES, (f"'{scope}' & '{word}':*", f"'{word}':*", *may)).fetchall()
    raw.commit()
    marks = re.compile(rf"(\b{word}\w*)", re.IGNORECASE)
    return [
        {
            "record": record,
            "object": object,
            "kind": kind,
            "title": marks.split(title),
            "snippet": _around(marks, body),
            "tags": tags.split(),
            "author": author,
            "at": at,
        }
        for record, object, kind, title, body, tags, author, at in rows[:20]
    ]


def _around(marks: re.Pattern[str], body: str) -> list[str]:
    text = " ".join(body.split())
    first = marks.search(text)
    start = max(0, first.start() - 50) if first else 0
    return marks.split(text[start : start + 200])


def figures(pair: BenchmarkPair) -> Iterator[Figure]:
    """A rare word and a common one, the best first."""
    for kind, word, each in (("rare", RARE, 10), ("common", COMMON, 1)):

        def find(kit: Kit, word: str = word) -> list[Any]:
            with kit.session(READER, SLUG, read_only=True) as session:
                return [hit.object for hit in session.ask(SearchContent(word)).hits]

        def by_hand(word: str = word) -> list[Any]:
            return [pair.raw.uuid_of(hit["object"]) for hit in find_by_hand(pair.raw, word)]

        found = find(pair.kit)
        assert found, "the word is there"
        assert found == by_hand(), word
        yield pair.compare(
            f"search a {kind} word", find, by_hand, sqlite=1.5, postgres=1.5, rounds=3, each=each
        )
