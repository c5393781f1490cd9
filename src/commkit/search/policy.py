"""The words of a search: how they are parsed, expressed for each database, and found in a text."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from uuid import UUID

from attrs import frozen

from commkit.search.records import TextFragment

_TERMS = re.compile(r'(-?)(?:"([^"]*)"|([^\s"]+))')

_WORD = re.compile(r"\w+")

_MAX_TERMS = 16

_SNIPPET = 200


@frozen
class Term:
    """Words that stand side by side; the last one may be the beginning of a longer one.

    Attributes:
        words: In lower case, without accents.
        excluded: Whether they must not be there.
        prefix: Whether the last one may be a beginning.
    """

    words: tuple[str, ...]
    excluded: bool = False
    prefix: bool = False

    def __str__(self) -> str:
        text = " ".join(self.words)
        return ("-" if self.excluded else "") + (text if self.prefix else f'"{text}"')


def parse_terms(text: str) -> tuple[Term, ...]:
    """What a search text asks for; empty where nothing positive is in it."""
    found: list[Term] = []
    for minus, phrase, word in _TERMS.findall(text):
        words = tuple(tokenize(phrase or word))
        if words:
            found.append(Term(words, excluded=bool(minus), prefix=not phrase))
    found = found[:_MAX_TERMS]
    return tuple(found) if any(not term.excluded for term in found) else ()


def tokenize(text: str) -> Iterator[str]:
    """The words of a text in lower case, without accents."""
    return iter(_WORD.findall(normalize_text(text).replace("_", " ")))


def normalize_text(text: str) -> str:
    """A text in lower case, without accents, so that both databases find the same."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.lower())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def to_fts5(terms: Iterable[Term], scope: Iterable[str]) -> str:
    """An FTS5 expression (https://www.sqlite.org/fts5.html, section 3); words are letters and digits only."""
    wanted, unwanted = _partition_terms(terms)
    narrow = " AND ".join(f'scope : "{word}"' for word in scope)
    found = " AND ".join(f"{{title body tags}} : {_fts5(term)}" for term in wanted)
    asked = f"({narrow}) AND ({found})" if narrow else found
    for term in unwanted:
        asked = f"({asked}) NOT {{title body tags}} : {_fts5(term)}"
    return asked


def to_tsquery(terms: Iterable[Term], scope: Iterable[str]) -> str:
    """The text of a PostgreSQL tsquery; words are letters and digits only."""
    wanted, unwanted = _partition_terms(terms)
    parts = [f"'{word}'" for word in scope]
    parts += [_tsquery(term) for term in wanted]
    parts += [f"!{_tsquery(term)}" for term in unwanted]
    return " & ".join(parts)


def scope_tokens(**things: str | UUID | None) -> tuple[str, ...]:
    """One word of the index for each thing that is given: no text has it by chance."""
    return tuple(
        f"x{blake2b(f'{name}:{thing}'.encode(), digest_size=9).hexdigest()}"
        for name, thing in things.items()
        if thing is not None
    )


def highlight(text: str, terms: Iterable[Term]) -> tuple[TextFragment, ...]:
    """A text in pieces, those that were searched for told apart."""
    return tuple(_fragments(text, _hits(text, terms), start=0, end=len(text)))


def make_snippet(text: str, terms: tuple[Term, ...], *, size: int = _SNIPPET) -> tuple[TextFragment, ...]:
    """The part of a text around the first words that were searched for, in pieces; line ends become spaces."""
    text = " ".join(text.split())
    hits = _hits(text, terms)
    first = hits[0][0] if hits else 0
    start = max(0, first - size // 4)
    if start:
        start = text.find(" ", start, first) + 1 or start
    end = min(len(text), start + size)
    before = [TextFragment("… ")] if start else []
    behind = [TextFragment(" …")] if end < len(text) else []
    return (*before, *_fragments(text, hits, start=start, end=end), *behind)


def _fragments(text: str, hits: Iterable[tuple[int, int]], *, start: int, end: int) -> Iterator[TextFragment]:
    """A part of a text, cut where hits begin and end."""
    for opens, closes in hits:
        first, last = max(opens, start), min(closes, end)
        if first < last:
            if start < first:
                yield TextFragment(text[start:first])
            yield TextFragment(text[first:last], matched=True)
            start = last
    if start < end:
        yield TextFragment(text[start:end])


def _hits(text: str, terms: Iterable[Term]) -> list[tuple[int, int]]:
    """Where in a text the words are that were searched for: starts and ends, in order, none of them touching."""
    wanted, _ = _partition_terms(terms)
    if not wanted:
        return []
    shadow, places = _shadow(text)
    found = sorted(
        (places[hit.start()], max(places[hit.end() - 1] + 1, places[hit.end()]))
        for term in wanted
        for hit in _pattern(term).finditer(shadow)
    )
    apart: list[tuple[int, int]] = []
    for start, end in found:
        if apart and start <= apart[-1][1]:
            apart[-1] = apart[-1][0], max(apart[-1][1], end)
        else:
            apart.append((start, end))
    return apart


def _pattern(term: Term) -> re.Pattern[str]:
    """What finds the words of a term in a normalize_text text."""
    end = r"\w*" if term.prefix else r"\b"
    return re.compile(r"\b" + r"\W+".join(map(re.escape, term.words)) + end)


def _shadow(text: str) -> tuple[str, Sequence[int]]:
    """The normalize_text text, and where each of its signs stands in the text; one place more for the end."""
    if text.isascii():  # most texts are, and sign by sign costs a hundred times as much
        return text.lower().replace("_", " "), range(len(text) + 1)
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        found = sign.lower() if sign.isascii() else _normalize_character(sign)
        signs.append(found)
        places += [place] * len(found)
    return "".join(signs).replace("_", " "), [*places, len(text)]


@lru_cache(maxsize=4_096)
def _normalize_character(sign: str) -> str:
    return normalize_text(sign)


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
