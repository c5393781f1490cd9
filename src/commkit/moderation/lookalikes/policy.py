"""How denied words are found that are written in letters which look like their own, such as Cyrillic ones.

The text is looked at as it is written, in capitals, and folded, each time before it is cut into words: a sign such as
`|` can stand for a letter. Denied words are looked at in small letters, in capitals and with an initial.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate
from string import capwords
from unicodedata import name, normalize

from commkit.runtime.values.folding import fold, strip_ignorable
from commkit.runtime.values.lookalikes import LOOKS, as_written, folded, in_capitals, skeleton
from commkit.runtime.values.phrases import Phrase, PhraseFinder, folded_segments, phrase_of
from commkit.runtime.values.words import segments, words_with_places

_WORD = re.compile(r"[^\W\d_]+")
_DOTTED = re.compile("([iI])\u0307+")
_EVERYDAY = {"CYRILLIC": re.compile("[\u0410-\u044f]+"), "GREEK": re.compile("[\u0391-\u03c9]+")}
"""The letters of everyday texts in a script. Others, such as the Cyrillic `\u0455`, a text must show to be its own."""
_ORDINARY = frozenset({
    "barn", "born", "bum", "burn", "burns", "com", "comer", "comet", "corn", "corner", "cornet", "darn", "dorn", "earn",
    "fern", "garn", "horn", "kern", "korn", "learn", "modem", "modern", "stem", "stern", "tom", "torn", "turn", "urn",
    "vom", "vorn", "warn", "worn", "yarn", "zorn",
})  # fmt: skip
"""English and German words that would look like one another, as `rn` looks like `m`; they are what they are."""


def find_lookalike(text: str, denied: tuple[str, ...]) -> tuple[str, str] | None:
    """A denied word or phrase that a text has in letters which look like its own.

    Args:
        text: The text.
        denied: The words and phrases.

    Returns:
        The phrase, and how it is written; None where there is none, or where it is written as it is.
    """
    source = _DOTTED.sub(r"\1", normalize("NFD", strip_ignorable(text))).replace("_", " ")
    finder = _finder(denied)
    reader = _Reader(source)
    for look in LOOKS:
        pieces = list(map(look, source))
        words = list(words_with_places(normalize("NFD", "".join(pieces))))
        ends: list[int] = []
        for phrase, first, last in finder.find([word for word, _, _ in words]):
            ends = ends or list(accumulate(map(len, pieces)))
            start, end = bisect_right(ends, words[first][1]), bisect_left(ends, words[last][2]) + 1
            written = source[start:end]
            if reader.is_disguise(written, phrase, is_folded=look is folded):
                return phrase.text, " ".join(normalize("NFC", written).split())
    return None


@lru_cache(maxsize=64)
def _finder(denied: tuple[str, ...]) -> PhraseFinder:
    return PhraseFinder(_phrases(denied))


def _phrases(denied: Iterable[str]) -> Iterator[Phrase]:
    for text in denied:
        plain = fold(text)
        called = " ".join(_plain_words(plain))
        for shown in dict.fromkeys((plain, text, plain.upper(), capwords(plain))):
            phrase = phrase_of(tuple(segments(skeleton(shown.replace("_", " ")))), called)
            if phrase is not None and called:
                yield phrase


def _plain_words(text: str) -> list[str]:
    return [segment.text for segment in folded_segments(text)]


class _Reader:
    """Tells disguises from what a text says.

    Args:
        source: The text.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._own: dict[str, frozenset[str]] = {}

    def is_disguise(self, written: str, phrase: Phrase, *, is_folded: bool) -> bool:
        """Whether words that look like a phrase are a disguise of it.

        Not its own words; not numbers; not ordinary words; not what is at home in a text of its own script: folded, a
        word that looks the same is one, but between capitals and small letters whole words of Russian look English.
        """
        if fold(written) == phrase.text:  # in one step, as a text may be made of it
            return False
        plain = _plain_words(written)
        if " ".join(plain) == phrase.text or not any(map(str.isalpha, written)):
            return False
        if _ORDINARY.issuperset(plain):
            return False
        return is_folded or not self._is_at_home(written)

    def _is_at_home(self, written: str) -> bool:
        scripts = {_script(letter) for letter in written if letter.isalpha()}
        if len(scripts) != 1 or scripts == {"LATIN"}:
            return False
        (script,) = scripts
        if script not in self._own:
            self._own[script] = frozenset(self._letters(script))
        own = self._own[script]
        everyday = _EVERYDAY.get(script, _WORD)
        return bool(own) and all(
            letter in own or (script in _EVERYDAY and everyday.match(letter))
            for letter in written
            if letter.isalpha()
        )

    def _letters(self, script: str) -> Iterator[str]:
        """The letters of the words in a script that cannot be taken for Latin ones."""
        for word in _WORD.findall(self._source):
            if {_script(letter) for letter in word} == {script} and not _looks_latin(word):
                yield from word


def _looks_latin(word: str) -> bool:
    return any(all(look(letter).isascii() for letter in word) for look in (as_written, in_capitals))


@lru_cache(maxsize=16_384)
def _script(letter: str) -> str:
    return name(letter, "?").partition(" ")[0]
