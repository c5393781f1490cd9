"""What a real dump has, counted from its files by ElementTree and nothing of the importer's."""

import gzip
import html
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

Row = Mapping[str, str]

_CHANGES = {"1": "title", "2": "body", "3": "tags"} | {"4": "title", "5": "body", "6": "tags"} | {
    "7": "title", "8": "body", "9": "tags",
}  # fmt: skip


def rows(folder: Path, table: str) -> Iterator[Row]:
    """The rows of a table; none where it is not there."""
    path = folder / f"{table}.xml.gz"
    if path.exists():
        with gzip.open(path) as file:
            for _, element in ET.iterparse(file):
                if element.tag == "row":
                    yield dict(element.attrib)
                element.clear()


def posts(folder: Path) -> dict[str, Row]:
    """Questions and answers by id."""
    return {row["Id"]: row for row in rows(folder, "Posts") if row["PostTypeId"] in "12"}


def versions(folder: Path, among: Mapping[str, Row]) -> dict[str, list[tuple[str, str, str]]]:
    """The titles, texts and tags that each post had, in the order of time; rows of one GUID are one edit."""
    changes: dict[str, list[Row]] = {}
    for row in rows(folder, "PostHistory"):
        if row["PostHistoryTypeId"] in _CHANGES and row["PostId"] in among:
            changes.setdefault(row["PostId"], []).append(row)
    found: dict[str, list[tuple[str, str, str]]] = {}
    for post, its in changes.items():
        said = {"title": "", "body": "", "tags": ""}
        states: dict[str, tuple[str, str, str]] = {}
        for row in sorted(its, key=lambda row: (row["CreationDate"], int(row["Id"]))):
            said[_CHANGES[row["PostHistoryTypeId"]]] = row.get("Text", "")
            states[row["RevisionGUID"]] = (said["title"], said["body"], said["tags"])
        found[post] = list(states.values())
    return found


def same_title(title: str) -> str:
    """A title without what cleaning changes."""
    return " ".join(title.split())


def same_body(body: str) -> str:
    """A text without what cleaning changes: ends of lines, and what is not to be seen at its ends."""
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", body.replace("\r\n", "\n").replace("\r", "\n")).strip()


def tags_in(text: str) -> list[str]:
    """The tags of a row, in either form."""
    return [tag for tag in re.split(r"[<>|]+", text) if tag]


def visible_words(text: str) -> set[str]:
    """The words of an HTML text, roughly."""
    return set(re.findall(r"\w+", html.unescape(re.sub(r"<[^>]*>", " ", text)).lower()))
