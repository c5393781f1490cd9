"""How a search is answered, and how another engine is fed."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from commkit.privacy import PersonErased
from commkit.runtime.delivery.worker import Delivery
from commkit.runtime.model.errors import Invalid, NotFound
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import Cursor, decode_cursor, encode_cursor, page_size
from commkit.search import statements as sql
from commkit.search.feature import search
from commkit.search.indexing import remove_author_from_index
from commkit.search.messages import (
    MAX_CANDIDATES,
    ReadSearchCandidates,
    SearchContent,
    SearchEntryIndexed,
    SearchEntryRemoved,
)
from commkit.search.port import SearchPort
from commkit.search.records import SearchEntry, SearchHit, SearchResults
from commkit.search.terms import Term, highlight, make_snippet, parse_terms, scope_tokens, to_fts5, to_tsquery

MAX_RANKED = 200
"""How many of the best are sorted out; who looks further wants other words."""

_START, _END = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@search.handles(SearchContent)
def search_content(context: Context, query: SearchContent) -> SearchResults:
    """What holds the words, among what the actor may see."""
    terms = parse_terms(query.text)
    if not terms:
        raise Invalid.field("text", "no_search_terms", "give a word to search for")
    size = page_size(query.limit)
    values = _parameters(context, query, terms)
    if query.order == "newest":
        found, following = _newest(context, values, query.after, size)
    else:
        found, following = _most_relevant(context, values, query.after, size)
    return SearchResults(
        hits=tuple(_search_hit(entry, terms) for entry in found), next=following, terms=tuple(map(str, terms))
    )


@search.reacts_to(PersonErased)
def remove_erased_from_index(context: Context, fact: PersonErased) -> None:
    """What an erased person made is found no more, and the index holds none of their words."""
    remove_author_from_index(context, fact.member)


@search.subscribes_to(SearchEntryIndexed, SearchEntryRemoved)
def update_search_port(delivery: Delivery, fact: SearchEntryIndexed | SearchEntryRemoved) -> None:
    """Bring another engine up to date: it gets the entry as it stands now, whatever has happened since."""
    with delivery.context(read_only=True) as context:
        port = context.port(SearchPort)
        community = context.community_id
        entry = context.one(sql.ONE, record=fact.record, object=fact.object)
    if port is None:
        return
    if entry is None:
        port.delete(community, fact.record, fact.object)
    else:
        port.put(community, entry)


@search.handles(ReadSearchCandidates)
def read_search_candidates(context: Context, query: ReadSearchCandidates) -> tuple[Any, ...]:
    """Load each candidate by its loader, until the page is full."""
    if len(query.candidates) > MAX_CANDIDATES:
        raise Invalid.field("candidates", "too_many", f"give at most {MAX_CANDIDATES}")
    limit = page_size(query.limit)
    visible: list[Any] = []
    for candidate in query.candidates:
        record = context.registry.records.get(candidate.record)
        if record is not None and len(visible) < limit:
            with suppress(NotFound):
                visible.append(context.get(record, candidate.object))
    return tuple(visible)


def _parameters(context: Context, query: SearchContent, terms: tuple[Term, ...]) -> dict[str, Any]:
    scope = scope_tokens(
        community=context.community_id,
        record=query.record,
        kind=query.kind,
        tag=query.tag,
        author=query.author,
    )
    said = to_fts5 if context.dialect_name == "sqlite" else to_tsquery
    return {
        "asked": said(terms, scope),
        "wanted": said(terms, ()),
        "permissions": f" {' '.join(sorted(context.grants))} ",
        "record": query.record,
        "kind": query.kind,
        "author": query.author,
        "since": query.since or _START,
        "until": query.until or _END,
    }


def _most_relevant(
    context: Context, values: dict[str, Any], after: str | None, size: int
) -> tuple[list[SearchEntry], Cursor | None]:
    """A page of the best; the place in their order is the cursor, since a rank means nothing by itself."""
    start = int.from_bytes(decode_cursor(after, 2)) if after else 0
    statement = sql.RELEVANCE_ON_SQLITE if context.dialect_name == "sqlite" else sql.RELEVANCE_ON_POSTGRES
    found = context.rows(statement, **values, size=min(start + size + 1, MAX_RANKED))
    end = start + size
    more = len(found) > end
    return found[start:end], encode_cursor(end.to_bytes(2)) if more else None


def _newest(
    context: Context, values: dict[str, Any], after: str | None, size: int
) -> tuple[list[SearchEntry], Cursor | None]:
    at, object = _END, UUID(int=2**128 - 1)
    if after:
        key = decode_cursor(after, 24)
        at = _START + min(int.from_bytes(key[:8]) * _MICROSECOND, _END - _START)
        object = UUID(bytes=key[8:])
    statement = sql.NEWEST_ON_SQLITE if context.dialect_name == "sqlite" else sql.NEWEST_ON_POSTGRES
    found = context.rows(statement, **values, after_at=at, after_object=object, size=size + 1)
    if len(found) <= size:
        return found, None
    last = found[size - 1]
    moment = (last.at - _START) // _MICROSECOND
    return found[:size], encode_cursor(moment.to_bytes(8) + last.object.bytes)


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
