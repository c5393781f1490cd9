"""Whatever texts say: well-formed XML, valid JSON Feed, and the same bytes for the same feed."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit import Kit
from commkit.adapters.feeds import FORMATS, Entry, Feed, write_feed
from commkit.adapters.feeds.texts import clean, one_line, rfc822, rfc3339
from commkit.adapters.http import make_contract
from commkit.communities import Site
from commkit.posts import CreateThread
from tests.adapters.feeds.feed_town import ATOM, SITE, Reader
from tests.helpers import do, result_or_error
from tests.hostile_texts import HOSTILE
from tests.sample import create_community, new_kit

ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"
texts = st.one_of(
    st.text(st.characters()),  # halves of characters, too
    st.sampled_from([text for _, text in HOSTILE]),
    st.sampled_from(["]]>", "<![CDATA[", "&amp;", "\x00\x01", "\ufffe\uffff", "<?xml?>", "a\r\nb", "\ud800"]),
)
moments = st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001
entries = st.builds(
    Entry,
    id=st.uuids().map(lambda it: it.urn),
    title=texts,
    url=texts,
    html=texts,
    summary=texts,
    author=texts,
    tags=st.lists(texts, max_size=3).map(tuple),
    published=moments,
    updated=moments,
    made_with=st.sampled_from(["none", "assisted", "generated"]),
    by_agent=st.booleans(),
)
feeds = st.builds(
    Feed,
    id=st.uuids().map(lambda it: it.urn),
    title=texts,
    description=texts,
    url=texts,
    self_url=st.just("https://town.example/feed"),
    site_url=st.just("https://town.example/"),
    author=texts,
    updated=moments,
    entries=st.lists(entries, max_size=3).map(tuple),
)


@given(feeds)
def test_any_text_makes_a_well_formed_atom_feed(feed: Feed) -> None:
    root = ET.fromstring(write_feed(feed, "atom"))
    for element in (root, *root.findall(f"{ATOM}entry")):
        assert all(element.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated"))
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    made = root.findall(f"{ATOM}entry")
    assert len(made) == len(feed.entries)
    for element, entry in zip(made, feed.entries, strict=True):
        content = element.findtext(f"{ATOM}content") or ""
        assert content == _parsed(entry.html)


@given(feeds)
def test_any_text_makes_a_well_formed_rss_feed(feed: Feed) -> None:
    channel = ET.fromstring(write_feed(feed, "rss")).find("channel")
    assert channel is not None
    assert all(channel.findtext(name) for name in ("title", "link", "description"))
    made = channel.findall("item")
    for element, entry in zip(made, feed.entries, strict=True):
        assert element.findtext("guid") == entry.id
        assert element.findtext("title")
        assert (element.findtext(ENCODED) or "") == _parsed(entry.html)


@given(feeds)
def test_any_text_makes_a_valid_json_feed(feed: Feed) -> None:
    made: Any = json.loads(write_feed(feed, "json").decode())
    assert made["version"] == "https://jsonfeed.org/version/1.1"
    assert made["title"]
    assert made["feed_url"] == feed.self_url
    assert [item["id"] for item in made["items"]] == [entry.id for entry in feed.entries]
    assert all(isinstance(item["content_html"], str) for item in made["items"])


@given(feeds, st.sampled_from(sorted(FORMATS)))
def test_the_same_feed_gives_the_same_bytes(feed: Feed, format: str) -> None:
    assert write_feed(feed, format) == write_feed(feed, format)


def _parsed(text: str) -> str:
    """A text as a parser of XML gives it."""
    return clean(text).replace("\r\n", "\n").replace("\r", "\n")


def test_control_without_cleaning_the_xml_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    at = datetime(2030, 1, 1, tzinfo=UTC)
    entry = Entry(
        id="urn:x:1",
        title="T",
        url="",
        html="a\x08b",
        summary="",
        author="",
        tags=(),
        published=at,
        updated=at,
    )
    feed = Feed(
        id="urn:x:0",
        title="T",
        description="",
        url="",
        self_url="https://a.example",
        site_url="https://a.example",
        author="A",
        updated=at,
        entries=(entry,),
    )
    assert "ab" in write_feed(feed, "atom").decode()
    monkeypatch.setattr("commkit.adapters.feeds.atom.clean", lambda text: text)
    with pytest.raises(ET.ParseError):
        ET.fromstring(write_feed(feed, "atom"))


def test_names_of_other_documents_stay_as_they_are() -> None:
    """Namespaces that ElementTree knows are of the whole process: a host that writes XML must not notice."""
    made = ET.tostring(ET.Element(f"{ATOM}feed"))
    assert made == b'<ns0:feed xmlns:ns0="http://www.w3.org/2005/Atom" />'


@given(moments)
def test_dates_are_of_their_formats(at: datetime) -> None:
    assert datetime.fromisoformat(rfc3339(at)) == at.replace(microsecond=0)
    if at.year > 1900:
        assert parsedate_to_datetime(rfc822(at)) == at.replace(microsecond=0)


@given(texts)
def test_lines_are_lines(text: str) -> None:
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert line == line.strip()


@pytest.fixture
def town(sqlite_url: str) -> Iterator[Kit]:
    with closing(new_kit(sqlite_url, ports={Site: SITE})) as kit:
        create_community(kit, members=("ada",))
        yield kit


@pytest.mark.slow
def test_hostile_texts_of_members_make_feeds(town: Kit) -> None:
    reader = Reader(make_contract(town))
    made = 0
    for name, text in HOSTILE:
        command = CreateThread(kind="question", title="T", body=text)
        thread = result_or_error(partial(do, town, "ada", "town", command))
        if isinstance(thread, tuple):  # what no text may be is refused where it is written
            continue
        made += 1
        for format in ("atom", "rss"):
            response = reader.get(f"feeds/threads/{thread.id}.{format}")
            assert response.status == 200, name
            ET.fromstring(response.body)
        json.loads(reader.get(f"feeds/threads/{thread.id}.json").body)
    assert made > len(HOSTILE) // 2
