"""Whatever feeds hold, they keep the rules of the W3C's validator, and readers get back what was written."""

import json
from datetime import UTC, datetime

import feedparser
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from commkit.adapters.feeds import FORMATS, Enclosure, Entry, Feed, write_feed
from commkit.adapters.feeds.texts import address, one_line
from commkit.feeds.policy import PODCAST_CATEGORIES
from commkit.rendering import render
from commkit_feedreader.documents.policy import read_document
from commkit_feedreader.entries.importing.policy import web_address
from tests.adapters.feeds.feed_rules import faults_of
from tests.hostile_texts import HOSTILE

SELF = "https://town.example/c/town/-/feeds/threads"
texts = st.one_of(
    st.text(st.characters(), max_size=60),
    st.sampled_from([text[:200] for _, text in HOSTILE]),
    st.sampled_from(
        ["]]>", "<![CDATA[", "&amp;", "<b>a</b> & c", "\x00\x01", "\ufffe", "a\r\nb", "\ud800", "%"]
    ),
)
urls = texts.map(lambda text: f"https://town.example/{text}")
html = texts.map(lambda text: render(text, resolve_link=lambda link: f"https://town.example/{address(link)}"))
moments = st.datetimes(
    min_value=datetime(1990, 1, 1),  # noqa: DTZ001
    max_value=datetime(2200, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
).map(lambda at: at.replace(microsecond=0))
files = st.builds(
    Enclosure,
    url=urls,
    media_type=st.sampled_from(["audio/mpeg", "video/mp4", "image/png", "application/pdf", "text/plain"]),
    size=st.integers(1, 2**40),
    title=texts,
    description=texts,
    credit=texts,
    duration=st.none() | st.integers(0, 100_000),
)
entries = st.builds(
    Entry,
    id=st.uuids().map(lambda its: its.urn),
    title=texts,
    url=st.just("") | urls,
    html=html,
    summary=texts,
    author=texts,
    tags=st.lists(texts, max_size=3).map(tuple),
    published=moments,
    updated=moments,
    made_with=st.sampled_from(["none", "assisted", "generated"]),
    by_agent=st.booleans(),
    licence=st.sampled_from(["", "https://creativecommons.org/licenses/by/4.0/"]),
    coauthors=st.lists(texts, max_size=2).map(tuple),
    marks=st.sampled_from([(), ("corrected",), ("retired", "corrected")]),
    enclosures=st.lists(files, max_size=3).map(tuple),
)
feeds = st.builds(
    Feed,
    id=st.uuids(version=5).map(lambda its: its.urn),
    title=texts,
    description=texts,
    url=st.just("") | urls,
    self_url=st.just(SELF),
    site_url=st.just("https://town.example/"),
    author=texts,
    updated=st.just(datetime(2200, 1, 1, tzinfo=UTC)),
    entries=st.lists(entries, max_size=3, unique_by=lambda entry: entry.id).map(tuple),
    next_url=st.sampled_from(["", f"{SELF}?after=x"]),
    first_url=st.sampled_from(["", f"{SELF}?text=a+b"]),
    language=st.sampled_from(["", "de", "pt-BR"]),
    image=st.sampled_from(["", "https://town.example/a.png"]),
    category=st.sampled_from(["", *sorted(PODCAST_CATEGORIES)]),
    explicit=st.booleans(),
    copyright=st.sampled_from(["", "2030 Town"]),
)
formats = st.sampled_from(sorted(FORMATS))


@pytest.mark.slow
@settings(max_examples=60)
@given(feeds, formats)
def test_every_feed_keeps_the_rules(feed: Feed, format: str) -> None:
    assert faults_of(write_feed(feed, format), format) == []


@pytest.mark.slow
@settings(max_examples=60)
@given(feeds, st.sampled_from(["atom", "rss"]))
def test_feedparser_has_no_doubts(feed: Feed, format: str) -> None:
    body = write_feed(feed, format)
    kind = {"content-type": FORMATS[format].media_type}
    found = feedparser.parse(body, response_headers=kind)
    assert not found.bozo, found.get("bozo_exception")
    assert [entry.id for entry in found.entries] == [entry.id for entry in feed.entries]


# feedparser guesses at broken markup and encodings; in links it reads entities twice, and leaves out what is empty.
plain_titles = st.text("aé漢🌳 \n\x00.,:'\"/()", max_size=60) | st.just("<b>a</b> & c")
plain_urls = st.text("aé漢/-~=%'()", max_size=60).map(
    lambda text: f"https://town.example/{text}?a={text}#{text}a"
)


@pytest.mark.slow
@settings(max_examples=60)
@given(feeds, formats, plain_titles, plain_urls)
def test_our_own_reader_gets_back_what_was_written(feed: Feed, format: str, title: str, url: str) -> None:
    entries = (evolve(entry, title=title, url=entry.url and url) for entry in feed.entries)
    feed = evolve(feed, entries=tuple(entries))
    headers = {"content-type": FORMATS[format].media_type}
    found = read_document(write_feed(feed, format), url=SELF, headers=headers)
    assert [entry.id for entry in found.entries] == [entry.id for entry in feed.entries]
    for read, written in zip(found.entries, feed.entries, strict=True):
        assert read.published == written.published
        assert web_address(read.link) == web_address(address(written.url))
        assert read.title.value == (one_line(written.title) or written.id)
        if format != "rss":  # which has no date of changes
            assert read.updated == written.updated


# --- the checker finds what is wrong ----------------------------------------------------------------------------------

AT = datetime(2030, 1, 1, tzinfo=UTC)
ENTRY = Entry(
    id="urn:uuid:00000000-0000-0000-0000-000000000001",
    title="T",
    url="https://a.example/1",
    html="<p>x</p>",
    summary="x",
    author="Ada",
    tags=("t",),
    published=AT,
    updated=AT,
    enclosures=(
        Enclosure(url="https://a.example/1.mp3", media_type="audio/mpeg", size=9, title="1.mp3", duration=5),
        Enclosure(url="https://a.example/1.png", media_type="image/png", size=8, title="1.png", credit="Ada"),
    ),
)
FEED = Feed(
    id="urn:uuid:886313e1-3b8a-5372-9b90-0c9aee199e5d",
    title="F",
    description="D",
    url="https://a.example/",
    self_url="https://a.example/feed",
    site_url="https://a.example/",
    author="A",
    updated=AT,
    entries=(ENTRY,),
    next_url="https://a.example/feed?after=1",
    language="de",
    image="https://a.example/logo.png",
    category="Technology",
)


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_what_is_right_has_no_fault(format: str) -> None:
    assert faults_of(write_feed(FEED, format), format) == []


@pytest.mark.parametrize(
    ("format", "before", "after", "fault"),
    [
        ("atom", "<id>urn:uuid:886", "<id>no iri 886", "id is no absolute IRI"),
        ("atom", "<updated>2030-01-01T", "<updated>2030-13-01T", "no date of RFC 3339"),
        ("atom", 'rel="self"', 'rel="other"', "one self link"),
        ("atom", "<author><name>Ada</name></author>", "<author />", "an author has no name"),
        ("atom", 'length="9"', 'length="-9"', "no length"),
        ("atom", 'type="audio/mpeg"', 'type="mp3"', "no media type"),
        ("atom", "<title>T</title>", "<title> </title>", "is blank"),
        ("atom", "<title>T</title>", "<title>T</title><title>U</title>", "has 2 of"),
        ("atom", "&lt;p&gt;", "&lt;script&gt;", "has a script"),
        ("atom", "&lt;p&gt;", '&lt;a href="/x"&gt;', "relative address"),
        ("atom", "&lt;p&gt;", "\x08", "not well-formed"),
        ("rss", "<title>F</title>", "", "lacks title"),
        ("rss", "Tue, 01 Jan", "Mon, 01 Jan", "no date of RFC 822"),
        ("rss", "GMT</pubDate>", "CET</pubDate>", "no date of RFC 822"),
        ("rss", 'length="9"', 'length=""', "no length"),
        (
            "rss",
            "<enclosure",
            '<enclosure url="https://a.example/2" length="1" type="a/b" /><enclosure',
            "has 2 of",
        ),
        ("rss", ' isPermaLink="false"', "", "guid is no web address"),
        ("rss", "<dc:creator>Ada", "<dc:author>Ada</dc:author><dc:creator>Ada", "does not belong there"),
        ("rss", ' xmlns:media="http://search.yahoo.com/mrss/"', "", "not well-formed"),
        ("rss", 'medium="audio"', 'medium="sound"', "no medium"),
        ("rss", "<itunes:explicit>false", "<itunes:explicit>no", "explicit"),
        ("rss", "<link>https://a.example/1</link>", "<link>/1</link>", "link is no absolute IRI"),
        ("rss", "<rss", "<!DOCTYPE rss><rss", "document type"),
        ("json", '"https://jsonfeed.org/version/1.1"', '"1.1"', "names no version"),
        ("json", '"size_in_bytes":9', '"size_in_bytes":-9', "no length"),
        ("json", '"mime_type":"audio/mpeg"', '"mime_type":""', "no media type"),
        ("json", "2030-01-01T00:00:00Z", "2030-01-01", "no date of RFC 3339"),
        ("json", '"name":"Ada"', '"name":""', "no name"),
        ("json", '"url":"https://a.example/1"', '"url":"/1"', "url is no absolute IRI"),
    ],
)
def test_control_the_checker_finds_what_is_wrong(format: str, before: str, after: str, fault: str) -> None:
    document = write_feed(FEED, format).decode()
    assert before in document, document
    faults = faults_of(document.replace(before, after, 1).encode(), format)
    assert any(fault in each for each in faults), faults


def test_control_two_entries_with_one_id_are_found() -> None:
    twice = evolve(FEED, entries=(ENTRY, ENTRY))
    for format in FORMATS:
        assert any("one" in fault for fault in faults_of(write_feed(twice, format), format)), format


# --- files, in each format --------------------------------------------------------------------------------------------


def test_a_recording_is_the_enclosure_and_all_files_are_media() -> None:
    picture_first = evolve(ENTRY, enclosures=tuple(reversed(ENTRY.enclosures)))
    found = feedparser.parse(write_feed(evolve(FEED, entries=(picture_first,)), "rss"))
    (entry,) = found.entries
    assert [(file.href, file.length, file.type) for file in entry.enclosures] == [
        ("https://a.example/1.mp3", "9", "audio/mpeg")
    ]
    assert [(each["url"], each["filesize"], each["medium"]) for each in entry.media_content] == [
        ("https://a.example/1.png", "8", "image"),
        ("https://a.example/1.mp3", "9", "audio"),
    ]
    assert (entry.itunes_duration, found.feed.itunes_explicit, found.feed.image.href) == (
        "5",
        None,  # what is not explicit
        "https://a.example/logo.png",
    )


def test_atom_has_all_files_as_links() -> None:
    (entry,) = feedparser.parse(write_feed(FEED, "atom")).entries
    assert [(file.href, file.length, file.type) for file in entry.enclosures] == [
        ("https://a.example/1.mp3", "9", "audio/mpeg"),
        ("https://a.example/1.png", "8", "image/png"),
    ]


def test_json_has_attachments_and_the_first_picture() -> None:
    (item,) = json.loads(write_feed(FEED, "json"))["items"]
    assert item["attachments"][0] == {
        "url": "https://a.example/1.mp3",
        "mime_type": "audio/mpeg",
        "size_in_bytes": 9,
        "title": "1.mp3",
        "duration_in_seconds": 5,
    }
    assert item["image"] == "https://a.example/1.png"


def test_only_a_feed_with_recordings_is_a_podcast() -> None:
    without = evolve(FEED, entries=(evolve(ENTRY, enclosures=ENTRY.enclosures[1:]),))
    assert b"itunes" in write_feed(FEED, "rss")
    assert b"itunes" not in write_feed(without, "rss")


def test_a_podcast_of_a_host_has_a_guid_whatever_its_id() -> None:
    named = evolve(FEED, id="tag:a.example,2030:feed")
    assert faults_of(write_feed(named, "rss"), "rss") == []


@pytest.mark.parametrize(
    ("given_url", "shown"),
    [
        ("https://a.example/a b", "https://a.example/a%20b"),
        ("https://a.example/100%", "https://a.example/100%25"),
        ("https://a.example/%41", "https://a.example/%41"),
        ('https://a.example/"<>', "https://a.example/%22%3C%3E"),
        ("https://a.example/\u00e4", "https://a.example/\u00e4"),
        ("https://a.example/\ue000", "https://a.example/%EE%80%80"),
    ],
)
def test_addresses_are_iris(given_url: str, shown: str) -> None:
    assert address(given_url) == shown
