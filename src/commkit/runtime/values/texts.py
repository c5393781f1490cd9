"""Texts of messages: their limits, and how one is cleaned of what nobody can see.

A field carries its limits in its type::

    Title = Annotated[str, Text(max=300, multiline=False)]
"""

import re
from typing import Any
from unicodedata import category

from attrs import frozen

from commkit.runtime.model.errors import FieldError
from commkit.runtime.values.clusters import cluster_start

_UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
_BLANK = frozenset("\u2800\u3164\u115f\u1160\uffa0")
"""Letters and symbols by their category, which show nothing: Braille without dots, Hangul fillers."""
_C1 = re.compile("[\x80-\x9f]")
_LINE_ENDS = ("\n", "\u2028", "\u2029")
_CONTROLS = bytes(set(range(32)) - {9, 10}) + b"\x7f"


@frozen
class Text:
    """The limits of a text field.

    Attributes:
        max: Characters, at most.
        min: Characters that are not white space, at least; 1 refuses blank text.
        multiline: Whether it may hold line breaks.
    """

    max: int
    min: int = 1
    multiline: bool = True

    def check(self, value: Any, path: str, errors: list[FieldError]) -> Any:
        """The text without control characters, its lines ended by a plain line feed."""
        if not isinstance(value, str):
            return wrong_type(value, path, errors, "text")
        if type(value) is not str:
            # A safe string of a template, a member of an enum: drivers know plain text.
            value = str.__str__(value)
        try:
            raw = value.encode()
        except UnicodeEncodeError:
            errors.append(FieldError(path, "bad_text", "hold no lone surrogates; send well-formed Unicode"))
            return value
        if b"\0" in raw:
            errors.append(FieldError(path, "bad_text", "hold no NUL character"))
            return value
        if len(raw.translate(None, _CONTROLS)) != len(raw):
            value = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").translate(None, _CONTROLS).decode()
        if b"\xc2" in raw:  # the first byte of each of them in UTF-8
            value = _C1.sub("", value)
        if not self.multiline and any(end in value for end in _LINE_ENDS):
            errors.append(FieldError(path, "one_line", "keep it on one line"))
        if len(value) > self.max:
            errors.append(
                FieldError(path, "too_long", f"use at most {self.max} characters, not {len(value)}")
            )
        elif not _shows(value, self.min):
            errors.append(FieldError(path, "blank", f"write at least {self.min} visible character(s)"))
        return value


def _shows(value: str, needed: int) -> bool:
    """Whether a text has so many characters that can be seen; it looks no further than it must."""
    if not needed:
        return True
    for character in value:
        if character not in _BLANK and category(character) not in _UNSEEN:
            needed -= 1
            if not needed:
                return True
    return False


PLAIN_TEXT = Text(max=2_000, min=0)
"""The limits of a `str` whose annotation names none."""


def wrong_type(value: Any, path: str, errors: list[FieldError], expected: str) -> Any:
    """Note that a value is of another type than it must be; gives it back as it is."""
    errors.append(FieldError(path, "wrong_type", f"give {expected}, not {type(value).__name__}"))
    return value


def shorten(text: str, limit: int) -> str:
    """The beginning of a text on one line, cut between words, and never within what readers take for one character.

    Args:
        text: The text.
        limit: Characters at most, with the ellipsis.
    """
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    if limit < 1:
        return ""
    cut = line[: limit - 1]
    if line[limit - 1] != " ":  # it ends within a word
        cut = cut.rpartition(" ")[0] or line[: cluster_start(line, limit - 1)] or cut
    return f"{cut.rstrip()}\u2026"
