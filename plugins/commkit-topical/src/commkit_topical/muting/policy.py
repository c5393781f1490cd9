"""How a muted word is compared: a pattern that both databases understand.

The pattern has a class of characters for each character of the word, `[mM]` for `m`, and one of what is part of no word
in front and behind. It is a regular expression of PostgreSQL and, between two stars, a `GLOB` of SQLite, which reads
such classes alike: neither has a backslash, a closing bracket or a named class in it.
"""

import unicodedata

from commkit import Invalid

_LETTERS = (
    "0-9A-Za-z_\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff\u2c00-\u2dff\ua500-\ua7ff\ufb00-\ufdff"
    "\ufe70-\ufefc\U00010000-\U0001d7ff"
)
"""Characters of words, in the scripts that put spaces between them."""
_UNSPACED = (
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3005, 0x3007), (0x3041, 0x30FF), (0x31F0, 0x31FF),
    (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xAA60, 0xAA7F), (0xF900, 0xFAFF), (0x20000, 0x323AF),
)  # fmt: skip
"""Blocks of scripts without spaces; a word of theirs is found inside of a run. Source: Unicode Standard Annex 14."""
_SIGNS = "-'\u2019+#&_/"
_BLANKS = "[ \t\n\r\u00a0]"


def clean_word(text: str) -> str:
    """A word as it is kept: in lower case, with single spaces, composed (NFC).

    Raises:
        Invalid: There is no letter or digit in it, or a sign that words do not have.
    """
    word = " ".join(unicodedata.normalize("NFC", text).lower().split())
    if not any(map(str.isalnum, word)):
        raise Invalid.field("word", "no_word", "give a word with a letter or a digit")
    if odd := {sign for sign in word if not (sign.isalnum() or unicodedata.combining(sign))} - set(
        f"{_SIGNS} "
    ):
        raise Invalid.field("word", "bad_sign", f"leave out {' '.join(sorted(odd))}")
    return word


def pattern_of(word: str) -> str:
    """The pattern that finds a word in a text with a blank in front and behind.

    Args:
        word: As `clean_word` gives it.
    """
    edge = f"[^{_LETTERS}]"
    return "".join(
        (
            "" if _is_unspaced(word[0]) else edge,
            *map(_class_of, word),
            "" if _is_unspaced(word[-1]) else edge,
        )
    )


def _class_of(character: str) -> str:
    if character == " ":
        return _BLANKS
    if character in "'\u2019":
        return "['\u2019]"
    forms = {character, character.lower(), character.upper(), character.upper().lower()}
    return f"[{''.join(sorted(form for form in forms if len(form) == 1))}]"


def _is_unspaced(character: str) -> bool:
    return any(first <= ord(character) <= last for first, last in _UNSPACED)
