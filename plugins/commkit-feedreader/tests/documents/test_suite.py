"""Every file of feedparser's own suite of feeds, read in place: what it expects of the fields that are read here."""

import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from attrs import frozen

from commkit_feedreader.documents.policy import read_document
from commkit_feedreader.documents.records import FeedUnreadable, SourceFeed, SourceText
from commkit_feedreader.entries.importing.policy import clean_body, clean_summary, clean_title
from tests.feed_expectations import Expectation, expectations_of, field_of, headers_of, holds, source_of

pytestmark = pytest.mark.shared

HOME = "http://127.0.0.1:8097/"
"""Where the suite would serve its files."""

REFUSED = {
    "illformed/rss_empty_document.xml": "feedreader.not_a_feed",  # it is empty
    "wellformed/rdf/doctype_contains_entity_decl.xml": "feedreader.entities",
    "wellformed/rss/entity_in_doctype.xml": "feedreader.entities",
} | {
    f"wellformed/cdf/channel_{name}.xml": "feedreader.not_a_feed"  # CDF is not supported
    for name in (
        "abstract_map_description",
        "abstract_map_tagline",
        "href_map_link",
        "href_map_links",
        "lastmod",
        "lastmod_parsed",
        "title",
    )
}
"""The files that are no feed here, with the code of the error."""


@frozen
class File:
    name: str
    feed: SourceFeed | str
    expected: tuple[Expectation, ...]


def read(data: bytes, name: str) -> File:
    text = source_of(data)
    headers = headers_of(text)
    url = urljoin(HOME + name, headers.pop("content-location", ""))
    if not url.startswith("http"):
        url = HOME + name
    expected = tuple(expectations_of(text))
    try:
        return File(name, read_document(data, url=url, headers=headers), expected)
    except FeedUnreadable as error:
        return File(name, error.code, expected)


@pytest.fixture(scope="module")
def files(shared_data: Path) -> list[File]:
    with zipfile.ZipFile(shared_data / "feeds" / "feedparser-suite.zip") as archive:
        return [read(archive.read(name), name) for name in archive.namelist() if not name.endswith("/")]


def test_every_file_is_read_or_refused_for_a_reason(files: list[File]) -> None:
    assert len(files) == 1851
    assert {file.name: file.feed for file in files if isinstance(file.feed, str)} == REFUSED


def judged(files: list[File]) -> Iterator[tuple[str, File]]:
    """Each file that expects something of a title, a link, an id or a date, with what is to say about it."""
    for file in files:
        if not file.expected:
            continue
        if isinstance(file.feed, str):
            yield file.feed, file
        elif all(holds(file.feed, each) for each in file.expected):
            yield "holds", file
        elif all(holds(file.feed, each) or is_cleaned(file.feed, each) for each in file.expected):
            yield "holds once it is cleaned", file
        else:
            yield "does not hold", file


def is_cleaned(feed: SourceFeed, expected: Expectation) -> bool:
    """Whether a title that the suite expects with its own sanitizer's HTML is the same plain text here."""
    found = field_of(feed, expected)
    return (
        expected.field == "title"
        and isinstance(found, SourceText)
        and clean_title(found) == clean_title(SourceText(expected.value, html=True))
    )


def test_titles_links_ids_and_dates_are_as_the_suite_expects(files: list[File]) -> None:
    found = list(judged(files))
    assert Counter(outcome for outcome, _ in found) == COUNTS
    assert {file.name for outcome, file in found if outcome == "does not hold"} == set(OTHERWISE)
    by_field = Counter(each.field for _, file in found for each in file.expected)
    assert by_field == FIELDS


COUNTS = {
    "holds": 239,
    "holds once it is cleaned": 74,
    "does not hold": 9,
    "feedreader.not_a_feed": 4,
    "feedreader.entities": 1,
}
FIELDS = {"title": 235, "link": 39, "id": 26, "updated": 21, "published": 12}
_RAW_ID = "an id is kept as it is written: one made absolute would change when the feed moves"
OTHERWISE = {
    "wellformed/base/http_entry_id_base_content_location.xml": _RAW_ID,
    "wellformed/base/http_entry_id_base_docuri.xml": _RAW_ID,
    "wellformed/base/http_feed_id_base_content_location.xml": _RAW_ID,
    "wellformed/base/http_feed_id_base_docuri.xml": _RAW_ID,
    "wellformed/sanitize/entry_title_object.xml": "what follows an object that is never closed goes with it",
    "wellformed/sanitize/feed_title_object.xml": "what follows an object that is never closed goes with it",
    "wellformed/sanitize/entry_title_crazy.xml": "other parts of malformed HTML are taken for text",
    "wellformed/sanitize/feed_title_crazy.xml": "other parts of malformed HTML are taken for text",
    "wellformed/sanitize/xml_malicious_comment.xml": "what follows a comment that is never closed goes with it",
}
"""The files of which something does not hold, and why."""


def test_nothing_of_the_suite_comes_out_unsanitized(files: list[File]) -> None:
    """745 of its files try to get something past a sanitizer."""
    for file in files:
        for entry in () if isinstance(file.feed, str) else file.feed.entries:
            html = clean_body(entry.text, link="https://example.org/", feed_title="Example").lower()
            for tag in (
                "<script",
                "<iframe",
                "<object",
                "<embed",
                "<style",
                "<form",
                "<link",
                "<meta",
                "<svg",
            ):
                assert tag not in html, file.name
            for attribute in (
                " onclick=",
                " onload=",
                " onerror=",
                " style=",
                'href="javascript',
                'src="data',
            ):
                assert attribute not in html, file.name
            assert "\n" not in clean_title(entry.title) + clean_summary(entry.text)
