"""Queries of search: by the database's own index, and what another engine found."""

from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from typing import Any
from uuid import UUID

from commkit.posts import normalize_tag, tag_meant
from commkit.runtime.model.errors import Invalid, NotFound
from commkit.runtime.model.names import unknown_name
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import EARLIEST, LAST_ID, LATEST, Cursor, keyset, page_size
from commkit.search import statements as sql
from commkit.search.feature import search
from commkit.search.messages import MAX_CANDIDATES, ReadSearchCandidates, SearchContent
from commkit.search.policy import (
    MARK_SIZE,
    MAX_TERM_WORDS,
    Term,
    declared_kinds,
    mark_of,
    parse_terms,
    partition_terms,
    scope_tokens,
    spread,
    to_fts5,
    to_patterns,
    to_rank_query,
    to_tsquery,
)
from commkit.search.records import SearchCandidate, SearchEntry, SearchHit, SearchResults
from commkit.search.snippets.policy import highlight, make_snippet

MAX_RANKED = 200
"""How many hits are shown by relevance, at most; a search that needs more needs other words."""


_BY_NUMBER = keyset(int, UUID, of="search.newest")
_BY_RANK = keyset(bytes, of="search.relevance")

_LAST_NUMBER = 2**63 - 1


@search.handles(SearchContent)
def search_content(context: Context, query: SearchContent) -> SearchResults:
    """Find the entries with all or any of the words among those that the actor may see."""
    terms = parse_terms(query.text)
    if query.match == "any":
        terms = spread(terms)
    if not terms:
        raise Invalid.field("text", "no_search_terms", "give a word to search for")
    if sum(len(term.words) for term in terms) > MAX_TERM_WORDS:
        reason = (
            f"search for at most {MAX_TERM_WORDS} words; in a script without spaces each character is one"
        )
        raise Invalid.field("text", "too_many_words", reason)
    size = page_size(query.limit)
    values = _parameters(context, query, terms)
    _check_names(context, query)
    if query.order == "newest":
        entries, after = _newest(context, values, query, size)
    else:
        entries, after = _most_relevant(context, values, query, size)
    return SearchResults(
        hits=tuple(_search_hit(entry, terms) for entry in entries), next=after, terms=tuple(map(str, terms))
    )


@search.handles(ReadSearchCandidates)
def read_search_candidates(context: Context, query: ReadSearchCandidates) -> tuple[Any, ...]:
    """Load the visible candidates, until the page is full; one statement tells which of a class are visible."""
    if len(query.candidates) > MAX_CANDIDATES:
        raise Invalid.field("candidates", "too_many", f"give at most {MAX_CANDIDATES}")
    limit = page_size(query.limit)
    hidden = _hidden_candidates(context, query.candidates) | _muted_candidates(context, query.candidates)
    visible: list[Any] = []
    for candidate in query.candidates:
        record = context.registry.records.get(candidate.record)
        if record is not None and candidate not in hidden and len(visible) < limit:
            with suppress(NotFound):
                visible.append(context.get(record, candidate.object))
    return tuple(visible)


def _hidden_candidates(context: Context, candidates: Iterable[SearchCandidate]) -> set[SearchCandidate]:
    """Those that the actor may not see, of records whose visibility is composed."""
    ids: dict[type, set[UUID]] = defaultdict(set)
    for candidate in candidates:
        record = context.registry.records.get(candidate.record)
        if record is not None and record in context.visibility.records:
            ids[record].add(candidate.object)
    return {
        SearchCandidate(record.__name__, id)
        for record, wanted in ids.items()
        for id in wanted - context.visible_ids(record, wanted)
    }


def _muted_candidates(context: Context, candidates: Iterable[SearchCandidate]) -> set[SearchCandidate]:
    """Those that the actor muted, where features of the community's type let them."""
    muted: set[SearchCandidate] = set()
    for record in context.visibility.mutes:
        ids = {each.object for each in candidates if each.record == record.__name__}
        if ids:
            statement = sql.wanted_among(context.visibility.records[record])
            wanted = {id for (id,) in context.rows(statement, ids=list(ids))}
            muted |= {SearchCandidate(record.__name__, id) for id in ids - wanted}
    return muted


