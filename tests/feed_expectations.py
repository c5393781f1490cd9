"""What the files of feedparser's own suite expect, read without running them: `entries[0]['title'] == 'Example'`."""

import ast
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from attrs import frozen

from commkit_feedreader.documents.records import SourceFeed, SourceText

NAMES = {
    "title": "title",
    "link": "link",
    "id": "id",
    "guid": "id",
    "published": "published",
    "issued": "published",
    "updated": "updated",
    "modified": "updated",
    "date": "updated",
} | {f"{name}_parsed": moment for name, moment in (
    ("published", "published"), ("issued", "published"), ("updated", "updated"), ("modified", "updated"),
    ("date", "updated"),
)}  # fmt: skip
"""The fields that are compared, by what the suite calls them."""

_ENCODINGS = (
    "utf-8",
    "utf-16",
    "utf-32",
    "utf-16-be",
    "utf-16-le",
    "utf-32-be",
    "utf-32-le",
    "cp037",
    "latin-1",
)
_EXPECT = re.compile(r'Expect:\s*(.+?)\s*(?:-->|"\s*,\s*\n)', re.DOTALL)
_HEADER = re.compile(r"^Header:\s*([\w-]+):\s*(.+?)\s*$", re.MULTILINE)


@frozen
class Expectation:
    """One comparison: a field of the feed, or of an entry, and its value."""

    entry: int | None
    name: str
    value: Any

    @property
    def field(self) -> str:
        return NAMES[self.name]


def source_of(data: bytes) -> str:
    """The text of a file in the first encoding in which its expectation can be read."""
    for encoding in _ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        if _EXPECT.search(text):
            return text
    raise AssertionError("it expects nothing")


def headers_of(text: str) -> dict[str, str]:
    """The headers that the suite would serve a file with."""
    return {name.lower(): value for name, value in _HEADER.findall(text.partition("-->")[0])}


def expectations_of(text: str) -> Iterator[Expectation]:
    """Those comparisons with a constant that are about fields which are read here; others are passed over."""
    found = _EXPECT.search(text)
    assert found is not None
    try:
        tree = ast.parse(found[1].strip(), mode="eval").body
    except (SyntaxError, ValueError):
        return
    for part in tree.values if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And) else [tree]:
        if isinstance(part, ast.Compare) and all(isinstance(operator, ast.Eq) for operator in part.ops):
            *fields, last = (part.left, *part.comparators)  # `a == b == 'Example'` says it of both
            try:
                value = _constant(last)
            except ValueError:
                continue
            for field in fields:
                yield from _expected(tuple(_path(field)), value)


def _constant(node: ast.expr) -> Any:
    """A literal, or texts that are put together with `+`."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _constant(node.left) + _constant(node.right)
    return ast.literal_eval(node)


def _expected(path: tuple[Any, ...], value: Any) -> Iterator[Expectation]:
    match path:
        case ("feed", str(name)) if name in NAMES:
            yield Expectation(None, name, value)
        case ("entries", int(entry), str(name)) if name in NAMES:
            yield Expectation(entry, name, value)
        case ("feed", "title_detail", "value"):
            yield Expectation(None, "title", value)
        case ("entries", int(entry), "title_detail", "value"):
            yield Expectation(entry, "title", value)


def _path(node: ast.expr) -> Iterator[Any]:
    """`entries[0]['title']` and `entries[0].title` give `entries`, 0, `title`."""
    if isinstance(node, ast.Name):
        yield node.id
    elif isinstance(node, ast.Attribute):
        yield from _path(node.value)
        yield node.attr
    elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        yield from _path(node.value)
        yield node.slice.value


def field_of(feed: SourceFeed, expected: Expectation) -> Any:
    """What was read of a field; None where there is no such entry."""
    if expected.entry is None:
        return getattr(feed, expected.field)
    return (
        getattr(feed.entries[expected.entry], expected.field) if expected.entry < len(feed.entries) else None
    )


def holds(feed: SourceFeed, expected: Expectation) -> bool:
    """Whether a field has the expected value; a date that is expected as it is written is compared as a moment."""
    found = field_of(feed, expected)
    if isinstance(found, SourceText):
        return bool(found.value == expected.value)
    if isinstance(found, str):
        return bool(found == expected.value)
    return bool(found == _moment(expected.value))


def _moment(value: Any) -> datetime | None:
    if isinstance(value, tuple):
        return datetime(*value[:6], tzinfo=UTC)
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(value)
        except (ValueError, TypeError):
            continue
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return None
