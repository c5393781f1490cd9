"""RSS 2.0, with the elements of other namespaces that its readers know: self link, creators, licences, contents."""

from xml.etree.ElementTree import Element, SubElement, tostring

from commkit.adapters.feeds.atom import ATOM, KIND_OF_AUTHOR, MADE_WITH
from commkit.adapters.feeds.documents import Entry, Feed
from commkit.adapters.feeds.texts import clean, one_line, rfc822

_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_LICENCE = "http://backend.userland.com/creativeCommonsRssModule"
_CREATOR = "http://purl.org/dc/elements/1.1/"


def write_rss(feed: Feed) -> bytes:
    """The RSS document of a feed."""
    namespaces = {"xmlns:atom": ATOM, "xmlns:content": _CONTENT, "xmlns:dc": _CREATOR, "xmlns:cc": _LICENCE}
    root = Element("rss", {"version": "2.0", **namespaces})
    channel = SubElement(root, "channel")
    _text(channel, "title", one_line(feed.title) or feed.id)
    _text(channel, "link", one_line(feed.url) or feed.site_url)
    _text(channel, "description", one_line(feed.description) or one_line(feed.title) or feed.id)
    _text(channel, "lastBuildDate", rfc822(feed.updated))
    _text(channel, "generator", "commkit")
    attributes = {"rel": "self", "type": "application/rss+xml", "href": clean(feed.self_url)}
    SubElement(channel, "atom:link", attributes)
    for entry in feed.entries:
        _item(channel, entry)
    document: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def _item(channel: Element, entry: Entry) -> None:
    item = SubElement(channel, "item")
    _text(item, "title", one_line(entry.title) or entry.id)
    if one_line(entry.url):
        _text(item, "link", one_line(entry.url))
    _text(item, "guid", entry.id, isPermaLink="false")
    _text(item, "pubDate", rfc822(entry.published))
    if one_line(entry.author):  # `author` itself must be an address of mail
        _text(item, "dc:creator", one_line(entry.author))
    for tag in entry.tags:
        _text(item, "category", one_line(tag))
    if entry.licence:
        _text(item, "cc:license", one_line(entry.licence))
    if entry.made_with != "none":
        _text(item, "category", entry.made_with, domain=MADE_WITH)
    if entry.by_agent:
        _text(item, "category", "agent", domain=KIND_OF_AUTHOR)
    _text(item, "description", one_line(entry.summary) or one_line(entry.title) or entry.id)
    _text(item, "content:encoded", entry.html)


def _text(parent: Element, name: str, text: str, **attributes: str) -> None:
    SubElement(parent, name, attributes).text = clean(text)
