"""How a text names a member: `@ada`, or `@"Ada Lovelace"` for a name with spaces.

A name of one word has letters of any script with their signs, digits, `_`, and inside of it `.` and `-`. An address is
no name: neither `ada@example.org` nor `@ada@social.example`, whose server knows who that is.
"""

from collections.abc import Iterator
from unicodedata import category

from attrs import frozen

MAX_NAME = 100
"""Characters of a name, at most."""
_JOINERS = "\u200c\u200d"
_IN_ADDRESSES = frozenset("@/.&+-")
"""What stands in front of an `@` that begins no name, beside letters."""
_EMPHASIS = "*~"
"""Marks that an address may have within it and still be read as one, as in `@ada*@social.example*`."""


@frozen
class NameInText:
    """A name that a text mentions.

    Attributes:
        start: Where its `@` is.
        end: Behind its last character.
        name: The name, without `@` and quotation marks.
    """

    start: int
    end: int
    name: str


def find_names(text: str) -> Iterator[NameInText]:
    """The names that a text mentions, in order, in one pass; the text is plain, its markup is parsed already."""
    start = text.find("@")
    while start >= 0:
        found = _name_at(text, start) if _may_begin(text, start) else None
        if found is not None:
            yield found
        start = text.find("@", found.end if found is not None else start + 1)


def _may_begin(text: str, start: int) -> bool:
    while start and text[start - 1] in _EMPHASIS:
        start -= 1
    if not start:
        return True
    before = text[start - 1]
    return before not in _IN_ADDRESSES and not _is_part(before)


def _name_at(text: str, start: int) -> NameInText | None:
    if text.startswith('"', start + 1):
        end = text.find('"', start + 2, start + MAX_NAME + 3)
        name = text[start + 2 : end] if end > 0 else ""
        return NameInText(start, end + 1, name) if name.strip() and "\n" not in name else None
    end = start + 1
    limit = end + MAX_NAME
    while end < len(text) and end <= limit and (_is_part(text[end]) or text[end] in ".-"):
        end += 1
    behind = end
    while text.startswith(tuple(_EMPHASIS), behind):
        behind += 1
    if end > limit or text.startswith("@", behind):
        return None
    name = text[start + 1 : end].rstrip(".-")
    return NameInText(start, start + 1 + len(name), name) if name and _is_letter(name[0]) else None


def _is_letter(character: str) -> bool:
    return character.isalnum() or character == "_"


def _is_part(character: str) -> bool:
    """Whether it is part of a word: a letter, a digit, a vowel sign, an accent, a joiner."""
    return _is_letter(character) or category(character)[0] == "M" or character in _JOINERS
