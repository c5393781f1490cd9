"""Atom (RFC 4287), with licences (RFC 4946) and pages (RFC 5005)."""

from xml.etree.ElementTree import Element, SubElement, tostring

from commkit.adapters.feeds.documents import Entry, Feed
from commkit.adapters.feeds.texts import address, clean, lines, one_line, rfc3339

ATOM = "http://www.w3.org/2005/Atom"
MADE_WITH = "urn:commkit:made-with"
"""The scheme of a category that says whether a program that generates text took part."""
KIND_OF_AUTHOR = "urn:commkit:author"
"""The scheme of a category that says that an agent wrote an entry."""
SAID_LATER = "urn:commkit:said-later"
"""The scheme of a category that says that an entry was corrected or retired."""


def write_atom(feed: Feed) -> bytes:
    """The Atom document of a feed."""
    # Names are written out as they are: prefixes that ElementTree knows are of the whole process, also the host's.
    root = Element("feed", {"xmlns": ATOM, **({"xml:lang": feed.language} if feed.language else {})})
    _text(root, "id", feed.id)
    _text(root, "title", one_line(feed.title) or feed.id)
    if feed.description:
        _text(root, "subtitle", one_line(feed.description))
    _text(root, "updated", rfc3339(feed.updated))
    for rel, url in (("self", feed.self_url), ("first", feed.first_url), ("next", feed.next_url)):
        if url:
            _link(root, rel, url, "application/atom+xml")
    if one_line(feed.url):
        _link(root, "alternate", feed.url, "text/html")
    _author(root, one_line(feed.author) or feed.id)
    if feed.copyright:
        _text(root, "rights", one_line(feed.copyright))
    if feed.image:
        _text(root, "logo", address(feed.image))
    _text(root, "generator", "commkit")
    for entry in feed.entries:
        _entry(root, entry)
    document: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def _entry(root: Element, entry: Entry) -> None:
    made = SubElement(root, "entry")
    _text(made, "id", entry.id)
    _text(made, "title", one_line(entry.title) or entry.id)
    _text(made, "published", rfc3339(entry.published))
    _text(made, "updated", rfc3339(entry.updated))
    if one_line(entry.url):
        _link(made, "alternate", entry.url, "text/html")
    if entry.licence:  # RFC 4946
        SubElement(made, "link", rel="license", href=address(entry.licence))
    for file in entry.enclosures:
        about = {
            "rel": "enclosure",
            "type": file.media_type,
            "length": str(file.size),
            "href": address(file.url),
        }
        SubElement(made, "link", about | ({"title": one_line(file.title)} if one_line(file.title) else {}))
    for name in lines(entry.authors):  # else that of the feed
        _author(made, name)
    for tag in lines(entry.tags):
        SubElement(made, "category", term=tag)
    if entry.made_with != "none":
        SubElement(made, "category", term=entry.made_with, scheme=MADE_WITH)
    if entry.by_agent:
        SubElement(made, "category", term="agent", scheme=KIND_OF_AUTHOR)
    for mark in lines(entry.marks):
        SubElement(made, "category", term=mark, scheme=SAID_LATER)
    if one_line(entry.summary):
        _text(made, "summary", one_line(entry.summary))
    _text(made, "content", entry.html, type="html")


def _author(parent: Element, name: str) -> None:
    _text(SubElement(parent, "author"), "name", one_line(name))


def _link(parent: Element, rel: str, url: str, kind: str) -> None:
    SubElement(parent, "link", rel=rel, type=kind, href=address(url))


def _text(parent: Element, name: str, text: str, **attributes: str) -> None:
    SubElement(parent, name, attributes).text = clean(text)
