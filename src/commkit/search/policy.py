"""The words of a search: how they are parsed, expressed for each database, and found in a text."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from hashlib import blake2b
from uuid import UUID

from attrs import fields, frozen, has

from commkit.runtime.model.types import CommunityType
from commkit.search.records import TextFragment

_TERMS = re.compile(r'(-?)(?:"([^"]*)"|([^\s"]+))')

_WORD = re.compile(r"\w+")

_MAX_TERMS = 16

_SNIPPET = 200


@frozen
class Term:
    """Words that must be side by side.

    Attributes:
        words: The words, in lower case and without accents.
        excluded: Whether the text must not contain them.
        prefix: Whether the last one may be the beginning of a longer word.
    """

    words: tuple[str, ...]
    excluded: bool = False
    prefix: bool = False

    def __str__(self) -> str:
        text = " ".join(self.words)
        return ("-" if self.excluded else "") + (text if self.prefix else f'"{text}"')


def parse_terms(text: str) -> tuple[Term, ...]:
    """The terms of a search text, 16 at most; empty if it has none but excluded ones."""
    terms: list[Term] = []
    for minus, phrase, word in _TERMS.findall(text):
        words = tuple(tokenize(phrase or word))
        if words:
            terms.append(Term(words, excluded=bool(minus), prefix=not phrase))
    terms = terms[:_MAX_TERMS]
    return tuple(terms) if any(not term.excluded for term in terms) else ()


def tokenize(text: str) -> Iterator[str]:
    """The words of a text in lower case, without accents."""
    return iter(_WORD.findall(normalize_text(text).replace("_", " ")))


def normalize_text(text: str) -> str:
    """A text in lower case, without accents, so that both databases find the same."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


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
    """An FTS5 expression (https://www.sqlite.org/fts5.html, section 3); words are letters and digits only."""
    wanted, unwanted = _partition_terms(terms)
    scoped = " AND ".join(f'scope : "{word}"' for word in scope)
    matches = " AND ".join(f"{{title body tags}} : {_fts5(term)}" for term in wanted)
    expression = f"({scoped}) AND ({matches})" if scoped and matches else scoped or matches
    for term in unwanted:
        expression = f"({expression}) NOT {{title body tags}} : {_fts5(term)}"
    return expression


def to_tsquery(terms: Iterable[Term], scope: Iterable[str]) -> str:
    """The text of a PostgreSQL tsquery; words are letters and digits only."""
    wanted, unwanted = _partition_terms(terms)
    parts = [f"'{word}'" for word in scope]
    parts += [_tsquery(term) for term in wanted]
    parts += [f"!{_tsquery(term)}" for term in unwanted]
    return " & ".join(parts)


def scope_tokens(**values: str | UUID | None) -> tuple[str, ...]:
    """One word of the index for each value that is not None, such as `author=...`; no text has it by chance."""
    return tuple(
        f"x{blake2b(f'{name}:{value}'.encode(), digest_size=9).hexdigest()}"
        for name, value in values.items()
        if value is not None
    )


def highlight(text: str, terms: Iterable[Term]) -> tuple[TextFragment, ...]:
    """A text in fragments, those that match marked."""
    return tuple(_fragments(text, _matches(text, terms), start=0, end=len(text)))


def make_snippet(text: str, terms: tuple[Term, ...], *, size: int = _SNIPPET) -> tuple[TextFragment, ...]:
    """The part of a text around the first match, in fragments; line ends become spaces.

    Args:
        text: The text.
        terms: The terms of the search.
        size: Characters of the part, at most.
    """
    text = " ".join(text.split())
    hits = _matches(text, terms)
    first = hits[0][0] if hits else 0
    start = max(0, first - size // 4)
    if start:
        start = text.find(" ", start, first) + 1 or start
    end = min(len(text), start + size)
    before = [TextFragment("… ")] if start else []
    behind = [TextFragment(" …")] if end < len(text) else []
    return (*before, *_fragments(text, hits, start=start, end=end), *behind)


def _fragments(text: str, hits: Iterable[tuple[int, int]], *, start: int, end: int) -> Iterator[TextFragment]:
    """A part of a text, split where matches begin and end."""
    for opens, closes in hits:
        first, last = max(opens, start), min(closes, end)
        if first < last:
            if start < first:
                yield TextFragment(text[start:first])
            yield TextFragment(text[first:last], matched=True)
            start = last
    if start < end:
        yield TextFragment(text[start:end])


def _matches(text: str, terms: Iterable[Term]) -> list[tuple[int, int]]:
    """The starts and ends of the matches in a text, in order; overlapping and touching ones are joined."""
    wanted, _ = _partition_terms(terms)
    if not wanted:
        return []
    normalized, positions = _normalize_with_positions(text)
    matches = sorted(
        (positions[match.start()], max(positions[match.end() - 1] + 1, positions[match.end()]))
        for term in wanted
        for match in _pattern(term).finditer(normalized)
    )
    joined: list[tuple[int, int]] = []
    for start, end in matches:
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return joined


def _pattern(term: Term) -> re.Pattern[str]:
    """The pattern that finds a term in a normalized text."""
    end = r"\w*" if term.prefix else r"\b"
    return re.compile(r"\b" + r"\W+".join(map(re.escape, term.words)) + end)


def _normalize_with_positions(text: str) -> tuple[str, Sequence[int]]:
    """The normalized text, and for each of its characters the position in the text; one position more for the end."""
    if text.isascii():  # most texts are, and the loop below costs a hundred times as much
        return text.lower().replace("_", " "), range(len(text) + 1)
    characters: list[str] = []
    positions: list[int] = []
    for position, character in enumerate(text):
        normalized = character.lower() if character.isascii() else _normalize_character(character)
        characters.append(normalized)
        positions += [position] * len(normalized)
    return "".join(characters).replace("_", " "), [*positions, len(text)]


@lru_cache(maxsize=4_096)
def _normalize_character(character: str) -> str:
    return normalize_text(character)


def _partition_terms(terms: Iterable[Term]) -> tuple[list[Term], list[Term]]:
    known = list(terms)
    return [term for term in known if not term.excluded], [term for term in known if term.excluded]


def _fts5(term: Term) -> str:
    return f'"{" ".join(term.words)}"' + (" *" if term.prefix else "")


def _tsquery(term: Term) -> str:
    words = [f"'{word}'" for word in term.words]
    if term.prefix:
        words[-1] += ":*"
    return "(" + " <-> ".join(words) + ")"