def _check_names(context: Context, query: SearchContent) -> None:
    """Check that the record and the kind exist: among those of the community's type, or among what is found here."""
    faults = []
    records = {record.__name__ for record in context.dispatch.loaders}
    if query.record is not None and query.record not in records:
        faults.append(unknown_name("record", query.record, records, what="record"))
    if query.kind is not None:
        kinds = declared_kinds(context.community_type, context.visibility.records)
        if query.kind not in kinds and not _is_found(context, query.kind):
            faults.append(unknown_name("kind", query.kind, kinds, what="kind"))
    if faults:
        raise Invalid(faults)


def _is_found(context: Context, kind: str) -> bool:
    """Whether the actor finds something of a kind that no type declares, as plugins may have, or types had before."""
    values = _parameters(context, SearchContent("", kind=kind), ())
    entries, _ = _newest(context, values, SearchContent("", kind=kind), 1)
    return bool(entries)


def _parameters(context: Context, query: SearchContent, terms: tuple[Term, ...]) -> dict[str, Any]:
    scope: list[tuple[str, ...]] = [
        (word,)
        for word in scope_tokens(
            community=context.community_id, record=query.record, kind=query.kind, author=query.author
        )
    ]
    if query.tag is not None:
        # Threads have the tag that a synonym stands for; suggestions may have the synonym.
        tags = {normalize_tag(query.tag), tag_meant(context, query.tag)}
        scope.append(tuple(word for tag in sorted(tags) for word in scope_tokens(tag=tag)))
    any_of = query.match == "any"
    if context.dialect_name == "sqlite":
        words = {"asked": to_fts5(terms, scope, any_of=any_of)}
    else:
        wanted, unwanted = partition_terms(terms)
        words = {
            "asked": to_tsquery(terms, scope, any_of=any_of),
            "ranked_by": to_rank_query(terms),
            "phrases": "" if any_of else to_patterns(wanted),
            "unwanted_phrases": to_patterns(unwanted),
        }
    return {
        **words,
        "permissions": f" {' '.join(sorted(context.grants))} ",
        "record": query.record,
        "kind": query.kind,
        "author": query.author,
        "since": query.since or EARLIEST,
        "until": query.until or LATEST,
    }


def _most_relevant(
    context: Context, values: dict[str, Any], query: SearchContent, size: int
) -> tuple[list[SearchEntry], Cursor | None]:
    """A page of the most relevant entries that were on no page before; ranks change with all that is written meanwhile.

    So the cursor tells what was shown, by marks of a few bytes, rather than a position or a rank.
    """
    by_rank = _BY_RANK.of_query(query)
    (data,) = by_rank.decode(query.after, default=(b"",))
    shown = {data[start : start + MARK_SIZE] for start in range(0, len(data), MARK_SIZE)}
    statement = sql.RELEVANCE_ON_SQLITE if context.dialect_name == "sqlite" else sql.RELEVANCE_ON_POSTGRES
    rows = context.rows(statement, **values, size=min(len(shown) + size + 1, MAX_RANKED))
    fresh = [entry for entry in rows if mark_of(entry.record, entry.object) not in shown]
    page, rest = fresh[:size], fresh[size:]
    marks = data + b"".join(mark_of(entry.record, entry.object) for entry in page)
    return page, by_rank.encode((marks,)) if rest and len(marks) < MAX_RANKED * MARK_SIZE else None


def _newest(
    context: Context, values: dict[str, Any], query: SearchContent, size: int
) -> tuple[list[SearchEntry], Cursor | None]:
    """A page of the newest entries."""
    by_number = _BY_NUMBER.of_query(query)
    number, object = by_number.decode(query.after, default=(_LAST_NUMBER, LAST_ID))
    statement = sql.NEWEST_ON_SQLITE if context.dialect_name == "sqlite" else sql.NEWEST_ON_POSTGRES
    rows = context.rows(statement, **values, after_doc=number, after_object=object, size=size + 1)
    page = by_number.page(rows, size, lambda row: (row[1], row[0].object))
    return [entry for entry, _ in page.items], page.next


def _search_hit(entry: SearchEntry, terms: tuple[Term, ...]) -> SearchHit:
    return SearchHit(
        record=entry.record,
        object=entry.object,
        kind=entry.kind,
        title=highlight(entry.title, terms),
        snippet=make_snippet(entry.body, terms),
        tags=entry.tags,
        author=entry.author,
        at=entry.at,
    )
