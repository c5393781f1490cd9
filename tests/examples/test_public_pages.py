"""What the shops of `examples/` tell crawlers, previews of links, feed readers and calendars; over HTTP."""

import json
import re
from html import unescape
from uuid import uuid4
from xml.etree import ElementTree as ET

import pytest
from httpx2 import Response

from tests.examples.shops import Browser, RunningShop, thread_of

pytestmark = pytest.mark.slow
HIDDEN = {"fastapi": "Frost on Friday", "flask": "Price list for May", "django": "My saddle has a torn rivet"}
"""Threads that visitors may not read."""


def head_of(page: Response) -> dict[str, str]:
    """What the head of a page says, by name, property or relation."""
    found = re.findall(
        r'<(?:meta|link) (?:name|property|rel)="([^"]+)" (?:content|href)="([^"]*)"', page.text
    )
    return {name: unescape(value) for name, value in found}


def threads_on(page: Response) -> list[str]:
    return re.findall(r'href="(/help/[0-9a-f-]{36})"', page.text)


def command(shop: RunningShop, somebody: Browser, path: str, **fields: object) -> None:
    """Send a command as a page of the shop would."""
    token = {"Origin": shop.url, "X-CSRFToken": somebody.client.cookies.get("csrftoken", "")}
    answer = somebody.client.post(f"/c/help/{path}", json=fields, headers=token)
    assert answer.is_success, answer.text


def ask(shop: RunningShop, somebody: Browser, title: str) -> str:
    return thread_of(somebody.send("/help", {"title": title, "body": "Well?", **shop.shop.question}))


def test_a_thread_tells_visitors_what_it_is(shop: RunningShop) -> None:
    asker, visitor = shop.newcomer("Anna"), shop.visitor()
    thread = ask(shop, asker, 'Question "30" </script>')
    asker.send(thread, {"body": "Nobody? Then I."}, to=f"{thread}/reply")
    page = visitor.get(thread)
    head = head_of(page)
    assert head["canonical"] == head["og:url"] == f"{shop.url}{thread}"
    assert head["og:title"] == 'Question "30" </script>'
    assert head["og:type"] == "article"
    assert head["description"] == "Well?"
    assert "robots" not in head
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.text)
    data = json.loads(text)
    assert data["@type"] == "QAPage"
    assert data["mainEntity"]["name"] == 'Question "30" </script>'
    (answer,) = data["mainEntity"]["suggestedAnswer"]
    assert answer["text"].strip() == "Nobody? Then I."
    led = visitor.get(answer["url"].removeprefix(shop.url))
    assert (led.status_code, led.url.path) == (200, thread), "the address of a reply leads to its thread"
    seen = asker.get(thread)
    assert "ld+json" not in seen.text, "crawlers do not sign in"


def test_lists_tell_what_they_are(shop: RunningShop) -> None:
    head = head_of(shop.visitor().get("/help"))
    assert head["canonical"] == f"{shop.url}/help"
    assert head["og:type"] == "website"
    assert head["description"]
    assert "canonical" not in head_of(shop.newcomer("Bert").get("/help"))


def test_what_members_ask_of_crawlers_is_passed_on(shop: RunningShop) -> None:
    shy, visitor = shop.newcomer("Cleo"), shop.visitor()
    thread, other = ask(shop, shy, "Question 31"), ask(shop, shop.newcomer("Dora"), "Question 32")
    command(shop, shy, "crawlers/set-crawler-preference", indexing=False, training=False)
    page = visitor.get(thread)
    assert head_of(page)["robots"] == page.headers["x-robots-tag"] == "noindex, noai, noimageai"
    assert page.headers["content-usage"] == "train-ai=n"
    listed = visitor.get("/help")
    assert head_of(listed)["robots"] == listed.headers["x-robots-tag"] == "noai, noimageai"
    assert visitor.get("/").headers["content-usage"] == "train-ai=n", "she is quoted there, too"
    assert "x-robots-tag" not in visitor.get(other).headers, "the control: who said nothing"
    ask(shop, shop.newcomer("Egon"), "Question 33")
    if shop.shop.name == "flask":
        assert "x-robots-tag" not in visitor.get("/brews").headers
        brew = {"dose": "16", "water": "260", "seconds": "170", "note": "Mine"}
        shy.send("/brews", brew)
        assert visitor.get("/brews").headers["x-robots-tag"] == "noai, noimageai"


