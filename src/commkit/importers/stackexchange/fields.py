"""Reads the attributes of rows as records take them; a row with one that cannot be is rejected."""

import re
from collections.abc import Callable
from datetime import datetime
from enum import IntEnum
from typing import NoReturn, TypeVar

from commkit.importers.stackexchange.dump import Row
from commkit.importers.stackexchange.parsing import parse_int, parse_moment, parse_tags
from commkit.posts import clean_tags
from commkit.runtime.model.errors import FieldError, Invalid
from commkit.runtime.values.clusters import cut_to
from commkit.runtime.values.texts import Text

T = TypeVar("T")
C = TypeVar("C", bound=IntEnum)

LINE_ENDS = re.compile("[\n\u2028\u2029]")
_TEXT = Text(max=16 * 1024 * 1024)
_ANY_TEXT = Text(max=16 * 1024 * 1024, min=0)
_MAX_TAG_LENGTH = 50
_MAX_LICENCE = 100


class DumpRowRejected(ValueError):
    """A row that is skipped.

    Attributes:
        reason: The reason, by which skipped rows are counted.
        post: The external id of the skipped post; None for other rows.
    """

    def __init__(self, reason: str, *, post: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.post = post


def malformed(attribute: str) -> NoReturn:
    """Reject a row for an attribute."""
    raise DumpRowRejected(f"malformed: {attribute}")


def value(row: Row, attribute: str, parse: Callable[[str], T]) -> T:
    """The value of an attribute; a row that lacks it, or has another one than `parse` takes, is rejected."""
    try:
        return parse(row[attribute])
    except (KeyError, ValueError):
        malformed(attribute)


def maybe(row: Row, attribute: str, parse: Callable[[str], T]) -> T | None:
    """The value of an attribute that a row may lack, or leave empty."""
    return value(row, attribute, parse) if row.get(attribute) else None


def id_of(row: Row, attribute: str = "Id") -> str:
    """An id."""
    return value(row, attribute, canonical)


def moment(row: Row, attribute: str) -> datetime:
    """A time."""
    return value(row, attribute, in_range)


def canonical(text: str) -> str:
    """The one text of a number, without leading zeros."""
    return str(parse_int(text))


def in_range(text: str) -> datetime:
    """A time that ids can hold: they contain it, and no others fit."""
    found = parse_moment(text)
    if not 1970 <= found.year < 2500:
        raise ValueError("out of range")
    return found


def flag(text: str) -> bool:
    """`True` or `False`, in any case."""
    if text.lower() not in ("true", "false"):
        raise ValueError("neither True nor False")
    return text.lower() == "true"


def tags_of(text: str) -> tuple[str, ...]:
    """The tags of a post."""
    return clean_names(parse_tags(text))


def clean_names(tags_written: tuple[str, ...]) -> tuple[str, ...]:
    """Tags in their stored form."""
    try:
        tags = clean_tags(tags_written, max_tags=len(tags_written))
    except Invalid as invalid:
        raise ValueError(str(invalid)) from None
    if any(len(tag) > _MAX_TAG_LENGTH for tag in tags):
        raise ValueError("a tag is too long")
    return tags


def code(row: Row, attribute: str, codes: type[C]) -> C | None:
    """The code of a number; None where the number is not described."""
    number = value(row, attribute, parse_int)
    try:
        return codes(number)
    except ValueError:
        return None


def text_of(row: Row, attribute: str, *, blank: bool = False) -> str:
    """A text, cleaned as the validation of every command does it; with visible characters, unless it may be blank."""
    errors: list[FieldError] = []
    kind = _ANY_TEXT if blank else _TEXT
    text: str = kind.check(row.get(attribute, ""), attribute, errors)
    if errors:
        malformed(attribute)
    return text


def short(row: Row, attribute: str, max_length: int) -> str:
    """A text that says something beside what matters: cleaned, cut where it is too long, empty where it cannot be."""
    try:
        return cut_to(text_of(row, attribute, blank=True).strip(), max_length)
    except DumpRowRejected:
        return ""


def licence_of(row: Row) -> str:
    """The licence of a post by its SPDX identifier: `CC BY-SA 4.0` is CC-BY-SA-4.0; dumps to 2020 do not say it."""
    return "-".join(short(row, "ContentLicense", _MAX_LICENCE).split())
