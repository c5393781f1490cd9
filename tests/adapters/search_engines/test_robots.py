"""What crawlers are asked in heads, headers and robots.txt."""

from uuid import uuid4

import pytest
from attrs import evolve

from commkit import Kit
from commkit.adapters.search_engines import (
    CrawledCommunity,
    crawler_headers,
    place_of,
    robots_meta,
    robots_txt,
    thread_rules,
)
from commkit.communities import ReadCommunity, Site
from commkit.crawlers import CrawlerRules, SetCrawlerPreference
from commkit.posts import CreateReply, CreateThread, ViewThread
from tests.adapters.search_engines.conftest import link
from tests.helpers import ask, do


@pytest.mark.parametrize(
    ("rules", "meta", "headers"),
    [
        (CrawlerRules(), "", {}),
        (CrawlerRules(indexing=False), "noindex", {"X-Robots-Tag": "noindex"}),
        (
            CrawlerRules(training=False),
            "noai, noimageai",
            {"X-Robots-Tag": "noai, noimageai", "Content-Usage": "train-ai=n"},
        ),
        (
            CrawlerRules(indexing=False, training=False),
            "noindex, noai, noimageai",
            {"X-Robots-Tag": "noindex, noai, noimageai", "Content-Usage": "train-ai=n"},
        ),
    ],
)
def test_head_and_headers_say_the_same(rules: CrawlerRules, meta: str, headers: dict[str, str]) -> None:
    assert robots_meta(rules) == (f'<meta name="robots" content="{meta}">' if meta else "")
    assert dict(crawler_headers(rules)) == headers


def test_a_thread_asks_for_who_began_it_and_all_who_wrote(kit: Kit) -> None:
    thread = do(kit, "ada", "town", CreateThread(kind="question", title="Why?", body="I ask."))
    do(kit, "bob", "town", CreateReply(thread.id, "So.", kind="answer"))
    page = ask(kit, None, "town", ViewThread(thread.id))
    assert ask(kit, None, "town", thread_rules(page)) == CrawlerRules()
    do(kit, "bob", "town", SetCrawlerPreference(indexing=False, training=False))
    assert ask(kit, None, "town", thread_rules(page)) == CrawlerRules(indexing=True, training=False)
    do(kit, "ada", "town", SetCrawlerPreference(indexing=False, training=True))
    assert ask(kit, None, "town", thread_rules(page)) == CrawlerRules(indexing=False, training=False)


def test_robots_txt(kit: Kit) -> None:
    town = place_of(kit, ask(kit, None, "town", ReadCommunity()))
    other = evolve(town, community=evolve(town.community, id=uuid4(), slug="city"))
    text = robots_txt(
        [
            CrawledCommunity(town, CrawlerRules(training=False), "https://example.org/c/town/-/sitemap.xml"),
            CrawledCommunity(other, CrawlerRules(indexing=False), "https://example.org/c/city/-/sitemap.xml"),
        ]
    )
    assert text == (
        "User-agent: *\nContent-Usage: /town train-ai=n\n\nSitemap: https://example.org/c/town/-/sitemap.xml\n"
    )
    assert "Disallow" not in text, "what may not be read does not tell its noindex"


def test_robots_txt_of_nothing_to_ask(kit: Kit) -> None:
    town = place_of(kit, ask(kit, None, "town", ReadCommunity()))
    homeless = evolve(town, site=Site(base_url="https://example.org/"))
    assert robots_txt([]) == ""
    assert robots_txt([CrawledCommunity(homeless, CrawlerRules(training=False))]) == ""
    assert link("town", "Community", uuid4()) == "/town"
