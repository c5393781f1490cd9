"""The words of a text: the same for the index of either database, for what is searched, and for what is marked.

A word has letters, digits and their signs, without case and accents; `+` and `#` belong to it where they end it, as in
`c++`. Scripts that put no spaces between words (Chinese, Japanese, Thai, Lao, Khmer, Burmese) give pairs of
neighbouring characters instead, and the last one alone: `数据库` gives `数据`, `据库`, `库`.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from attrs import frozen

from commkit.runtime.values.folding import fold

MAX_WORD = 100
"""Characters of a word that count: no database takes one of any length."""
MAX_NORMALIZED = 150_000
"""Characters of a normalized text that count: 50,000 syllables of Hangul have as many. A single character may stand for
18, and 50,000 of those would cost a megabyte, and the time for it."""
_MAX_SIGNS = 16
"""Signs of a character that count, in scripts without spaces; with two characters in a pair, a word stays short."""
_UNSPACED_RANGES = (
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3005, 0x3007), (0x3041, 0x309F),
    (0x30A1, 0x30FA), (0x30FC, 0x30FF), (0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA9E0, 0xA9FE),
    (0xAA60, 0xAA7F), (0xF900, 0xFAFF), (0x20000, 0x323AF),
)  # fmt: skip
"""Blocks of the scripts without spaces. Source: Unicode Standard Annex 14, classes ID and SA."""

_LAST = 0x40000
"""Behind the last plane that has letters; what marks there are beyond show nothing, and are left out."""


@frozen
class Segment:
    """A part of a text that stands between other parts: a word, or a run of a script without spaces.

    Attributes:
        text: The part, normalized.
        units: Of a run its characters with their signs; empty for a word.
    """

    text: str
    units: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """What the index has of it."""
        if not self.units:
            return (self.text[:MAX_WORD],)
        return (*map("".join, zip(self.units, self.units[1:], strict=False)), self.units[-1])


@frozen
class Patterns:
    """The patterns that find words in normalized text.

    Attributes:
        letters: The inside of the class of characters that are part of words and runs.
        unspaced: The inside of the class of characters of runs.
        signs: The inside of the class of those that belong to the character in front of them.
        spaced: A character of a word, in a script with spaces.
        segment: A word, or a run of a script without spaces.
        splitter: The same as a group, which splits a text into what is between words, and the words.
        unit: A character of such a run with its signs.
    """

    letters: str
    unspaced: str
    signs: str
    spaced: str
    segment: re.Pattern[str]
    splitter: re.Pattern[str]
    unit: re.Pattern[str]

    @property
    def ending_there(self) -> str:
        """What ends a word behind its letters, and belongs to it."""
        return rf"\+\+|[+#](?![{self.letters}])"

    @property
    def ending(self) -> str:
        """The same where it need not be there."""
        return f"(?:{self.ending_there})?"


def tokenize(text: str) -> Iterator[str]:
    """The words that the index has of a text, in order."""
    for segment in segments(normalize_text(text)):
        yield from segment.words


def segments(normalized: str) -> Iterator[Segment]:
    """The words and the runs of a normalized text, in order."""
    found = patterns(normalized.isascii())
    for match in found.segment.finditer(normalized):
        run = match["run"]
        yield Segment(match[0], tuple(found.unit.findall(run)) if run else ())


def words_with_places(text: str) -> Iterator[tuple[str, int, int]]:
    """The words of a text as the index has them, each with where it starts and ends."""
    found = patterns(text.isascii())
    for match in found.segment.finditer(text):
        start, run = match.start(), match["run"]
        if not run:
            yield match[0][:MAX_WORD], start, match.end()
            continue
        units = found.unit.findall(run)
        for unit, following in zip(units, [*units[1:], ""], strict=True):
            yield unit + following, start, start + len(unit) + len(following)
            start += len(unit)


def first_unit(word: str) -> str:
    """The first character of a word with its signs."""
    found = patterns(word.isascii()).unit.match(word)
    return found[0] if found else ""


def phrase_words(phrase: Sequence[Segment]) -> tuple[str, ...]:
    """The words that a text must have side by side to hold a phrase.

    Further characters may follow a run in the text, so its last one alone counts only where something follows it here.
    """
    words = tuple(word for segment in phrase for word in segment.words)
    return words[:-1] if len(phrase[-1].units) > 1 else words


def is_open_phrase(phrase: Sequence[Segment]) -> bool:
    """Whether the last word of a phrase is a single character of a run, which a text has as the first of a pair too."""
    return len(phrase[-1].units) == 1


def normalize_text(text: str) -> str:
    """A text without case and accents, so that both databases find the same; of a long one the beginning."""
    text = text[:MAX_NORMALIZED]
    if text.isascii():
        return text.lower().replace("_", " ")
    return _too_many_signs().sub(r"\1", "".join(map(_normalize_character, text))[:MAX_NORMALIZED])


def normalize_with_positions(text: str) -> tuple[str, Sequence[int]]:
    """The normalized text, and for each of its characters the position in the text; one position more for the end."""
    text = text[:MAX_NORMALIZED]
    if text.isascii():  # most texts are, and the loop below costs a hundred times as much
        return text.lower().replace("_", " "), range(len(text) + 1)
    characters: list[str] = []
    positions: list[int] = []
    for position, character in enumerate(text):
        normalized = _normalize_character(character)
        characters.append(normalized)
        positions += [position] * len(normalized)
        if len(positions) > MAX_NORMALIZED:
            break
    positions = [*positions, len(text)][: MAX_NORMALIZED + 1]
    whole = "".join(characters)[:MAX_NORMALIZED]
    kept: list[int] = []
    rest = 0
    for match in _too_many_signs().finditer(whole):
        kept += positions[rest : match.end(1)]
        rest = match.end()
    return _too_many_signs().sub(r"\1", whole), [*kept, *positions[rest:]]


@cache
def _too_many_signs() -> re.Pattern[str]:
    signs = patterns(False).signs
    return re.compile(f"([{signs}]{{{_MAX_SIGNS}}})[{signs}]+")


@lru_cache(maxsize=16_384)
def _normalize_character(character: str) -> str:
    if character == "_":
        return " "
    decomposed = unicodedata.normalize("NFKD", fold(character))
    return "".join(part for part in decomposed if not is_accent(unicodedata.combining(part)))


def is_accent(combining_class: int) -> bool:
    """Whether marks of a class are left out by writers: accents and points, but no vowels and tones."""
    return combining_class == 1 or 10 <= combining_class <= 36 or combining_class >= 200


@cache
def patterns(is_ascii: bool) -> Patterns:
    """The patterns for a text; with letters of ASCII only they are found ten times as fast."""
    if is_ascii:
        return _patterns("a-zA-Z0-9", "", "", spaced="[a-zA-Z0-9]", run="(?!)")
    inside = [code for first, last in _UNSPACED_RANGES for code in range(first, last + 1) if _is_part(code)]
    unspaced = _class_of(inside)
    letters = r"\w" + _class_of(filter(_is_mark, range(0x300, _LAST)))
    signs = _class_of(filter(_is_mark, inside))
    # One class, as a condition on each character takes five times as long.
    runs = frozenset(inside)
    spaced = _class_of(code for code in range(_LAST) if code not in runs and _is_part(code))
    return _patterns(letters, unspaced, signs, spaced=f"[{spaced}]", run=f"[{unspaced}]+")


def _patterns(letters: str, unspaced: str, signs: str, *, spaced: str, run: str) -> Patterns:
    unit = re.compile(f".[{signs}]*" if signs else ".")
    ending = Patterns(letters, unspaced, signs, spaced, unit, unit, unit).ending
    segment = re.compile(f"(?P<run>{run})|{spaced}+{ending}")
    splitter = re.compile(f"({run}|{spaced}+{ending})")
    return Patterns(letters, unspaced, signs, spaced, segment, splitter, unit)


def _is_part(code: int) -> bool:
    """Whether a character is part of words, as letters, digits and the marks are."""
    return chr(code).isalnum() or code == ord("_") or _is_mark(code)


def _is_mark(code: int) -> bool:
    return unicodedata.category(chr(code)).startswith("M")


def _class_of(codes: Iterable[int]) -> str:
    """The inside of the class of some characters, in order, as ranges."""
    ranges: list[list[int]] = []
    for code in codes:
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)
