"""Grapheme clusters: what readers take for one character, such as a flag, a letter with accents, an emoji of several.

The rules are those of Unicode Standard Annex 29, section 3, as far as cutting a text needs them: where they would allow
a cut between two code points that belong together only sometimes, none is made.
"""

from unicodedata import category, combining

_ZWJ = "\u200d"
_VIRAMA = 9
"""The combining class of signs that join consonants into one cluster."""


def cluster_start(text: str, position: int) -> int:
    """Where the cluster begins that a cut at this position would go through; the position itself where none would.

    Args:
        text: The text.
        position: Of the cut, from 0 to the length of the text.
    """
    while 0 < position < len(text) and _are_joined(text, position):
        position -= 1
    return position


def cut_to(text: str, length: int) -> str:
    """The beginning of a text, of at most so many characters, whose last cluster is whole, unless it is the only one.

    Args:
        text: The text.
        length: Characters, at most.
    """
    length = min(len(text), length)
    return text[: cluster_start(text, length) or length]


def _are_joined(text: str, position: int) -> bool:
    """Whether the character at a position belongs to the one in front of it."""
    before, here = text[position - 1], text[position]
    if here < "\u0300":
        return before == "\r" and here == "\n"
    return (
        _extends(here)
        or before == _ZWJ
        or combining(before) == _VIRAMA
        or (_is_jamo(before) and _is_jamo_behind(here))
        or (_is_regional(here) and _regionals_before(text, position) % 2 == 1)
        or _is_prepended(before)
    )


def _extends(character: str) -> bool:
    return (
        category(character) in ("Mn", "Me", "Mc")
        or character in "\u200c\u200d\u0e33\u0eb3\uff9e\uff9f"
        or "\U0001f3fb" <= character <= "\U0001f3ff"  # skin tones
        or "\U000e0020" <= character <= "\U000e007f"  # tags, in the flags of regions
    )


def _is_jamo(character: str) -> bool:
    return (
        "\u1100" <= character <= "\u11ff"
        or "\ua960" <= character <= "\ua97c"
        or "\uac00" <= character <= "\ud7fb"
    )


def _is_jamo_behind(character: str) -> bool:
    return (
        "\u1100" <= character <= "\u11ff"
        or "\ua960" <= character <= "\ua97c"
        or "\ud7b0" <= character <= "\ud7fb"
    )


def _is_regional(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _regionals_before(text: str, position: int) -> int:
    start = position
    while start and _is_regional(text[start - 1]):
        start -= 1
    return position - start


def _is_prepended(character: str) -> bool:
    """Signs of Arabic, Syriac and Kaithi numbers that stand in front of what they belong to."""
    return (
        character
        in "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\u0d4e\U000110bd\U000110cd"
    )
