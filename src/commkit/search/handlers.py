"""How a search is answered, and how another engine is fed."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from commkit.privacy import PersonErased
from commkit.runtime.delivery.worker import Delivery
from commkit.runtime.model.errors import Invalid
from commkit.runtime.sessions.session import Session
from commkit.runtime.storage.pages import Cursor, decode_cursor, encode_cursor, page_size
from commkit.search import statements as sql
from commkit.search.engines import forget_author
from commkit.search.feature import search
from commkit.search.messages import EntryChanged, EntryForgotten, Search
from commkit.search.port import SearchPort
from commkit.search.records import Entry, Hit, Results
from commkit.search.words import Term, as_fts5, as_tsquery, in_pieces, scope_words, snippet_of, terms_of

BEST = 200
"""How many of the best are sorted out; who looks further wants other words."""

_START, _END = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@search.handles(Search)
def find(session: Session, query: Search) -> Results:
    """What holds the words, among what the actor may see."""
    terms = terms_of(query.text)
    if not terms:
        raise Invalid.field("text", "no_words", "give a word to search for")
    size = page_size(query.limit)
    values = _asked(session, query, terms)
    if query.order == "newest":
        found, following = _newest(session, values, query.after, size)
    else:
        found, following = _best(session, values, query.after, size)
    return Results(
        hits=tuple(_hit(entry, terms) for entry in found), next=following, words=tuple(map(str, terms))
    )


@search.reacts_to(PersonErased)
def forget_erased(session: Session, fact: PersonErased) -> None:
    """What an erased person made is found no more, and the index holds none of their words."""
    forget_author(session, fact.member)


@search.subscribes_to(EntryChanged, EntryForgotten)
def feed(delivery: Delivery, fact: EntryChanged | EntryForgotten) -> None:
    """Bring another engine up to date: it gets the entry as it stands now, whatever has happened since."""
    with delivery.session(read_only=True) as session:
        port = session.port(SearchPort)
        community = session.community_id
        entry = session.one(sql.ONE, record=fact.record, object=fact.object)
    if port is None:
        return
    if entry is None:
        port.drop(community, fact.record, fact.object)
    else:
        port.put(community, entry)


def _asked(session: Session, query: Search, terms: tuple[Term, ...]) -> dict[str, Any]:
    scope = scope_words(
        community=session.community_id,
        record=query.record,
        kind=query.kind,
        tag=query.tag,
        author=query.author,
    )
    said = as_fts5 if session.dialect_name == "sqlite" else as_tsquery
    return {
        "asked": said(terms, scope),
        "wanted": said(terms, ()),
        "permissions": f" {' '.join(sorted(session.grants))} ",
        "record": query.record,
        "kind": query.kind,
        "author": query.author,
        "since": query.since or _START,
        "until": query.until or _END,
    }


def _best(
    session: Session, values: dict[str, Any], after: str | None, size: int
) -> tuple[list[Entry], Cursor | None]:
    """A page of the best; the place in their order is the cursor, since a rank means nothing by itself."""
    start = int.from_bytes(decode_cursor(after, 2)) if after else 0
    statement = sql.BEST_ON_SQLITE if session.dialect_name == "sqlite" else sql.BEST_ON_POSTGRES
    found = session.rows(statement, **values, size=min(start + size + 1, BEST))
    end = start + size
    more = len(found) > end
    return found[start:end], encode_cursor(end.to_bytes(2)) if more else None


def _newest(
    session: Session, values: dict[str, Any], after: str | None, size: int
) -> tuple[list[Entry], Cursor | None]:
    at, object = _END, UUID(int=2**128 - 1)
    if after:
        key = decode_cursor(after, 24)
        at = _START + min(int.from_bytes(key[:8]) * _MICROSECOND, _END - _START)
        object = UUID(bytes=key[8:])
    statement = sql.NEWEST_ON_SQLITE if session.dialect_name == "sqlite" else sql.NEWEST_ON_POSTGRES
    found = session.rows(statement, **values, after_at=at, after_object=object, size=size + 1)
    if len(found) <= size:
        return found, None
    last = found[size - 1]
    moment = (last.at - _START) // _MICROSECOND
    return found[:size], encode_cursor(moment.to_bytes(8) + last.object.bytes)


def _hit(entry: Entry, terms: tuple[Term, ...]) -> Hit:
    return Hit(
        record=entry.record,
        object=entry.object,
        kind=entry.kind,
        title=in_pieces(entry.title, terms),
        snippet=snippet_of(entry.body, terms),
        tags=entry.tags,
        author=entry.author,
        at=entry.at,
    )
