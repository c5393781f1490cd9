"""What a document of a feed must be: the rules of the W3C's validator that a program can get wrong.

They are those of RFC 4287 (Atom), RFC 5005 (pages), RSS 2.0 with the RSS Advisory Board's profile, Media RSS, Apple's
tags for podcasts and JSON Feed 1.1. Written for this project: each fault is one sentence.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID
from xml.etree import ElementTree as ET
from xml.parsers import expat

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
CREATOR = "{http://purl.org/dc/elements/1.1/}"
LICENCE = "{http://backend.userland.com/creativeCommonsRssModule}"
MEDIA = "{http://search.yahoo.com/mrss/}"
ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
PODCAST = "{https://podcastindex.org/namespace/1.0}"

_IRI = re.compile(
    r"[a-zA-Z][a-zA-Z0-9+.-]*:(%[0-9A-Fa-f]{2}|[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]"
    r"|[\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\U00010000-\U0001fffd\U00020000-\U0002fffd"
    r"\U00030000-\U0003fffd\U000e1000-\U000efffd])*"
)
"""RFC 3987, without the grammar of hosts."""
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9][a-z0-9.+-]*")
_RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_RFC822 = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT")
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*")
_ITUNES_BOOLEANS = ("true", "false")

# How often an element may stand in another one: exactly once, at most once, or any number of times.
_ONCE, _OPTIONAL, _MANY = "1", "?", "*"
_CHANNEL = {
    "title": _ONCE, "link": _ONCE, "description": _ONCE, "language": _OPTIONAL, "copyright": _OPTIONAL,
    "lastBuildDate": _OPTIONAL, "generator": _OPTIONAL, "image": _OPTIONAL, "item": _MANY, f"{ATOM}link": _MANY,
    f"{ITUNES}author": _OPTIONAL, f"{ITUNES}explicit": _OPTIONAL, f"{ITUNES}image": _OPTIONAL,
    f"{ITUNES}category": _MANY, f"{PODCAST}guid": _OPTIONAL,
}  # fmt: skip
_ITEM = {
    "title": _OPTIONAL, "link": _OPTIONAL, "description": _OPTIONAL, "guid": _OPTIONAL, "pubDate": _OPTIONAL,
    "category": _MANY, "enclosure": _OPTIONAL, f"{CREATOR}creator": _MANY, f"{CONTENT}encoded": _OPTIONAL,
    f"{LICENCE}license": _MANY, f"{MEDIA}content": _MANY, f"{ITUNES}author": _OPTIONAL,
    f"{ITUNES}duration": _OPTIONAL,
}  # fmt: skip
_FEED = {
    f"{ATOM}{name}": times
    for name, times in {
        "id": _ONCE, "title": _ONCE, "updated": _ONCE, "subtitle": _OPTIONAL, "rights": _OPTIONAL, "logo": _OPTIONAL,
        "generator": _OPTIONAL, "author": _MANY, "link": _MANY, "entry": _MANY, "category": _MANY,
    }.items()
}  # fmt: skip
_ENTRY = {
    f"{ATOM}{name}": times
    for name, times in {
        "id": _ONCE, "title": _ONCE, "updated": _ONCE, "published": _OPTIONAL, "summary": _OPTIONAL,
        "content": _OPTIONAL, "author": _MANY, "link": _MANY, "category": _MANY,
    }.items()
}  # fmt: skip


def faults_of(body: bytes, format: str) -> list[str]:
    """What is wrong with a document; nothing where it is as it must be."""
    checks: Mapping[str, Callable[[bytes], Iterator[str]]] = {"atom": _atom, "rss": _rss, "json": _json}
    try:
        return list(checks[format](body))
    except (ET.ParseError, expat.ExpatError, UnicodeError, json.JSONDecodeError) as error:
        return [f"it is not well-formed: {error}"]


def _tree(body: bytes) -> ET.Element:
    """The tree, by a parser that takes nothing for granted: declared encoding, no entities, no document type."""

    def refuse(*_: object) -> None:
        raise expat.ExpatError("it declares a document type")

    strict = expat.ParserCreate(namespace_separator=" ")
    strict.StartDoctypeDeclHandler = refuse
    strict.Parse(body, True)
    body.decode("utf-8", "strict")
    return ET.fromstring(body)


def _occurrences(element: ET.Element, allowed: Mapping[str, str]) -> Iterator[str]:
    found = Counter(child.tag for child in element)
    for tag, count in found.items():
        if tag not in allowed:
            yield f"{element.tag} has an element that does not belong there: {tag}"
        elif allowed[tag] in (_ONCE, _OPTIONAL) and count > 1:
            yield f"{element.tag} has {count} of {tag}"
    for tag, times in allowed.items():
        if times == _ONCE and not found[tag]:
            yield f"{element.tag} lacks {tag}"


def _blank(element: ET.Element, *tags: str) -> Iterator[str]:
    for tag in tags:
        for child in element.findall(tag):
            if not (child.text or "").strip():
                yield f"{tag} is blank"


# --- Atom ------------------------------------------------------------------------------------------------------------


def _atom(body: bytes) -> Iterator[str]:
    feed = _tree(body)
    if feed.tag != f"{ATOM}feed":
        yield f"the root is {feed.tag}"
        return
    yield from _occurrences(feed, _FEED)
    yield from _atom_element(feed)
    language = feed.get("{http://www.w3.org/XML/1998/namespace}lang")
    if language is not None and not _LANGUAGE.fullmatch(language):
        yield f"no language: {language}"
    links = [link.get("rel") for link in feed.findall(f"{ATOM}link")]
    if links.count("self") != 1:
        yield "it needs one self link"
    if not feed.findall(f"{ATOM}author") and any(
        not each.findall(f"{ATOM}author") for each in feed.findall(f"{ATOM}entry")
    ):
        yield "an entry has no author, and the feed neither"
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")]
    if len(set(ids)) != len(ids):
        yield "two entries have one id"
    latest = max((str(each.findtext(f"{ATOM}updated")) for each in feed.findall(f"{ATOM}entry")), default="")
    if latest > str(feed.findtext(f"{ATOM}updated")):
        yield "an entry was updated later than the feed"
    for entry in feed.findall(f"{ATOM}entry"):
        yield from _occurrences(entry, _ENTRY)
        yield from _atom_element(entry)
        if not any(link.get("rel") == "alternate" for link in entry.findall(f"{ATOM}link")) and (
            entry.find(f"{ATOM}content") is None
        ):
            yield "an entry has neither content nor a page"


def _atom_element(element: ET.Element) -> Iterator[str]:
    """The rules that feeds and entries share."""
    yield from _blank(element, f"{ATOM}title", f"{ATOM}summary", f"{ATOM}author/{ATOM}name")
    yield from _iri(element.findtext(f"{ATOM}id"), "id")
    for logo in element.findall(f"{ATOM}logo"):
        yield from _iri(logo.text, "logo")
    for name in ("updated", "published"):
        for moment in element.findall(f"{ATOM}{name}"):
            yield from _rfc3339(moment.text or "")
    for author in element.findall(f"{ATOM}author"):
        if author.find(f"{ATOM}name") is None:
            yield "an author has no name"
    for category in element.findall(f"{ATOM}category"):
        if not (category.get("term") or "").strip():
            yield "a category has no term"
        yield from _iri(category.get("scheme", "urn:none"), "scheme")
    for content in element.findall(f"{ATOM}content"):
        if content.get("type") != "html" or len(content):
            yield "the content is not escaped HTML"
        yield from _html(content.text or "")
    yield from _atom_links(element.findall(f"{ATOM}link"))


def _atom_links(links: Sequence[ET.Element]) -> Iterator[str]:
    alternates: Counter[tuple[str | None, str | None]] = Counter()
    for link in links:
        yield from _iri(link.get("href"), "href")
        if not _MEDIA_TYPE.fullmatch(link.get("type", "text/html")):
            yield f"no media type: {link.get('type')}"
        if not link.get("length", "0").isdecimal():
            yield f"no length: {link.get('length')}"
        if link.get("rel") == "enclosure" and (link.get("type") is None or link.get("length") is None):
            yield "an enclosure lacks its type or length"
        if link.get("rel", "alternate") == "alternate":
            alternates[link.get("type"), link.get("hreflang")] += 1
    if any(count > 1 for count in alternates.values()):
        yield "two alternate links have one type and language"


# --- RSS -------------------------------------------------------------------------------------------------------------


def _rss(body: bytes) -> Iterator[str]:
    root = _tree(body)
    if root.tag != "rss" or root.get("version") != "2.0":
        yield "the root is no rss of version 2.0"
        return
    if [child.tag for child in root] != ["channel"]:
        yield "it needs one channel"
        return
    channel = root[0]
    yield from _occurrences(channel, _CHANNEL)
    yield from _blank(channel, "title", "link", "description", "copyright", f"{ITUNES}author")
    yield from _iri(channel.findtext("link"), "link", web=True)
    for text in (channel.findtext("lastBuildDate"),):
        yield from _rfc822(text) if text is not None else ()
    language = channel.findtext("language")
    if language is not None and not _LANGUAGE.fullmatch(language):
        yield f"no language: {language}"
    yield from _image(channel)
    yield from _channel_links(channel)
    yield from _podcast(channel)
    items = channel.findall("item")
    guids = [item.findtext("guid") for item in items]
    if None in guids or len(set(guids)) != len(guids):
        yield "an item has no guid, or two have one"
    for item in items:
        yield from _item(item)


def _image(channel: ET.Element) -> Iterator[str]:
    for image in channel.findall("image"):
        yield from _occurrences(image, {"url": _ONCE, "title": _ONCE, "link": _ONCE})
        yield from _iri(image.findtext("url"), "url", web=True)
        if image.findtext("link") != channel.findtext("link"):
            yield "the image leads elsewhere than the channel"


def _channel_links(channel: ET.Element) -> Iterator[str]:
    links = channel.findall(f"{ATOM}link")
    if [link.get("rel") for link in links].count("self") != 1:
        yield "it needs one self link"
    for link in links:
        yield from _iri(link.get("href"), "href", web=True)


def _podcast(channel: ET.Element) -> Iterator[str]:
    explicit = channel.findtext(f"{ITUNES}explicit")
    if explicit is not None and explicit not in _ITUNES_BOOLEANS:
        yield f"explicit is neither true nor false: {explicit}"
    for image in channel.findall(f"{ITUNES}image"):
        yield from _iri(image.get("href"), "href", web=True)
    for category in channel.findall(f"{ITUNES}category"):
        if not category.get("text"):
            yield "a category of podcasts has no text"
    guid = channel.findtext(f"{PODCAST}guid")
    if guid is not None and UUID(guid).version != 5:
        yield "the guid of the podcast is no UUID of version 5"


def _item(item: ET.Element) -> Iterator[str]:
    yield from _occurrences(item, _ITEM)
    if item.find("title") is None and item.find("description") is None:
        yield "an item has neither title nor description"
    yield from _blank(item, "title", "link", "guid", "description", "category", f"{CREATOR}creator")
    if (link := item.findtext("link")) is not None:
        yield from _iri(link, "link", web=True)
    guid = item.find("guid")
    if guid is not None and guid.get("isPermaLink", "true") != "false":
        yield from _iri(guid.text, "guid", web=True)
    yield from _rfc822(item.findtext("pubDate") or "")
    yield from _html(item.findtext(f"{CONTENT}encoded") or "")
    for file in item.findall("enclosure"):
        if set(file.attrib) != {"url", "length", "type"}:
            yield "an enclosure has not just url, length and type"
        yield from _file(file.get("url"), file.get("length"), file.get("type"))
    for media in item.findall(f"{MEDIA}content"):
        texts = {f"{MEDIA}title": _OPTIONAL, f"{MEDIA}description": _OPTIONAL, f"{MEDIA}credit": _MANY}
        yield from _occurrences(media, texts)
        yield from _blank(media, *texts)
        yield from _file(media.get("url"), media.get("fileSize"), media.get("type"))
        if media.get("medium") not in ("image", "audio", "video", "document", "executable"):
            yield f"no medium: {media.get('medium')}"
    if (duration := item.findtext(f"{ITUNES}duration")) is not None and not duration.isdecimal():
        yield f"no duration: {duration}"


def _file(url: str | None, length: str | None, kind: str | None) -> Iterator[str]:
    yield from _iri(url, "url", web=True)
    if not (length or "").isdecimal():
        yield f"no length: {length}"
    if not _MEDIA_TYPE.fullmatch(kind or ""):
        yield f"no media type: {kind}"


# --- JSON Feed -------------------------------------------------------------------------------------------------------


def _json(body: bytes) -> Iterator[str]:
    feed = json.loads(body.decode("utf-8", "strict"))
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        yield "it names no version"
    if not isinstance(feed.get("title"), str) or not feed["title"].strip():
        yield "it has no title"
    for name in ("home_page_url", "feed_url", "next_url", "icon"):
        if name in feed:
            yield from _iri(feed[name], name, web=True)
    if "next_url" in feed and feed["next_url"] == feed.get("feed_url"):
        yield "the next page is this one"
    if "language" in feed and not _LANGUAGE.fullmatch(feed["language"]):
        yield "no language"
    ids = [item.get("id") for item in feed["items"]]
    if len(set(ids)) != len(ids):
        yield "two items have one id"
    yield from _json_authors(feed)
    for item in feed["items"]:
        yield from _json_item(item)


def _json_item(item: dict[str, Any]) -> Iterator[str]:
    if not isinstance(item.get("id"), str) or not item["id"]:
        yield "an item has no id"
    if not isinstance(item.get("content_html"), str):
        yield "an item has no content"
    yield from _html(item.get("content_html") or "")
    for name in ("url", "image"):
        if name in item:
            yield from _iri(item[name], name, web=True)
    for name in ("date_published", "date_modified"):
        yield from _rfc3339(item.get(name, ""))
    if not all(isinstance(tag, str) and tag.strip() for tag in item.get("tags", [])):
        yield "a tag is none"
    yield from _json_authors(item)
    for file in item.get("attachments", []):
        yield from _file(file.get("url"), str(file.get("size_in_bytes")), file.get("mime_type"))
        if type(file.get("duration_in_seconds", 0)) is not int:
            yield "a duration is no number"


def _json_authors(value: dict[str, Any]) -> Iterator[str]:
    if not all(author.get("name", "").strip() for author in value.get("authors", [])):
        yield "an author has no name"


# --- what all share --------------------------------------------------------------------------------------------------


def _iri(text: str | None, name: str, *, web: bool = False) -> Iterator[str]:
    if text is None or not _IRI.fullmatch(text):
        yield f"{name} is no absolute IRI: {text!r}"
        return
    parts = urlsplit(text)
    if web and (parts.scheme not in ("http", "https") or not parts.hostname):
        yield f"{name} is no web address: {text!r}"


def _rfc3339(text: str) -> Iterator[str]:
    try:
        good = bool(_RFC3339.fullmatch(text)) and datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        good = False
    if not good:
        yield f"no date of RFC 3339: {text!r}"


def _rfc822(text: str) -> Iterator[str]:
    try:
        good = bool(_RFC822.fullmatch(text)) and f"{parsedate_to_datetime(text):%a}" == text[:3]
    except ValueError:
        good = False
    if not good:
        yield f"no date of RFC 822: {text!r}"


class _Html(HTMLParser):
    """Finds what must not stand in the HTML of a feed: scripts, handlers, relative addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style", "iframe", "object", "embed", "form", "meta", "link", "base"):
            self.faults.append(f"the HTML has a {tag}")
        for name, value in attrs:
            if name.startswith("on") or name == "style":
                self.faults.append(f"the HTML has the attribute {name}")
            if name in ("href", "src") and not re.match("[a-zA-Z][a-zA-Z0-9+.-]*:", value or ""):
                self.faults.append(f"the HTML has a relative address: {value}")
            if re.match(r"\s*(javascript|vbscript|data):", value or "", re.IGNORECASE):
                self.faults.append(f"the HTML has a script for an address: {value}")


def _html(text: str) -> Iterator[str]:
    parser = _Html()
    parser.feed(text)
    parser.close()
    yield from parser.faults
