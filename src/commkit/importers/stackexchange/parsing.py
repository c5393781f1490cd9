"""Reads the attribute values of dump rows; a malformed one raises ValueError."""

import re
from datetime import UTC, datetime

_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3])(?::[0-9]{2}){2}(?:\.[0-9]{1,7})?")
_INTEGER = re.compile(r"-?[0-9]{1,19}")
_MAX_INTEGER = 2**63 - 1


def parse_moment(text: str) -> datetime:
    """The UTC datetime of `2018-03-12T17:00:45.567`, with or without the fraction. Times of the dump are UTC.

    Raises:
        ValueError: Another format (also one with an offset), or no such date.
    """
    if not _MOMENT.fullmatch(text):
        raise ValueError(f"not a dump timestamp: {_quoted(text)}")
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def parse_tags(text: str) -> tuple[str, ...]:
    """The tags of a post, in the order of the dump: `<a><b>` (until 2023) or `|a|b|` (since); "" is no tags.

    Raises:
        ValueError: Neither format, or an empty tag.
    """
    if not text:
        return ()
    for opening, between, closing in (("<", "><", ">"), ("|", "|", "|")):
        if len(text) > 2 and text[0] == opening and text[-1] == closing:
            tags = tuple(text[1:-1].split(between))
            if not any(not tag or set(tag) & set("<>|") for tag in tags):
                return tags
    raise ValueError(f"not a list of tags: {_quoted(text)}")


def parse_int(text: str) -> int:
    """The integer in plain decimal digits, within 64 bits as in database columns.

    Raises:
        ValueError: Anything else, also spaces, underscores, `+` and other digits that `int` accepts.
    """
    number = int(text) if _INTEGER.fullmatch(text) else _MAX_INTEGER + 1
    if not -_MAX_INTEGER <= number <= _MAX_INTEGER:
        raise ValueError(f"not a whole number of 64 bits: {_quoted(text)}")
    return number


def _quoted(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:40] + "...")
