"""A town whose business system runs on loopback."""

from collections.abc import Iterator
from typing import Any

import pytest

from commkit.adapters import http
from commkit.posts import CreateReply, Post
from commkit_internal import (
    BusinessObjectSettings,
    LinkedObject,
    LinkObject,
    ListObjectLinks,
    ListThreadsOfObject,
    ObjectCards,
    ObjectReference,
    ReadObjectCards,
    UnlinkObject,
)
from commkit_internal.business_http import HttpBusinessSystem
from tests.business_system import LOOPBACK, SECRET, Business
from tests.http_servers import http_server

SETTINGS = BusinessObjectSettings(hosts=("crm.example",))


class Bridge:
    """A town with the business system, and what tests do with both."""

    def __init__(self, town: Any, business: Business) -> None:
        self.town, self.business = town, business
        self.contract = http.make_contract(town.kit)

    def linked(self, key: str = "D-7", *, by: str = "ada", people: tuple[str, ...] = ("ada", "bob")) -> Post:
        """A thread of ada that is about a deal which some may see."""
        if ("deal", key) not in self.business.objects:
            self.business.add(key, *people)
        thread: Post = self.town.topic()
        self.link(thread, key, by=by)
        return thread

    def link(self, post: Post, key: str, *, by: Any = "ada", kind: str = "deal") -> None:
        self.town.do(by, LinkObject(post.id, kind, key))
        self.work()

    def unlink(self, post: Post, key: str, *, by: Any = "ada") -> None:
        self.town.do(by, UnlinkObject(post.id, "deal", key))
        self.work()

    def reply(self, thread: Post, by: str = "bob") -> Post:
        post: Post = self.town.do(by, CreateReply(thread.id, "See there."))
        return post

    def work(self) -> Any:
        return self.town.kit.worker().drain()

    def ask(self, actor: Any, query: Any) -> Any:
        with self.town.kit.session(actor, "work", read_only=True) as session:
            return session.ask(query)

    def links(self, actor: Any, thread: Post) -> tuple[LinkedObject, ...]:
        found: tuple[LinkedObject, ...] = self.ask(actor, ListObjectLinks(thread.id))
        return found

    def keys(self, actor: Any, thread: Post) -> list[str]:
        return [each.card.key for each in self.links(actor, thread)]

    def threads(self, actor: Any, key: str) -> list[Any]:
        page = self.ask(actor, ListThreadsOfObject("deal", key))
        return [each.thread for each in page.items]

    def cards(self, actor: Any, *keys: str) -> ObjectCards:
        objects = tuple(ObjectReference("deal", key) for key in keys)
        found: ObjectCards = self.ask(actor, ReadObjectCards(objects))
        return found

    def send(self, message: tuple[dict[str, str], bytes], *, path: str = "/internal/object-events") -> Any:
        """An event, over HTTP."""
        headers, body = message
        request = http.Request(
            "POST", f"/work{path}", headers={"content-type": "application/json", **headers}, body=body
        )
        return http.handle(self.contract, request, None)


@pytest.fixture
def business() -> Iterator[Business]:
    made = Business()
    with http_server(made.answer) as running:
        made.url = running.url
        yield made
        made.ended.set()


@pytest.fixture
def bridge(make_town: Any, business: Business) -> Bridge:
    system = HttpBusinessSystem(business.url, SECRET, policy=LOOPBACK)
    town = make_town(business_objects=SETTINGS, business_system=system, business_events=system)
    return Bridge(town, business)


@pytest.fixture
def eventless(make_town: Any, business: Business) -> Bridge:
    """A town whose business system sends no events."""
    return Bridge(make_town(), business)
