"""Letters without what disguises them: marks above, below and across them, and what encloses them."""

import re
from collections.abc import Callable
from functools import lru_cache
from unicodedata import category, combining, name, normalize

from commkit.runtime.values.lookalikes import LOOKS, folded
from commkit.runtime.values.words import is_accent

_SHAPED = re.compile(
    r"(?:.* )?(?:LATIN (?:CAPITAL|(SMALL)) LETTER|LATIN LETTER SMALL CAPITAL|REGIONAL INDICATOR SYMBOL LETTER) ([A-Z])"
)
"""The names of Latin letters in another shape: `NEGATIVE CIRCLED LATIN CAPITAL LETTER S`."""


@lru_cache(maxsize=16_384)
def is_loose_mark(letter: str) -> bool:
    """Whether a character is a mark that letters can do without: an accent, a stroke across it, a circle around it.

    Vowels and tones of Indic scripts and of Thai are none: without them words are others.
    """
    return is_accent(combining(letter)) or category(letter) == "Me"


@lru_cache(maxsize=16_384)
def base_letter(letter: str) -> str:
    """The Latin letter that is written in another shape, as in a circle or as a small capital; else the letter."""
    shaped = None if letter.isascii() else _SHAPED.fullmatch(name(letter, ""))
    if shaped is None:
        return letter
    return shaped[2].lower() if shaped[1] else shaped[2]


def without_marks(text: str) -> str:
    """A text without marks that letters can do without."""
    if text.isascii():
        return text
    return normalize("NFC", "".join(part for part in normalize("NFD", text) if not is_loose_mark(part)))


def has_loose_marks(text: str) -> bool:
    """Whether a text has marks beyond those of letters of their own, as everyday texts have them: `\u00e9`."""
    return any(map(is_loose_mark, normalize("NFC", text)))


def _bare(look: Callable[[str], str]) -> Callable[[str], str]:
    @lru_cache(maxsize=16_384)
    def bare(letter: str) -> str:
        return "" if is_loose_mark(letter) else look(base_letter(letter))

    return bare


BARE_LOOKS: tuple[tuple[Callable[[str], str], bool], ...] = tuple(
    (_bare(look), look is folded) for look in LOOKS
)
"""How each character of a text can be looked at, without marks and shapes; and whether letter case is left out."""
