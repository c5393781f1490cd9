"""Words: what a search asks for, how it is said to each database, and where it stands in a text."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b
from itertools import groupby
from uuid import UUID

from attrs import frozen

from commkit.search.records import Piece

_TERMS = re.compile(r'(-?)(?:"([^"]*)"|([^\s"]+))')
_WORD = re.compile(r"\w+")
_MOST_TERMS = 16
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


def terms_of(text: str) -> tuple[Term, ...]:
    """What a search text asks for; empty where nothing positive is in it."""
    found: list[Term] = []
    for minus, phrase, word in _TERMS.findall(text):
        words = tuple(plain_words(phrase or word))
        if words:
            found.append(Term(words, excluded=bool(minus), prefix=not phrase))
    found = found[:_MOST_TERMS]
    return tuple(found) if any(not term.excluded for term in found) else ()


def plain_words(text: str) -> Iterator[str]:
    """The words of a text in lower case, without accents."""
    return iter(_WORD.findall(folded(text).replace("_", " ")))


def folded(text: str) -> str:
    """A text in lower case, without accents, so that both databases find the same."""
    apart = unicodedata.normalize("NFKD", text.lower())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def as_fts5(terms: Iterable[Term], scope: Iterable[str]) -> str:
    """An FTS5 expression (https://www.sqlite.org/fts5.html, section 3); words are letters and digits only."""
    wanted, unwanted = _sorted_out(terms)
    narrow = " AND ".join(f'scope : "{word}"' for word in scope)
    found = " AND ".join(f"{{title body tags}} : {_fts5(term)}" for term in wanted)
    asked = f"({narrow}) AND ({found})" if narrow else found
    for term in unwanted:
        asked = f"({asked}) NOT {{title body tags}} : {_fts5(term)}"
    return asked


def as_tsquery(terms: Iterable[Term], scope: Iterable[str]) -> str:
    """The text of a PostgreSQL tsquery; words are letters and digits only."""
    wanted, unwanted = _sorted_out(terms)
    parts = [f"'{word}'" for word in scope]
    parts += [_tsquery(term) for term in wanted]
    parts += [f"!{_tsquery(term)}" for term in unwanted]
    return " & ".join(parts)


def scope_words(**things: str | UUID | None) -> tuple[str, ...]:
    """One word of the index for each thing that is given: no text has it by chance."""
    return tuple(
        f"x{blake2b(f'{name}:{thing}'.encode(), digest_size=9).hexdigest()}"
        for name, thing in things.items()
        if thing is not None
    )


def in_pieces(text: str, terms: Iterable[Term]) -> tuple[Piece, ...]:
    """A text in pieces, those that were searched for told apart."""
    marks = _marks(text, terms)
    return tuple(
        Piece("".join(sign for sign, _ in group), hit)
        for hit, group in groupby(zip(text, marks, strict=True), key=lambda pair: pair[1])
    )


def snippet_of(text: str, terms: tuple[Term, ...], *, size: int = _SNIPPET) -> tuple[Piece, ...]:
    """The part of a text around the first words that were searched for, in pieces; line ends become spaces."""
    text = " ".join(text.split())
    marks = _marks(text, terms)
    first = marks.index(True) if True in marks else 0
    start = max(0, first - size // 4)
    if start:
        start = text.find(" ", start, first) + 1 or start
    end = min(len(text), start + size)
    shown = text[start:end]
    pieces = [
        Piece("".join(sign for sign, _ in group), hit)
        for hit, group in groupby(zip(shown, marks[start:end], strict=True), key=lambda pair: pair[1])
    ]
    before = [Piece("… ")] if start else []
    behind = [Piece(" …")] if end < len(text) else []
    return (*before, *pieces, *behind)


def _marks(text: str, terms: Iterable[Term]) -> list[bool]:
    marks = [False] * len(text)
    wanted, _ = _sorted_out(terms)
    if not wanted:
        return marks
    shadow, places = _shadow(text)
    for term in wanted:
        end = r"\w*" if term.prefix else r"\b"
        pattern = r"\b" + r"\W+".join(map(re.escape, term.words)) + end
        for found in re.finditer(pattern, shadow):
            for place in places[found.start() : found.end()]:
                marks[place] = True
    return marks


def _shadow(text: str) -> tuple[str, list[int]]:
    """The folded text, and where each of its signs stands in the text."""
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        for each in _folded_sign(sign):
            signs.append(" " if each == "_" else each)
            places.append(place)
    return "".join(signs), places


@lru_cache(maxsize=4_096)
def _folded_sign(sign: str) -> str:
    return folded(sign) or " "


def _sorted_out(terms: Iterable[Term]) -> tuple[list[Term], list[Term]]:
    known = list(terms)
    return [term for term in known if not term.excluded], [term for term in known if term.excluded]


def _fts5(term: Term) -> str:
    return f'"{" ".join(term.words)}"' + (" *" if term.prefix else "")


def _tsquery(term: Term) -> str:
    words = [f"'{word}'" for word in term.words]
    if term.prefix:
        words[-1] += ":*"
    return "(" + " <-> ".join(words) + ")"
