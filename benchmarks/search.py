"""Search: a word that ten posts have, and one that three of ten have."""

import re
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
  AND EXISTS (SELECT 1 FROM commkit_post p JOIN commkit_post o ON o.community_id = p.community_id AND o.id = p.thread
              WHERE p.community_id = e.community_id AND p.id = e.object AND p.removed_at IS NULL
                AND o.removed_at IS NULL AND o.audience IS NULL)"""
_BEST = f"""
SELECT {_COLUMNS} FROM (
  SELECT object, at, {{score}} AS score FROM ({{newest}} LIMIT 1000) n ORDER BY score DESC, at DESC, object LIMIT 21
) b JOIN commkit_search_entry e ON e.community_id = ? AND e.record = 'Post' AND e.object = b.object
ORDER BY score DESC, b.at DESC, b.object"""
ON_SQLITE = _BEST.format(
    score="rank",
    newest=f"""
SELECT e.object, e.at, -bm25(commkit_search_fts, 10.0, 1.0, 5.0, 0.0) AS rank
FROM commkit_search_fts w CROSS JOIN commkit_search_entry e ON e.doc_id = w.rowid
WHERE commkit_search_fts MATCH ? AND {_FILTERS.replace("{contains}", "instr")}
ORDER BY w.rowid DESC""",
)
ON_POSTGRES = _BEST.format(
    score="ts_rank('{0.1, 0.1, 0.5, 1.0}', document, to_tsquery('simple', ?), 16)",
    newest=f"""
SELECT e.object, e.at, e.document FROM commkit_search_entry e
WHERE e.document @@ CAST(? AS tsquery) AND {_FILTERS.replace("{contains}", "strpos")}
ORDER BY e.doc_id DESC, e.object DESC""",
)

_FILL_SQLITE = (
    """INSERT INTO commkit_search_fts (rowid, title, body, tags, scope)
       SELECT doc_id, lower(title), lower(body), tags, scope FROM commkit_search_entry""",
)
_FILL_POSTGRES = (
    "DROP INDEX ix_commkit_search_entry_document",
    """UPDATE commkit_search_entry SET words = ' ' || lower(title) || E' \\n ' || lower(body) || ' ', document =
       setweight(to_tsvector('simple', lower(title)), 'A') || setweight(to_tsvector('simple', lower(tags)), 'B')
       || setweight(to_tsvector('simple', lower(body)), 'D') || array_to_tsvector(string_to_array(scope, ' '))""",
    "CREATE INDEX ix_commkit_search_entry_document ON commkit_search_entry USING gin (document)",
)


def fill_index(kit: Kit, raw: RawDatabase) -> None:
    """Put every post that is there into the index, in bulk."""
    with kit.session(SYSTEM, SLUG) as session:
        raw.begin(False)
        posts = raw.execute(
            "SELECT id, kind, title, body, author, created_at FROM commkit_post ORDER BY id", ()
        ).fetchall()
        raw.commit()
        for start in range(0, len(posts), 5_000):
            context_of(session).run_many(
                sql.ADD_ON_POSTGRES,
                [
                    _entry(session, raw, row) | {"doc_id": start + place}
                    for place, row in enumerate(posts[start : start + 5_000])
                ],
            )
    raw.run_all(_FILL_SQLITE if raw.is_sqlite else _FILL_POSTGRES)


def _entry(session: Session, raw: RawDatabase, row: Any) -> dict[str, object]:
    id, kind, title, body, author, at = row
    by = raw.uuid_of(author)
    scope = scope_tokens(
        community=session.community.id, permission="posts.read", record="Post", kind=kind, author=by
    )
    return {
        "record": "Post",
        "object": raw.uuid_of(id),
        "kind": kind,
        "title": title,
        "body": body,
        "tags": (),
        "scope": " ".join(scope),
        "author": by,
        "at": EPOCH + timedelta(microseconds=at) if raw.is_sqlite else at,
        "permission": "posts.read",
    }


def find_by_hand(raw: RawDatabase, word: str) -> list[dict[str, Any]]:
    """The best 20, with the part of the text around the word, and the word told apart."""
    raw.begin(False)
    here = raw.look_up(READER, SLUG)[0]
    (scope,) = scope_tokens(community=raw.uuid_of(here))
    may = (here, " posts.read search.query ")
    if raw.is_sqlite:
        asked = f'(scope : "{scope}") AND ({{title body tags}} : "{word}" *)'
        rows = raw.execute(ON_SQLITE, (asked, *may, here)).fetchall()
    else:
        rows = raw.execute(ON_POSTGRES, (f"'{word}':*", f"'{scope}' & '{word}':*", *may, here)).fetchall()
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