def test_crawlers_find_every_page_by_robots_txt(shop: RunningShop) -> None:
    visitor, owner = shop.visitor(), shop.signed_in(shop.shop.people[0])
    robots = visitor.get("/robots.txt")
    assert robots.headers["content-type"].startswith("text/plain")
    (index,) = re.findall(r"^Sitemap: (.+)$", robots.text, re.MULTILINE)
    found: list[str] = []
    for at in locations(visitor.get(index)):
        found += locations(visitor.get(at))
    assert f"{shop.url}/help" in found
    threads = threads_on(visitor.get("/help"))
    indexed = [each for each in threads if "noindex" not in visitor.get(each).headers.get("x-robots-tag", "")]
    assert indexed
    assert {f"{shop.url}{thread}" for thread in indexed} <= set(found)
    for address in found:
        page = visitor.client.get(address, follow_redirects=False)
        assert page.status_code == 200, address
        assert head_of(page)["canonical"] == address
    (hidden,) = re.findall(
        rf'href="(/help/[0-9a-f-]{{36}})">{HIDDEN[shop.shop.name]}', owner.get("/help").text
    )
    assert f"{shop.url}{hidden}" not in found


def locations(answer: Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [each.text or "" for each in ET.fromstring(answer.content).iter() if each.tag.endswith("}loc")]


def addresses_on(page: Response) -> dict[str, str]:
    """The addresses that the page of feeds names, by what they are; of several the last."""
    found = re.findall(r'<dt>([^<]+)</dt><dd><a href="([^"]+)"', page.text)
    return {label: unescape(url) for label, url in found}


def test_visitors_follow_by_feed_and_calendar(shop: RunningShop) -> None:
    visitor = shop.visitor()
    page = visitor.get("/follow")
    kinds = {label: visitor.get(url).headers["content-type"] for label, url in addresses_on(page).items()}
    assert {label: kind.partition(";")[0] for label, kind in kinds.items()} == {
        "Atom": "application/atom+xml",
        "RSS": "application/rss+xml",
        "JSON Feed": "application/feed+json",
        "Calendar": "text/calendar",
    }
    calendar = visitor.get(addresses_on(page)["Calendar"]).text
    (title,) = set(re.findall(r"<h3>([^<]+)</h3>", page.text))
    assert f"SUMMARY:{title}" in calendar
    thread = threads_on(visitor.get("/help"))[0]
    for path in ("/", "/help", thread):
        named = re.findall(
            r'<link rel="alternate" type="application/atom\+xml" [^>]*href="([^"]+)"', visitor.get(path).text
        )
        assert len(named) == (2 if path == thread else 1)
        assert all(visitor.get(each).status_code == 200 for each in named)


def test_members_make_and_end_addresses_of_their_own(shop: RunningShop) -> None:
    owner = shop.signed_in(shop.shop.people[0])
    page = owner.send("/follow", {"label": "My <watch>"})
    assert page.headers["cache-control"] == "no-store"
    atom = addresses_on(page)["Atom"]
    secret = atom.partition("token=")[2]
    reader = shop.visitor()
    assert HIDDEN[shop.shop.name] in reader.get(atom).text
    assert HIDDEN[shop.shop.name] not in reader.get(atom.partition("?")[0]).text, (
        "the control: without the token"
    )
    assert reader.get(addresses_on(page)["Calendar"]).status_code == 200
    later = owner.get("/follow")
    assert "My &lt;watch&gt;" in later.text
    assert secret not in later.text, "it is told once"
    console = (shop.folder / "console.log").read_text()
    assert secret not in console
    if shop.shop.name != "fastapi":  # which logs no requests
        assert "token=[redacted]" in console, "the control: requests are logged"
    tokens = re.findall(r'name="token" value="([^"]+)"', later.text)
    assert len(tokens) == 1
    other = shop.newcomer("Fritz")
    other.send("/follow", {"token": tokens[0]}, to="/follow/end")
    assert reader.get(atom).status_code == 200, "somebody else ended it"
    owner.send("/follow", {"token": tokens[0]}, to="/follow/end")
    assert reader.get(atom).status_code == 404
    assert "watch" not in owner.get("/follow").text


def test_visitors_make_no_addresses(shop: RunningShop) -> None:
    before = shop.count("commkit_feed_token")
    visitor = shop.visitor()
    assert "Make private addresses" not in visitor.get("/follow").text
    token = dict(re.findall(r'name="(csrf\w+)" value="([^"]+)"', visitor.get("/sign-in").text))
    visitor.client.post("/follow", data={"label": "mine", **token}, headers={"Origin": shop.url})
    assert shop.count("commkit_feed_token") == before


def test_a_page_that_does_not_exist_has_no_head(shop: RunningShop) -> None:
    page = shop.visitor().get(f"/help/{uuid4()}")
    assert page.status_code == 404
    assert "canonical" not in page.text


def test_one_page_has_a_thread_below_it_by_the_embed(shop: RunningShop) -> None:
    customer = shop.newcomer("Gerd")
    page = customer.get("/order/wheel")
    if shop.shop.name != "django":
        thread = thread_of(customer.order(shop.shop, title="Question 34"))
        page = customer.get("/orders")
        assert f'thread="{thread.rpartition("/")[2]}"' in page.text
    (script,) = re.findall(r'<script src="([^"]+)"', page.text)
    assert customer.get(unescape(script)).headers["content-type"].startswith("text/javascript")
