"""The terms of a search: how they are parsed, and expressed for each database."""

import re
from collections.abc import Iterable
from enum import StrEnum
from hashlib import blake2b
from uuid import UUID

from attrs import fields, frozen, has

from commkit.runtime.model.types import CommunityType
from commkit.runtime.values.words import Segment, is_open_phrase, normalize_text, phrase_words, segments

_QUOTES = dict.fromkeys(
    map(ord, "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a\u300c\u300d\u300e\u300f\uff02"), '"'
)
"""Quotation marks of any language make a phrase."""
_TERMS = re.compile(r'(-?)(?:"([^"]*)"|([^\s"]+))')

_MAX_TERMS = 16
_MAX_POSITION = 16_383


@frozen
class Term:
    """Words that must be side by side.

    Attributes:
        segments: The words, and the runs of scripts without spaces.
        excluded: Whether the text must not contain them.
        prefix: Whether the last one may be the beginning of a longer word.
    """

    segments: tuple[Segment, ...]
    excluded: bool = False
    prefix: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """The words that the index must have side by side."""
        return phrase_words(self.segments)

    @property
    def is_open(self) -> bool:
        """Whether the last word may be the beginning of a longer one."""
        return self.prefix or is_open_phrase(self.segments)

    def __str__(self) -> str:
        text = " ".join(segment.text for segment in self.segments)
        return ("-" if self.excluded else "") + (text if self.prefix else f'"{text}"')


def parse_terms(text: str) -> tuple[Term, ...]:
    """The terms of a search text, 16 at most; empty if it has none but excluded ones."""
    terms: list[Term] = []
    for minus, phrase, word in _TERMS.findall(text.translate(_QUOTES)):
        found = tuple(segments(normalize_text(phrase or word)))
        if found:
            terms.append(Term(found, excluded=bool(minus), prefix=not phrase))
    terms = terms[:_MAX_TERMS]
    return tuple(terms) if any(not term.excluded for term in terms) else ()


def declared_kinds(community_type: CommunityType, records: Iterable[type]) -> set[str]:
    """The kinds that a type declares for posts, and those of records whose kinds are an enumeration.

    Args:
        community_type: The type.
        records: The records that are searched.
    """
    kinds = {kind.name for kind in community_type.post_kinds}
    for record in filter(has, records):
        for field in fields(record):
            if field.name == "kind" and isinstance(field.type, type) and issubclass(field.type, StrEnum):
                kinds |= set(map(str, field.type))
    return kinds


def to_fts5(terms: Iterable[Term], scope: Iterable[str]) -> str:
    """An FTS5 expression (https://www.sqlite.org/fts5.html, section 3); words hold no quotation marks."""
    wanted, unwanted = partition_terms(terms)
    scoped = " AND ".join(f'scope : "{word}"' for word in scope)
    matches = " AND ".join(f"{{title body tags}} : {_fts5(term)}" for term in wanted)
    expression = f"({scoped}) AND ({matches})" if scoped and matches else scoped or matches
    for term in unwanted:
        expression = f"({expression}) NOT {{title body tags}} : {_fts5(term)}"
    return expression


def to_tsquery(terms: Iterable[Term], scope: Iterable[str]) -> str:
    """The text of a PostgreSQL tsquery; words hold no quotation marks."""
    wanted, unwanted = partition_terms(terms)
    parts = [f"'{word}'" for word in scope]
    parts += [_tsquery(term) for term in wanted]
    parts += [f"!{_tsquery(term)}" for term in unwanted]
    return " & ".join(parts)


def to_tsvector(words: Iterable[str]) -> str:
    """The text of a PostgreSQL tsvector: words with their positions, of which there are 16,383."""
    return " ".join(f"'{word}':{min(position, _MAX_POSITION)}" for position, word in enumerate(words, 1))


MARK_SIZE = 5
"""Bytes of a mark: of 200 results and 200 that were shown, one in 27 million would be taken for one of the others."""


def mark_of(record: str, object: UUID) -> bytes:
    """A few bytes by which a result is recognised on the next page."""
    return blake2b(record.encode() + object.bytes, digest_size=MARK_SIZE).digest()


def scope_tokens(**values: str | UUID | None) -> tuple[str, ...]:
    """One word of the index for each value that is not None, such as `author=...`; no text has it by chance."""
    return tuple(
        f"x{blake2b(f'{name}:{value}'.encode(), digest_size=9).hexdigest()}"
        for name, value in values.items()
        if value is not None
    )


def partition_terms(terms: Iterable[Term]) -> tuple[list[Term], list[Term]]:
    """The terms that a text must contain, and those that it must not."""
    known = list(terms)
    return [term for term in known if not term.excluded], [term for term in known if term.excluded]


def _fts5(term: Term) -> str:
    return f'"{" ".join(term.words)}"' + (" *" if term.is_open else "")


def _tsquery(term: Term) -> str:
    words = [f"'{word}'" for word in term.words]
    if term.is_open:
        words[-1] += ":*"
    return "(" + " <-> ".join(words) + ")"
