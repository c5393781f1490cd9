"""The shapes of ActivityStreams documents, read strictly: one parser for what other servers sent, and for ours."""

from collections.abc import Mapping
from datetime import datetime
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from attrs import frozen

ACTORS = frozenset({"Person", "Group", "Service", "Application", "Organization"})
ACTIVITIES = frozenset({"Create", "Announce", "Update", "Delete", "Like", "Follow", "Accept", "Undo"})
CONTEXT = "https://www.w3.org/ns/activitystreams"
_REQUIRED: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(ACTORS, ("id", "preferredUsername", "inbox", "outbox")),
    **dict.fromkeys(ACTIVITIES, ("id", "actor", "object")),
    **dict.fromkeys(("Note", "Article", "Page"), ("id", "attributedTo", "to", "content", "published")),
    "OrderedCollection": ("id",),
    "OrderedCollectionPage": ("id", "partOf", "orderedItems"),
    "Conversation": ("id", "attributedTo"),
    "Hashtag": ("href", "name"),
    "Mention": ("href", "name"),
    "Image": ("url",),
    "Document": ("url", "mediaType"),
    "Link": ("href",),
    "PropertyValue": ("name", "value"),
    "Tombstone": ("id",),
}
_ADDRESSES = ("id", "inbox", "outbox", "followers", "following", "url", "href", "partOf", "first", "next", "replies",
              "context", "audience")  # fmt: skip
_MOMENTS = ("published", "updated")
_HELD = ("object", "orderedItems", "tag", "attachment", "icon", "image", "attributedTo", "actor", "generator")


@frozen
class Shape:
    """A document that was understood.

    Attributes:
        type: Its type.
        value: All of it.
        held: What it holds: objects, tags, files.
    """

    type: str
    value: Mapping[str, Any]
    held: tuple["Shape", ...]

    def all(self) -> tuple["Shape", ...]:
        """Itself, and all that it holds, however deep."""
        return (self, *(each for inner in self.held for each in inner.all()))


def read_document(value: Any) -> Shape:
    """A document as it is sent, with its context.

    Raises:
        ValueError: It is none.
    """
    shape = read_shape(value)
    given = value.get("@context", [])
    if CONTEXT not in ([given] if isinstance(given, str) else given):
        raise ValueError("it has no context")
    return shape


def read_shape(value: Any, *, nameless: bool = False) -> Shape:
    """A document, or a part of one.

    Args:
        value: The JSON.
        nameless: Whether it stands where a part needs no more than a type: a file, or an author without an actor.

    Raises:
        ValueError: Something is missing or malformed.
    """
    if not isinstance(value, dict) or not isinstance(value.get("type"), str):
        raise ValueError(f"no object with a type: {value!r}")
    type = value["type"]
    if type not in _REQUIRED:
        raise ValueError(f"an unknown type: {type}")
    missing = [name for name in _REQUIRED[type] if value.get(name) is None]
    if missing and not (nameless and "id" not in value and value.get("name")):
        raise ValueError(f"{type} lacks {', '.join(missing)}")
    if type == "OrderedCollection" and not {"first", "orderedItems", "items"} & set(value):
        raise ValueError("a collection has neither items nor pages")
    for name in _ADDRESSES:
        for each in _each(value.get(name)):
            _check_address(name, each)
    for name in _MOMENTS:
        if value.get(name) is not None and datetime.fromisoformat(value[name]).tzinfo is None:
            raise ValueError(f"{name} has no zone")
    held = [
        read_shape(each, nameless=name in ("attachment", "attributedTo", "generator"))
        for name in _HELD
        for each in _each(value.get(name))
        if isinstance(each, dict)
    ]
    return Shape(type, value, tuple(held))


def read_descriptor(value: Any) -> Mapping[str, str]:
    """The address by relation of a JRD (RFC 7033, section 4.4), where a relation has one.

    Raises:
        ValueError: It is none.
    """
    if not str(value["subject"]).startswith("acct:") or not all(map(urlsplit, value.get("aliases", []))):
        raise ValueError("no subject, or no aliases")
    found = {}
    for link in value["links"]:
        if not link["rel"] or not ("href" in link or "template" in link):
            raise ValueError(f"no link: {link!r}")
        if "href" in link:
            _check_address("href", link["href"])
            found[link["rel"]] = link["href"]
    return found


def _each(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _check_address(name: str, value: Any) -> None:
    if isinstance(value, dict):
        return
    parts = urlsplit(unescape(value))  # NodeBB escapes links of profiles twice
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ValueError(f"{name} is no address: {value!r}")
