"""How denied words are found that are written in letters which look like their own, such as Cyrillic ones.

The text is looked at as it is written, in capitals, and folded, each time before it is cut into words: a sign such as
`|` can stand for a letter. Denied words are looked at in small letters, in capitals and with an initial. Accents and
other marks are left out of both.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from itertools import accumulate
from string import capwords
from unicodedata import name, normalize

from commkit.moderation.plain_letters.policy import BARE_LOOKS, base_letter, has_loose_marks, without_marks
from commkit.runtime.values.folding import fold, strip_ignorable
from commkit.runtime.values.lookalikes import as_written, in_capitals, skeleton
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
    finder, own_words = _finder(denied)
    reader = _Reader(source, own_words)
    for look, is_folded in BARE_LOOKS:
        pieces = list(map(look, source))
        words = list(words_with_places(normalize("NFD", "".join(pieces))))
        ends: list[int] = []
        for phrase, first, last in finder.find([word for word, _, _ in words]):
            ends = ends or list(accumulate(map(len, pieces)))
            start, stop = bisect_right(ends, words[first][1]), words[last][2]
            written = source[start : max(bisect_left(ends, stop) + 1, bisect_right(ends, stop))]
            if reader.is_disguise(written, phrase, is_folded=is_folded):
                return phrase.text, " ".join(normalize("NFC", written).split())
    return None


@lru_cache(maxsize=64)
def _finder(denied: tuple[str, ...]) -> tuple[PhraseFinder, frozenset[str]]:
    """What finds the phrases, and all of their words, without marks."""
    words = (word for text in denied for word in _plain_words(without_marks(fold(text))))
    return PhraseFinder(_phrases(denied)), frozenset(words)


def _phrases(denied: Iterable[str]) -> Iterator[Phrase]:
    for text in denied:
        plain = fold(text)
        called = " ".join(_plain_words(plain))
        for shown in dict.fromkeys((plain, text, plain.upper(), capwords(plain))):
            bare = without_marks(shown.replace("_", " "))
            phrase = phrase_of(tuple(segments(skeleton(bare))), called)
            if phrase is not None and called:
                yield phrase


def _plain_words(text: str) -> list[str]:
    return [segment.text for segment in folded_segments(text)]


class _Reader:
    """Tells disguises from what a text says.

    Args:
        source: The text.
        denied: The words of denied phrases, without marks.
    """

    def __init__(self, source: str, denied: frozenset[str]) -> None:
        self._source = source
        self._denied = denied
        self._own: dict[str, frozenset[str]] = {}
        self._known: dict[tuple[str, str], bool] = {}

    def is_disguise(self, written: str, phrase: Phrase, *, is_folded: bool) -> bool:
        """Whether words that look like a phrase are a disguise of it.

        Not its own words; not numbers; not ordinary words; not what is at home in a text of its own script: folded, a
        word that looks the same is one, but between capitals and small letters whole words of Russian look English.
        Nor a word that differs in accents alone, in a text that has accents: `h\u00e2te` among French words.
        """
        plain = fold(written)
        if plain == phrase.text:  # in one step, as a text may be made of it
            return False
        known = self._known.get((plain, phrase.text))
        if known is None:
            known = self._known[plain, phrase.text] = self._says_what_it_says(plain, phrase)
        return not known and (is_folded or not self._is_at_home(written))

    def _says_what_it_says(self, plain: str, phrase: Phrase) -> bool:
        """Whether folded words are the phrase, numbers, ordinary words, or others in accents that are at home here."""
        words = _plain_words(plain)
        if " ".join(words) == phrase.text or not any(base_letter(part).isalpha() for part in plain):
            return True
        if words and _ORDINARY.issuperset(words):
            return True
        return (
            self._has_accents
            and not has_loose_marks(plain)
            and _plain_words(without_marks(plain)) == _plain_words(without_marks(phrase.text))
        )

    @cached_property
    def _has_accents(self) -> bool:
        """Whether there are accents in words that nobody denies: such a text is of a language with accents."""
        return any(
            not word.isascii() and (bare := without_marks(word)) != word and fold(bare) not in self._denied
            for word in _WORD.findall(normalize("NFC", self._source))
        )

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
