"""The elements of podcasts in RSS: Apple's, which all directories read, and those of Podcasting 2.0."""

from uuid import UUID, uuid5
from xml.etree.ElementTree import Element, SubElement

from commkit.adapters.feeds.documents import Enclosure, Entry, Feed
from commkit.adapters.feeds.texts import address, lines, one_line

ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
PODCAST = "https://podcastindex.org/namespace/1.0"
_NAMESPACE = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""The namespace of `podcast:guid` for ids that are no UUID (Podcasting 2.0, tag `guid`)."""


def add_podcast(channel: Element, feed: Feed) -> None:
    """What a podcast says of itself.

    Its `podcast:guid` is the UUID of the feed's id, which does not change when the feed gets another address.

    Args:
        channel: The channel, which has the elements of RSS already.
        feed: The feed.
    """
    SubElement(channel, "podcast:guid").text = _guid(feed.id)
    SubElement(channel, "itunes:author").text = one_line(feed.author) or feed.id
    SubElement(channel, "itunes:explicit").text = _said(feed.explicit)
    if feed.image:
        SubElement(channel, "itunes:image", href=address(feed.image))
    if feed.category:
        SubElement(channel, "itunes:category", text=feed.category)


def add_recording(item: Element, entry: Entry, file: Enclosure) -> None:
    """What an episode says of its recording.

    Args:
        item: The item.
        entry: The entry.
        file: The recording.
    """
    if authors := lines(entry.authors):
        SubElement(item, "itunes:author").text = ", ".join(authors)
    if file.duration is not None:
        SubElement(item, "itunes:duration").text = str(file.duration)


def _guid(id: str) -> str:
    try:
        return str(UUID(id))
    except ValueError:  # of a feed that a host made by itself
        return str(uuid5(_NAMESPACE, id))


def _said(explicit: bool) -> str:
    return "true" if explicit else "false"
