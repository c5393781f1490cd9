"""RSS 2.0, with what its readers know of other namespaces: self link, creators, licences, contents, media, podcasts."""

from xml.etree.ElementTree import Element, SubElement, tostring

from commkit.adapters.feeds.atom import ATOM, KIND_OF_AUTHOR, MADE_WITH, SAID_LATER
from commkit.adapters.feeds.documents import Enclosure, Entry, Feed
from commkit.adapters.feeds.podcasts import ITUNES, PODCAST, add_podcast, add_recording
from commkit.adapters.feeds.texts import address, clean, lines, one_line, rfc822

_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_LICENCE = "http://backend.userland.com/creativeCommonsRssModule"
_CREATOR = "http://purl.org/dc/elements/1.1/"
_MEDIA = "http://search.yahoo.com/mrss/"


def write_rss(feed: Feed) -> bytes:
    """The RSS document of a feed; of one with recordings with the elements of podcasts."""
    namespaces = {"xmlns:atom": ATOM, "xmlns:content": _CONTENT, "xmlns:dc": _CREATOR, "xmlns:cc": _LICENCE}
    namespaces["xmlns:media"] = _MEDIA
    if feed.is_podcast:
        namespaces |= {"xmlns:itunes": ITUNES, "xmlns:podcast": PODCAST}
    root = Element("rss", {"version": "2.0", **namespaces})
    channel = SubElement(root, "channel")
    title, link = one_line(feed.title) or feed.id, address(feed.url) or address(feed.site_url)
    _text(channel, "title", title)
    _text(channel, "link", link)
    _text(channel, "description", one_line(feed.description) or title)
    if feed.language:
        _text(channel, "language", feed.language)
    if feed.copyright:
        _text(channel, "copyright", one_line(feed.copyright))
    _text(channel, "lastBuildDate", rfc822(feed.updated))
    _text(channel, "generator", "commkit")
    if feed.image:
        picture = SubElement(channel, "image")
        for name, text in (("url", address(feed.image)), ("title", title), ("link", link)):
            _text(picture, name, text)
    for rel, url in (("self", feed.self_url), ("first", feed.first_url), ("next", feed.next_url)):
        if url:
            about = {"rel": rel, "type": "application/rss+xml", "href": address(url)}
            SubElement(channel, "atom:link", about)
    if feed.is_podcast:
        add_podcast(channel, feed)
    for entry in feed.entries:
        _item(channel, entry)
    document: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def _item(channel: Element, entry: Entry) -> None:
    item = SubElement(channel, "item")
    _text(item, "title", one_line(entry.title) or entry.id)
    if address(entry.url):
        _text(item, "link", address(entry.url))
    _text(item, "guid", entry.id, isPermaLink="false")
    _text(item, "pubDate", rfc822(entry.published))
    for name in lines(entry.authors):  # `author` itself must be an address of mail
        _text(item, "dc:creator", name)
    for tag in lines(entry.tags):
        _text(item, "category", tag)
    if entry.licence:
        _text(item, "cc:license", address(entry.licence))
    if entry.made_with != "none":
        _text(item, "category", entry.made_with, domain=MADE_WITH)
    if entry.by_agent:
        _text(item, "category", "agent", domain=KIND_OF_AUTHOR)
    for mark in lines(entry.marks):
        _text(item, "category", mark, domain=SAID_LATER)
    _text(item, "description", one_line(entry.summary) or one_line(entry.title) or entry.id)
    _text(item, "content:encoded", entry.html)
    _files(item, entry)


def _files(item: Element, entry: Entry) -> None:
    """One file as the enclosure, since readers take one: a recording before others; all of them as media."""
    if not entry.enclosures:
        return
    first = next((file for file in entry.enclosures if file.is_recording), entry.enclosures[0])
    about = {"url": address(first.url), "length": str(first.size), "type": first.media_type}
    SubElement(item, "enclosure", about)
    if first.is_recording:
        add_recording(item, entry, first)
    for file in entry.enclosures:
        _media(item, file)


def _media(item: Element, file: Enclosure) -> None:
    about = {
        "url": address(file.url),
        "fileSize": str(file.size),
        "type": file.media_type,
        "medium": file.medium,
    }
    if file.duration is not None:
        about["duration"] = str(file.duration)
    media = SubElement(item, "media:content", about)
    if one_line(file.title):
        _text(media, "media:title", one_line(file.title), type="plain")
    if one_line(file.description):
        _text(media, "media:description", one_line(file.description), type="plain")
    if one_line(file.credit):
        _text(media, "media:credit", one_line(file.credit), role="author")


def _text(parent: Element, name: str, text: str, **attributes: str) -> None:
    SubElement(parent, name, attributes).text = clean(text)
