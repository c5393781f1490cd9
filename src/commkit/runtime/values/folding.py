"""Folding: texts that readers do not tell apart are equal when folded. Whatever compares names compares them folded."""

import re
from functools import lru_cache
from unicodedata import normalize

_IGNORABLE_RANGES = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
IGNORABLE = re.compile(f"[{_IGNORABLE_RANGES}]")
"""The code points with the property Default_Ignorable_Code_Point, and the marks of interlinear annotations (U+FFF9 to
U+FFFB): they show nothing by themselves.

Source: DerivedCoreProperties.txt of the Unicode Character Database, version 16.
"""
_MAX_CACHED = 300
"""Characters of a text whose folded form is kept: names and titles, but no whole posts."""
_TURKIC = re.compile("i\u0307+|\u0131")


def strip_ignorable(text: str) -> str:
    """A text without characters that show nothing: joiners, marks of direction, variation selectors, soft hyphens."""
    return text if text.isascii() else IGNORABLE.sub("", text)


def fold(text: str) -> str:
    """A text in the form in which it is compared; folding it again changes nothing.

    It is `toNFKC_Casefold` (The Unicode Standard, section 3.13, definition R5), and beyond it the dotted and the
    dotless i of Turkish are one: both have an `I` that is written like the other's.
    """
    if text.isascii():
        return text.lower()
    return _fold_name(text) if len(text) <= _MAX_CACHED else _fold(text)


@lru_cache(maxsize=4_096)
def _fold_name(text: str) -> str:
    return _fold(text)


def _fold(text: str) -> str:
    before = ""
    while text != before:  # a compatibility form may hold what is folded further
        before = text
        text = normalize("NFKC", strip_ignorable(normalize("NFKC", text)).casefold())
        text = _TURKIC.sub("i", text)
    return text
