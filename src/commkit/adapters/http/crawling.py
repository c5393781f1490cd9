"""What crawlers are asked with public answers: the headers, which belong to what was read in the same session.

Answers in JSON are no pages: the host has these, so that search engines should list none of them. Whether models may be
trained on one is for everybody whose writing is in it, and for the community.
"""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

import attrs

from commkit.adapters.http.values import Headers
from commkit.adapters.search_engines import crawler_headers
from commkit.crawlers import CrawlerRules, ReadCrawlerRules
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.session import Session

_AT_ONCE = 1_000
NOTHING = CrawlerRules(indexing=False, training=False)
"""What crawlers may do with what only insiders should read."""


def with_rules(work: Callable[[Session], Any], *, public: bool) -> Callable[[Session], tuple[Any, Headers]]:
    """The work of a request, and the headers of what it gave.

    Args:
        work: What is done in the session.
        public: Whether a visitor gets it; others' answers say nothing, since no crawler signs in.
    """

    def read(session: Session) -> tuple[Any, Headers]:
        found = work(session)
        if not public:
            return found, ()
        return found, crawler_headers(attrs.evolve(_rules(session, found), indexing=False))

    return read


def file_rules(session: Session, uploader: MemberId | None) -> Headers:
    """The headers of a file, which is listed as its uploader and the community want it.

    Args:
        session: The visitor's session.
        uploader: Who uploaded it.
    """
    if not session.may_send(ReadCrawlerRules):
        return crawler_headers(NOTHING)
    writers = (uploader,) if uploader is not None else ()
    return crawler_headers(session.ask(ReadCrawlerRules(owner=uploader, writers=writers)))


def _rules(session: Session, found: Any) -> CrawlerRules:
    """What is allowed with an answer, by everybody who is named in it; ids of other things name nobody."""
    if not session.may_send(ReadCrawlerRules):
        return NOTHING
    named = sorted(MemberId(id) for id in _ids(found))
    rules = session.ask(ReadCrawlerRules(writers=tuple(named[:_AT_ONCE])))
    for start in range(_AT_ONCE, len(named), _AT_ONCE):
        if not rules.training:
            break
        rules = session.ask(ReadCrawlerRules(writers=tuple(named[start : start + _AT_ONCE])))
    return rules


def _ids(found: Any) -> set[UUID]:
    """All ids in an answer."""
    ids: set[UUID] = set()
    left = [found]
    while left:
        value = left.pop()
        if isinstance(value, UUID):
            ids.add(value)
        elif isinstance(value, Mapping):
            left.extend(value.values())
        elif isinstance(value, tuple | list | set | frozenset):
            left.extend(value)
        elif attrs.has(type(value)):
            left.extend(getattr(value, field.name) for field in attrs.fields(type(value)))
    return ids
