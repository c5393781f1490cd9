"""What sitemaps cost whoever serves them: as many statements whatever there is, and few while one is kept."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from time import sleep
from typing import Any

import pytest

from commkit import Kit
from commkit.adapters.http import kept_sitemaps
from commkit.adapters.http.kept_sitemaps import KeptSitemaps
from commkit.adapters.search_engines import events_sitemap, sitemap_index
from commkit.communities import UpdateCommunity, UpdateSettings, Visibility
from commkit.crawlers import SetCrawlerPreference
from commkit.events import CreateEvent
from commkit.members import JoinCommunity
from commkit.posts import CreateThread
from commkit.spaces import CreateSpace
from commkit.testing.kits import capture_statements
from tests.adapters.http_client import client_of
from tests.helpers import do
from tests.sample import OWNER, create_community

INDEX, THREADS = "/-/sitemap.xml", "/-/sitemap-threads.xml"
TIMES = {"local_start": "2026-02-01T18:00", "local_end": "2026-02-01T20:00", "time_zone": "UTC"}


def thread(kit: Kit, actor: str = "ada", **fields: Any) -> Any:
    return do(kit, actor, "town", CreateThread(kind="question", title="Why?", body="Tell me.", **fields))


def costs_of(kit: Kit, read: Callable[[], object]) -> int:
    """The statements of a reading, once they have been compiled."""
    read()
    with capture_statements(kit) as statements:
        read()
    return len(statements)


def test_an_index_costs_the_same_however_many_spaces_there_are(kit: Kit) -> None:
    costs, sizes = [], []
    for number in range(6):
        space = do(kit, OWNER, "town", CreateSpace(f"s{number}", title=f"S {number}", purpose="Talk."))
        for _ in range(2):
            thread(kit, space=space.id)
        costs.append(costs_of(kit, lambda: "".join(sitemap_index(kit, "town", at="https://x/", size=1))))
        sizes.append("".join(sitemap_index(kit, "town", at="https://x/", size=1)).count("threads.xml"))
    assert sizes == [2, 4, 6, 8, 10, 12], "the control: there is more of it"
    assert costs == [costs[0]] * 6
    assert costs[0] <= 8


def test_events_cost_the_same_however_many_hosts_they_have(kit: Kit) -> None:
    costs, sizes = [], []
    for number in range(8):
        host = f"host-{number}"
        do(kit, host, "town", JoinCommunity())
        do(kit, host, "town", CreateEvent(title="Meet", body="Come.", **TIMES))
        costs.append(costs_of(kit, lambda: "".join(events_sitemap(kit, "town"))))
        sizes.append("".join(events_sitemap(kit, "town")).count("<url>"))
    do(kit, "host-3", "town", SetCrawlerPreference(indexing=False, training=True))
    assert "".join(events_sitemap(kit, "town")).count("<url>") == 7
    assert sizes == list(range(1, 9)), "the control"
    assert costs == [costs[0]] * 8


@pytest.fixture
def moment(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What the monotonic clock says to what is kept."""
    now = [1_000.0]
    monkeypatch.setattr(kept_sitemaps, "monotonic", lambda: now[0])
    return now


def test_who_asks_again_gets_what_is_kept_for_a_minute(kit: Kit, moment: list[float]) -> None:
    thread(kit)
    client = client_of(kit)
    for path in (INDEX, THREADS, "/-/sitemap-members.xml", "/-/sitemap-events.xml", "/-/sitemap-pages.xml"):
        with capture_statements(kit) as first:
            made = client.get(path).body
        with capture_statements(kit) as later:
            assert client.get(path).body == made
        assert len(later) == 1 < len(first), "only whether visitors may have it"
    before = client.get(THREADS).body
    thread(kit)
    assert client.get(THREADS).body == before
    moment[0] += kept_sitemaps.KEPT_FOR
    assert client.get(THREADS).body.count(b"<url>") == 2


