"""The terms of a search: how they are parsed, and expressed for each database."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from hashlib import blake2b
from uuid import UUID

from attrs import fields, frozen, has

from commkit.runtime.model.types import CommunityType
from commkit.runtime.values.words import Segment, is_open_phrase, normalize_text, phrase_words, segments

_QUOTES = dict.fromkeys(
    map(
        ord,
        "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a\u275d\u275e\u2e42\uff02\u2329\u232a\u3008\u3009\u300a\u300b"
        "\u300c\u300d\u300e\u300f\u301d\u301e\u301f\ufe41\ufe42\ufe43\ufe44\uff62\uff63",
    ),
    '"',
)
"""Quotation marks of any language make a phrase."""
_OPENING, _CLOSING = "\u2018\u201a\u201b", "\u2018\u2019\u201b"
"""Single ones do so where no letter is outside of them; between two letters one is an apostrophe."""
_TERMS = re.compile(
    rf"""([-\u2212\u2013]?)(?:"([^"]*)"
    |[{_OPENING}]((?:[^"{_OPENING}{_CLOSING}]|(?<=\w)[{_CLOSING}](?=\w))+)[{_CLOSING}](?!\w)
    |([{_OPENING}]?(?:[^\s"{_OPENING}]|(?<=\w)[{_OPENING}])+))""",
    re.VERBOSE,
)

_MAX_TERMS = 16
MAX_TERM_WORDS = 64
"""Words of all terms together: each of them is compared with each text that has the others."""
_MAX_COUNTED = 16
"""Occurrences of a word that count for its relevance on PostgreSQL."""
_MAX_BYTES = 900_000
"""What the words of an entry take, at most: a tsvector is never larger than a megabyte."""


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
    """The different terms of a search text, the first 16; empty if it has none but excluded ones."""
    found: list[Term] = []
    for minus, phrase, quoted, word in _TERMS.findall(text.translate(_QUOTES)):
        known = tuple(segments(normalize_text(phrase or quoted or word)))
        if known:
            found.append(Term(known, excluded=bool(minus), prefix=bool(word)))
    terms = tuple(dict.fromkeys(found))[:_MAX_TERMS]
    return terms if any(not term.excluded for term in terms) else ()


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


def spread(terms: Iterable[Term]) -> tuple[Term, ...]:
    """The words of terms one by one, to find any of them; excluded terms stay as they are."""
    found: dict[Term, None] = {}
    for term in terms:
        if term.excluded:
            found[term] = None
            continue
        last = len(term.segments) - 1
        for place, segment in enumerate(term.segments):
            found[Term((segment,), prefix=term.prefix and place == last)] = None
    return tuple(found)


def to_fts5(terms: Iterable[Term], scope: Iterable[Sequence[str]], *, any_of: bool = False) -> str:
    """An FTS5 expression (https://www.sqlite.org/fts5.html, section 3); words hold no quotation marks.

    Args:
        terms: What is searched.
        scope: Words of the scope; of each of these lists an entry must have one.
        any_of: Whether one of the terms is enough.
    """
    wanted, unwanted = partition_terms(terms)
    scoped = " AND ".join(_any_of([f'scope : "{word}"' for word in words], " OR ") for words in scope)
    matches = (" OR " if any_of else " AND ").join(f"{{title body tags}} : {_fts5(term)}" for term in wanted)
    expression = f"({scoped}) AND ({matches})" if scoped and matches else scoped or matches
    for term in unwanted:
        expression = f"({expression}) NOT {{title body tags}} : {_fts5(term)}"
    return expression


def to_tsquery(terms: Iterable[Term], scope: Iterable[Sequence[str]], *, any_of: bool = False) -> str:
    """The text of a PostgreSQL tsquery; words hold no quotation marks.

    It asks for the words of phrases, not for their order: a tsvector knows 256 positions of a word, none behind the
    16,383rd. `to_patterns` asks for that.

    Args:
        terms: What is searched.
        scope: Words of the scope; of each of these lists an entry must have one.
        any_of: Whether one of the terms is enough.
    """
    wanted, unwanted = partition_terms(terms)
    parts = [_any_of([f"'{word}'" for word in words], " | ") for words in scope]
    if any_of and wanted:
        parts.append(_any_of([f"({' & '.join(_lexemes([term]))})" for term in wanted], " | "))
    else:
        parts += _lexemes(wanted)
    parts += [f"!{lexeme}" for term in unwanted if not is_phrase(term) for lexeme in _lexemes([term])]
    return " & ".join(parts)


def _any_of(words: Sequence[str], either: str) -> str:
    return words[0] if len(words) == 1 else f"({either.join(words)})"


def to_rank_query(terms: Iterable[Term]) -> str:
    """The tsquery by which PostgreSQL ranks: any of the words, as the time for that grows with their number only."""
    return " | ".join(_lexemes(partition_terms(terms)[0]))


def is_phrase(term: Term) -> bool:
    """Whether a term has words that must be side by side."""
    return len(term.words) > 1


def to_patterns(terms: Iterable[Term]) -> str:
    """The LIKE patterns that find phrases in what `to_words` gives, one a line; words hold no sign of a pattern."""
    return "\n".join(
        f"% {' '.join(term.words)}{'' if term.is_open else ' '}%" for term in terms if is_phrase(term)
    )


def fit_words(*parts: Iterable[str]) -> list[list[str]]:
    """The words of the parts of an entry, without those that would make it larger than a database takes."""
    size = 0
    known: set[str] = set()
    fitting: list[list[str]] = []
    for part in parts:
        fitting.append([])
        for word in part:
            size += 2
            if word not in known:
                size += len(word.encode()) + 4
                known.add(word)
            if size > _MAX_BYTES:
                break
            fitting[-1].append(word)
    return fitting


def to_words(*parts: Iterable[str]) -> str:
    """The words of the parts of an entry, as one text in which a phrase is found by LIKE: parts are lines."""
    return "\n".join(f" {' '.join(part)} " for part in parts)


def to_tsvector(title: Iterable[str], body: Iterable[str], tags: Iterable[str], scope: Iterable[str]) -> str:
    """The text of a PostgreSQL tsvector: each word with its weights.

    Its positions are only counted, so that a word that occurs late or often is found like any other.
    """
    lexemes: dict[str, list[str]] = {}
    for words, weight in ((title, "A"), (tags, "B"), (body, "")):
        for word, number in Counter(words).items():
            counted = lexemes.setdefault(word, [])
            start = len(counted) + 1
            counted += [f"{place}{weight}" for place in range(start, min(start + number, _MAX_COUNTED + 1))]
    return " ".join([*(f"'{word}'" for word in scope), *(f"'{w}':{','.join(n)}" for w, n in lexemes.items())])


MARK_SIZE = 5
"""Bytes of a mark: of 200 results and 200 that were shown, one in 27 million would be taken for one of the others."""


def mark_of(record: str, object: UUID) -> bytes:
    """A few bytes by which a result is recognised on the next page."""
    return blake2b(record.encode() + object.bytes, digest_size=MARK_SIZE).digest()


def scope_tokens(**values: str | UUID | None) -> tuple[str, ...]:
    """One word of the index for each value that is not None, such as `author=...`; no word of a text begins like it."""
    return tuple(
        f"={blake2b(f'{name}:{value}'.encode(), digest_size=9).hexdigest()}"
        for name, value in values.items()
        if value is not None
    )


def partition_terms(terms: Iterable[Term]) -> tuple[list[Term], list[Term]]:
    """The terms that a text must contain, and those that it must not."""
    known = list(terms)
    return [term for term in known if not term.excluded], [term for term in known if term.excluded]


def _fts5(term: Term) -> str:
    return f'"{" ".join(term.words)}"' + (" *" if term.is_open else "")


def _lexemes(terms: Iterable[Term]) -> list[str]:
    """The different words of terms, as a tsquery has them."""
    found: dict[str, None] = {}
    for term in terms:
        *others, last = (f"'{word}'" for word in term.words)
        found |= dict.fromkeys([*others, f"{last}:*" if term.is_open else last])
    return list(found)
