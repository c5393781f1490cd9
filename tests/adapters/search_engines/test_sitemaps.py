"""Sitemaps as Python gives them, and by the contract: valid, bounded, and only of what visitors may read."""

import asyncio
import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from commkit import Kit, NotFound
from commkit.adapters.http import Request, Response, handle, handle_async, make_contract
from commkit.adapters.search_engines import sitemap_index, threads_sitemap
from commkit.aio import AsyncKit
from commkit.communities import UpdateCommunity, UpdateSettings, Visibility
from commkit.crawlers import SetCrawlerPreference
from commkit.events import CreateEvent
from commkit.posts import CreateReply, CreateThread, Post, RemovePost
from commkit.spaces import CreateSpace
from commkit.testing.kits import capture_statements
from tests.adapters.http_client import client_of
from tests.adapters.search_engines.conftest import SITE
from tests.helpers import do, member_id
from tests.sample import OWNER

AT = f"{SITE}/c/town/-/"
NS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def thread(kit: Kit, actor: str = "ada", **fields: Any) -> Post:
    return do(kit, actor, "town", CreateThread(kind="question", title="Why?", body="Tell me.", **fields))


def locations(text: str) -> list[str]:
    root = ET.fromstring(text)  # our own
    return [each.text or "" for each in root.iter(f"{NS}loc")]


def crawl(kit: Kit, **headers: str) -> dict[str, list[str]]:
    """Every sitemap that the index names, by its address, asked from the contract as a crawler does."""
    client = client_of(kit)
    index = client.get("/-/sitemap.xml")
    assert index.status == 200, index.body
    found = {}
    for url in locations(index.body.decode()):
        assert url.startswith(AT)
        path, _, query = url.removeprefix(f"{SITE}/c/town").partition("?")
        answer = client.send("GET", path, query=query)
        assert answer.status == 200, (url, answer.body)
        found[url] = locations(answer.body.decode())
    return found


def all_of(kit: Kit) -> list[str]:
    return sorted(url for urls in crawl(kit).values() for url in urls)


def test_everything_that_a_visitor_may_read_once(kit: Kit) -> None:
    board = do(kit, OWNER, "town", CreateSpace("board", title="Board", purpose="Talk."))
    closed = do(kit, OWNER, "town", CreateSpace("closed", title="Closed", purpose="Talk.", private=True))
    unlisted = do(kit, OWNER, "town", CreateSpace("quiet", title="Quiet", purpose="Talk.", listed=False))
    inside, outside = thread(kit, space=board.id), thread(kit)
    hidden, removed = thread(kit, OWNER, space=closed.id), thread(kit)
    quiet = thread(kit, space=unlisted.id)
    do(kit, OWNER, "town", RemovePost(removed.id, reason="Spam."))
    times = {"local_start": "2026-02-01T18:00", "local_end": "2026-02-01T20:00", "time_zone": "UTC"}
    event = do(
        kit, "bob", "town", CreateEvent(title="Meet", body="Come.", rrule="FREQ=DAILY;COUNT=3", **times)
    )
    found = all_of(kit)
    members = [member_id(kit, key) for key in ("ada", "bob", "eve", OWNER)]
    assert found == sorted(
        [
            f"{SITE}/town",
            f"{SITE}/town/space/{board.id}",
            *(f"{SITE}/town/post/{each.id}" for each in (inside, outside)),
            f"{SITE}/town/event/{event.id}",
            *(f"{SITE}/town/membership/{each}" for each in members),
        ]
    )
    for absent in (hidden, removed, quiet):
        assert str(absent.id) not in str(found)


def test_without_who_wants_no_indexing(kit: Kit) -> None:
    hers, his = thread(kit, "ada"), thread(kit, "bob")
    times = {"local_start": "2026-02-01T18:00", "local_end": "2026-02-01T20:00", "time_zone": "UTC"}
    event = do(kit, "ada", "town", CreateEvent(title="Meet", body="Come.", **times))
    assert str(event.id) in str(all_of(kit)), "control: before"
    do(kit, "ada", "town", SetCrawlerPreference(indexing=False, training=True))
    found = str(all_of(kit))
    assert str(his.id) in found
    for absent in (hers.id, event.id, member_id(kit, "ada")):
        assert str(absent) not in found


def test_the_last_change_is_told(kit: Kit, clock: Any) -> None:
    asked = thread(kit)
    text = "".join(threads_sitemap(kit, "town"))
    assert f"<loc>{SITE}/town/post/{asked.id}</loc><lastmod>2026-01-01T00:00:00+00:00</lastmod>" in text