def test_an_id_has_one_sitemap_however_it_is_written(kit: Kit, moment: list[float]) -> None:
    space = do(kit, OWNER, "town", CreateSpace("board", title="Board", purpose="Talk."))
    thread(kit, space=space.id)
    client = client_of(kit)
    asked = client.get(THREADS, space=str(space.id)).body
    with capture_statements(kit) as statements:
        assert client.get(THREADS, space=str(space.id).upper()).body == asked
    assert len(statements) == 1
    assert client.get(THREADS).body != asked


@pytest.mark.parametrize("how", ["secret", "private", "unlisted"])
def test_what_visitors_may_have_no_more_is_not_given_though_it_is_kept(
    kit: Kit, moment: list[float], how: str
) -> None:
    thread(kit)
    client = client_of(kit)
    assert client.get(THREADS).status == 200, "control"
    if how == "unlisted":
        do(kit, OWNER, "town", UpdateSettings("crawlers", {"indexing": False}))
    else:
        do(kit, OWNER, "town", UpdateCommunity(version=1, visibility=Visibility(how)))
    for path in (THREADS, INDEX):
        assert client.get(path).status in (401, 404)


def test_communities_have_nothing_in_common(kit: Kit, moment: list[float]) -> None:
    create_community(kit, "city", members=("ada",))
    thread(kit)
    client = client_of(kit)
    assert client.get("//town" + THREADS).body.count(b"<url>") == 1
    assert client.get("//city" + THREADS).body.count(b"<url>") == 0
    assert b"/town/-/" not in client.get("//city" + INDEX).body


def test_faults_are_not_kept(moment: list[float]) -> None:
    kept = KeptSitemaps()

    def fail() -> bytes:
        raise ValueError("failed")

    for _ in range(2):
        with pytest.raises(ValueError, match="failed"):
            kept.ask("a", fail)
    assert not kept._kept
    assert kept.ask("a", lambda: b"made") == b"made"
    assert kept.ask("a", fail) == b"made"
    moment[0] += kept_sitemaps.KEPT_FOR
    with pytest.raises(ValueError, match="failed"):
        kept.ask("a", fail)
    assert not kept._kept


def test_few_are_kept_and_those_that_are_asked_for(
    moment: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, made = KeptSitemaps(), []

    def make(key: int, size: int = 1) -> None:
        kept.ask(key, lambda: made.append(key) or b"x" * size)  # type: ignore[func-returns-value]

    for key in range(200):
        make(0)
        make(key)
    assert len(kept._kept) == kept_sitemaps.MAX_KEPT
    assert made == list(range(200)), "the first was asked for all the time, and stayed"
    monkeypatch.setattr(kept_sitemaps, "MAX_BYTES", 1_000)
    for key in range(200, 220):
        make(key, 300)
    assert sum(len(each.body or b"") for each in kept._kept.values()) <= 1_000
    make(300, 2_000)
    assert sum(len(each.body or b"") for each in kept._kept.values()) <= 1_000
    moment[0] += kept_sitemaps.KEPT_FOR
    make(301)
    assert list(kept._kept) == [301], "what is too old goes"


def test_one_makes_what_many_ask_for_and_others_wait_for_nobody() -> None:
    kept, made, all_here, goes_on = KeptSitemaps(), [], Barrier(8), Event()

    def make() -> bytes:
        made.append(1)
        goes_on.wait(10)
        return b"made"

    def ask() -> bytes:
        all_here.wait()
        return kept.ask("a", make)

    with ThreadPoolExecutor(8) as threads:
        asked = [threads.submit(ask) for _ in range(8)]
        while not made:
            sleep(0.01)
        assert kept.ask("b", lambda: b"another") == b"another"
        assert not any(each.done() for each in asked), "the control: it is being made"
        goes_on.set()
        assert [each.result() for each in asked] == [b"made"] * 8
    assert len(made) == 1
