"""Texts as people read them, for finding what must not leave: the look-alikes of a sign count as the sign.

Each character of the folded text knows which one of the text it stands for, so that what is found in the one can be
cut out of the other.
"""

import re
from collections.abc import Sequence
from unicodedata import category, normalize

from attrs import frozen

_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0") | {
    chr(selector) for selector in range(0xFE00, 0xFE10)
}
"""Characters that show nothing, besides those of the category Cf."""
_LOOK_ALIKES = str.maketrans(
    {
        **dict.fromkeys("\u2212\u2043\u02d7\u30fc\u2500", "-"),
        **dict.fromkeys("\u2044\u2215\u29f8", "/"),
        **dict.fromkeys("\u2236\ua789\u02d0\u0589", ":"),
        **dict.fromkeys("\u3002\uff61\u00b7\u2027\u06d4", "."),
    }
)
_PERCENT = re.compile("%(?:40|2[BbDdEeFf0]|3[AaDd])|[\\x80-\\U0010ffff]")
"""What is folded: the signs that links write with `%`, and all that is not ASCII."""


@frozen
class FoldedText:
    """A text as people read it.

    Attributes:
        text: The folded text.
        starts: For each of its characters, where the one that it stands for begins.
        ends: And where that ends.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def start(self, position: int) -> int:
        """Where a part of the text begins whose folded form begins at a position."""
        return self.starts[position]

    def end(self, position: int) -> int:
        """Where a part of the text ends whose folded form ends at a position."""
        return self.ends[position - 1] if position else 0


def fold_text(text: str) -> FoldedText:
    """Fold a text; one of ASCII stays as it is."""
    if text.isascii() and "%" not in text:
        return FoldedText(text, range(len(text)), range(1, len(text) + 1))
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    end = 0
    for match in _PERCENT.finditer(text):
        folded = chr(int(match[0][1:], 16)) if match[0][0] == "%" else _fold(match[0])
        parts += (text[end : match.start()], folded)
        starts += range(end, match.start())
        ends += range(end + 1, match.start() + 1)
        end = match.end()
        if folded:
            starts.append(match.start())
            ends.append(end)
    parts.append(text[end:])
    starts += range(end, len(text))
    ends += range(end + 1, len(text) + 1)
    return FoldedText("".join(parts), starts, ends)


def _fold(character: str) -> str:
    """A character as people read it: one character, or none where it shows nothing."""
    kind = category(character)
    if kind == "Cf" or character in _INVISIBLE:
        return ""
    if kind == "Zs":
        return " "
    if kind == "Pd":
        return "-"
    compatible = normalize("NFKC", character).translate(_LOOK_ALIKES)
    # One that stands for several, such as a fraction, is none of the signs that matter here.
    return compatible if len(compatible) == 1 else character
