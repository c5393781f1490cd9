"""Documents are read whatever they look like, and what could do harm is refused."""

import json
import tracemalloc
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit_feedreader.documents.guards.policy import MAX_DEPTH, MAX_ELEMENTS
from commkit_feedreader.documents.policy import read_document
from commkit_feedreader.documents.records import FeedUnreadable, SourceFeed, SourceText
from commkit_feedreader.entries.importing.policy import candidates, clean_body, clean_summary, clean_title
from tests.feed_sites import item, rss

URL = "https://gazette.example/feed/all.xml"


def read(body: bytes, **options: Any) -> SourceFeed:
    return read_document(body, url=URL, headers=options.pop("headers", {}), **options)


RSS_091 = b'<rss version="0.91"><channel><title>T</title><item><title>A</title><link>/a</link></item></channel></rss>'
RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://gazette.example/"><title>T</title></channel>
 <item rdf:about="https://gazette.example/a"><title>A</title><link>https://gazette.example/a</link>
 <dc:date>2026-03-02T10:00:00+01:00</dc:date></item></rdf:RDF>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://gazette.example/"><title type="html">T</title>
 <entry><id>tag:a</id><title>A</title><link href="a"/><updated>2026-03-02T09:00:00Z</updated>
 <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Hi <script>x()</script></p></div></content>
 </entry></feed>"""
ATOM_03 = b"""<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>T</title><entry><title>A</title><id>tag:a</id>
 <link rel="alternate" type="text/html" href="https://gazette.example/a"/>
 <issued>2026-03-02T09:00:00Z</issued></entry></feed>"""
JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "T",
    "home_page_url": "https://gazette.example/",
    "items": [
        {
            "id": 7,
            "url": "/a",
            "title": "A",
            "content_html": "<b>Hi</b>",
            "date_published": "2026-03-02T10:00:00+01:00",
        }
    ],
}


UTF_16 = rss(item("A", link="/a"), title="T").decode().replace("?>", ' encoding="utf-16"?>').encode("utf-16")


@pytest.mark.parametrize(
    ("format", "body", "dated"),
    [
        ("rss091u", RSS_091, False),
        ("rss10", RDF, True),
        ("atom10", ATOM, True),
        ("atom03", ATOM_03, True),
        ("json11", json.dumps(JSON).encode(), True),
        ("json11", json.dumps(JSON).encode("utf-16"), True),
        ("json11", b"\xef\xbb\xbf" + json.dumps(JSON).encode(), True),
        ("rss20", rss(item("A", datetime(2026, 3, 2, 9, tzinfo=UTC), link="../a"), title="T"), True),
        ("rss20", UTF_16, False),
    ],
)  # fmt: skip
def test_all_formats_are_read(format: str, body: bytes, dated: bool) -> None:
    feed = read(body)
    (entry,) = feed.entries
    assert (feed.format, feed.title.value, entry.title.value) == (format, "T", "A")
    assert entry.link == "https://gazette.example/a"
    at = entry.published or entry.updated
    assert at == (datetime(2026, 3, 2, 9, tzinfo=UTC) if dated else None)


@pytest.mark.parametrize(
    "found",
    [
        [],
        {},
        {"version": 1, "items": []},
        {"version": "https://jsonfeed.org/version/2", "items": []},
        {"version": "https://jsonfeed.org/version/1", "items": {}},
    ],
)
def test_json_that_is_no_feed(found: Any) -> None:
    with pytest.raises(FeedUnreadable) as caught:
        read(json.dumps(found).encode())
    assert caught.value.code == "feedreader.not_a_feed"


def test_items_of_json_hold_anything() -> None:
    odd = [
        1,
        None,
        {},
        {"id": True},
        {"id": 10**400},
        {"id": 1.5, "url": "http://["},
        {"title": 1, "content_text": []},
    ]
    dates = [
        {"id": str(n), "date_published": text}
        for n, text in enumerate(("", "soon", "0001-01-01T00:00:00+14:00"))
    ]
    feed = read(json.dumps({**JSON, "items": [*odd, *dates]}).encode())
    assert [entry.id for entry in feed.entries] == ["", "", "", "1.5", "", "0", "1", "2"]
    assert all(entry.published is None for entry in feed.entries)
    with pytest.raises(FeedUnreadable) as caught:
        read(json.dumps(JSON).encode()[:-5], cut=True)
    assert caught.value.code == "feedreader.too_large"
    with pytest.raises(FeedUnreadable):
        read(b'{"version": ' + b"[" * 200_000)


BOMB = b'<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
EXTERNAL = b'<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
PARAMETER = b'<!DOCTYPE rss [<!ENTITY % a SYSTEM "http://127.0.0.1/x"> %a;]>'
USED = b"<rss version='2.0'><channel><item><title>&a;</title></item></channel></rss>"


@pytest.mark.parametrize(
    "declared", [BOMB, EXTERNAL, PARAMETER, b"<!-- <a> -->" + BOMB, b"<?x <a> ?>" + EXTERNAL]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32", "utf-7", "cp037"])
@pytest.mark.parametrize("end", [b"", b"<unclosed"])
def test_documents_that_declare_entities_are_refused(declared: bytes, encoding: str, end: bytes) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>' + (declared + USED + end).decode()
    with pytest.raises(FeedUnreadable) as caught:
        read(text.encode(encoding))
    assert caught.value.code in ("feedreader.entities", "feedreader.not_a_feed")
    assert caught.value.code == "feedreader.entities" or encoding == "utf-7"


def test_an_external_document_type_is_not_fetched_and_its_entities_are_not_known() -> None:
    head = (
        b'<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://127.0.0.1:1/rss.dtd">'
    )
    (entry,) = read(
        head + b"<rss version='0.91'><channel><item><title>A &eacute; B</title></item></channel></rss>"
    ).entries
    assert entry.title.value.startswith("A")
    assert entry.title.value.endswith("B")


def test_a_declaration_that_is_only_a_text_is_no_declaration() -> None:
    (entry,) = read(rss(item("A", id="1", text="<!ENTITY a 'b'>"))).entries
    assert "ENTITY" in entry.text.value


def test_of_a_huge_feed_the_first_entries_are_read_and_memory_is_bounded() -> None:
    items = "".join(f"<item><title>{n}</title><guid>{n}</guid></item>" for n in range(200_000))
    body = rss(items)
    read(rss(item("A")))  # the library is loaded
    tracemalloc.start()
    try:
        feed = read(body)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (len(feed.entries), feed.cut, feed.entries[-1].title.value) == (1_000, True, "999")
    assert peak < 4 * len(body)


@pytest.mark.parametrize("well_formed", [True, False])
@pytest.mark.parametrize("at", [1_000, 1_010, 1_030, 1_057])
def test_of_a_cut_document_the_entries_that_are_whole_are_read(well_formed: bool, at: int) -> None:
    broken = "" if well_formed else "<p>&nbsp;<br>"
    body = rss(broken, *(item(f"Number {n}", id=f"{n}") for n in range(100)))[:at]
    feed = read(body, cut=True)
    assert feed.cut
    assert 3 < len(feed.entries) < 20
    assert [(entry.id, entry.title.value) for entry in feed.entries] == [
        (f"{n}", f"Number {n}") for n in range(len(feed.entries))
    ]


@pytest.mark.parametrize(
    "body",
    [
        b"<rss>" + b"<a>" * (MAX_DEPTH + 1) + b"</a>" * (MAX_DEPTH + 1) + b"</rss>",
        b"<rss>" + b"<a/>" * (MAX_ELEMENTS + 1) + b"</rss>",
        b"<rss><a " + b" ".join(b'a%d=""' % n for n in range(MAX_ELEMENTS + 1)) + b"/></rss>",
        b"<rss>" + b"<a" * (MAX_ELEMENTS + 1),
        b"<rss><item>" + b"<!--" * 150_000,
        b"<!--" * 150_000 + b"<rss>",
        b"<rss><item>" + b"<![CDATA[" * 100_000,
        b"<rss><item>" + b"<?" * 150_000,
    ],
)
def test_what_is_too_complex_is_refused(body: bytes) -> None:
    with pytest.raises(FeedUnreadable) as caught:
        read(body)
    assert caught.value.code == "feedreader.too_complex"


@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"<rss><channel><item>", b"<feed><entry><title>", b'{"version":']),
)
def test_whatever_it_is_it_is_read_or_refused(body: bytes, head: bytes) -> None:
    try:
        feed = read(head + body)
    except FeedUnreadable:
        return
    for candidate in candidates(feed.entries):
        text = candidate.source.text
        assert len(clean_title(candidate.source.title)) <= 300
        assert len(clean_summary(text)) <= 500
        assert len(clean_body(text, link="", feed_title="")) <= 40_000


@pytest.mark.shared
def test_hostile_markup_of_real_collections_comes_out_harmless(shared_data: Path) -> None:
    """Each is the title, the link and the text of an entry."""
    texts: list[str] = []
    for name in ("blns", "dompurify", "h5sc"):
        found = json.loads((shared_data / "hostile" / f"{name}.json").read_text())
        texts += _texts(found)
    assert len(texts) > 700
    for start in range(0, len(texts), 500):
        some = texts[start : start + 500]
        items = [
            {"id": str(n), "title": text, "content_html": text, "url": text} for n, text in enumerate(some)
        ]
        feed = read(json.dumps({**JSON, "items": items}).encode())
        assert len(feed.entries) == len(some)
        for entry in feed.entries:
            _check_harmless(clean_body(entry.text, link="", feed_title=entry.title.value))
            assert len(clean_title(SourceText(entry.title.value, html=True)).splitlines()) <= 1


def _texts(found: Any) -> list[str]:
    if isinstance(found, str):
        return [found]
    parts = found.values() if isinstance(found, dict) else found if isinstance(found, list) else ()
    return [text for part in parts for text in _texts(part)]


DANGEROUS = frozenset(
    ["script", "style", "iframe", "object", "embed", "svg", "math", "form", "input", "base", "meta", "link"]
)


def _check_harmless(html: str) -> None:
    class Check(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            assert tag not in {
                "script",
                "style",
                "iframe",
                "object",
                "embed",
                "svg",
                "math",
                "form",
                "input",
                "base",
            }, html
            for name, value in attrs:
                assert not name.startswith("on"), html
                assert name != "style", html
                if name in ("href", "src"):
                    assert (value or "").lower().startswith(("https:", "http:", "mailto:")), html

    Check().feed(html)