@pytest.mark.parametrize("size", [1, 2, 5])
def test_an_index_cuts_long_lists(kit: Kit, size: int) -> None:
    made = [thread(kit) for _ in range(5)]
    index = locations("".join(sitemap_index(kit, "town", at=AT, size=size)))
    starts = [url for url in index if "threads" in url]
    assert len(starts) == -(-5 // size)
    found = []
    for url in starts:
        after = re.search(r"after=(.*)", url)
        part = locations("".join(threads_sitemap(kit, "town", after=after[1] if after else None, size=size)))
        assert len(part) <= size
        found += part
    assert found == [f"{SITE}/town/post/{each.id}" for each in made]


def test_a_sitemap_takes_a_statement_for_500_rows(kit: Kit) -> None:
    counts = []
    for _ in range(2):
        for _ in range(4):
            thread(kit)
        "".join(threads_sitemap(kit, "town"))
        with capture_statements(kit) as statements:
            text = "".join(threads_sitemap(kit, "town"))
        counts.append((len(locations(text)), len(statements)))
    assert counts == [(4, 2), (8, 2)], "the look-up of the session, and the list"


def test_conditional_requests_and_whoever_asks_gets_what_visitors_get(kit: Kit) -> None:
    closed = do(kit, OWNER, "town", CreateSpace("closed", title="Closed", purpose="Talk.", private=True))
    thread(kit, OWNER, space=closed.id)
    thread(kit)
    visitor, owner = client_of(kit), client_of(kit, OWNER)
    first = visitor.get("/-/sitemap-threads.xml")
    assert first.header("content-type") == "text/xml; charset=utf-8"
    assert first.header("cache-control") == "public, max-age=0, must-revalidate"
    assert first.header("x-robots-tag") == "noindex"
    assert owner.get("/-/sitemap-threads.xml").body == first.body
    assert "threads.xml?space" not in owner.get("/-/sitemap.xml").body.decode()
    tag = first.header("etag") or ""
    again = visitor.get("/-/sitemap-threads.xml", headers={"if-none-match": tag})
    assert (again.status, again.body) == (304, b"")
    thread(kit)
    later = client_of(kit)  # another process: this one keeps it for a minute
    assert later.get("/-/sitemap-threads.xml", headers={"if-none-match": tag}).status == 200


def test_beside_an_event_loop_it_is_the_same(kit: Kit) -> None:
    thread(kit)
    contract = make_contract(kit)
    request = Request("GET", "/town/-/sitemap-threads.xml", base="/c")

    async def ask_beside() -> Response:
        async with AsyncKit(kit) as akit:
            return await handle_async(contract, akit, request, None)

    assert asyncio.run(ask_beside()) == handle(contract, request, None)


def test_there_is_none_of_what_visitors_must_not_find(kit: Kit) -> None:
    thread(kit)
    do(kit, OWNER, "town", UpdateSettings("crawlers", {"indexing": False}))
    visitor = client_of(kit)
    for path in (
        "/-/sitemap.xml",
        "/-/sitemap-threads.xml",
        "/-/sitemap-members.xml",
        "/-/sitemap-events.xml",
    ):
        assert visitor.get(path).status == 404, path
    with pytest.raises(NotFound):
        sitemap_index(kit, "town", at=AT)
    do(kit, OWNER, "town", UpdateSettings("crawlers", {"indexing": True}))
    do(kit, OWNER, "town", UpdateCommunity(version=3, visibility=Visibility.SECRET))
    secret, absent = visitor.get("/-/sitemap.xml"), client_of(kit).get("//nowhere/-/sitemap.xml")
    assert (secret.status, secret.body) == (absent.status, absent.body)


def test_faults_in_addresses(kit: Kit) -> None:
    client = client_of(kit)
    assert client.get("/-/sitemap-threads.xml", after="nonsense").status == 422
    assert client.get("/-/sitemap-threads.xml", space="nonsense").status == 422
    assert client.get("/-/sitemap-threads.xml", limit="5").status == 400
    assert client.post("/-/sitemap.xml").status == 405


def test_a_reply_changes_nothing_but_the_time(kit: Kit) -> None:
    asked = thread(kit)
    before = all_of(kit)
    do(kit, "bob", "town", CreateReply(asked.id, "So.", kind="answer"))
    assert all_of(kit) == before
