"""Another engine: it gets entries from the worker in order, and its results are loaded as the actor."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any
from uuid import UUID, uuid4

import pytest

from commkit import Kit
from commkit.posts import CreateThread, EditPost, Post, RemovePost
from commkit.search import SearchCandidate, SearchContent, SearchEntry, SearchPort, search_with_port
from tests.helpers import do
from tests.sample import OWNER, create_community, new_kit


class Engine:
    """A small search engine of the host."""

    def __init__(self) -> None:
        self.entries: dict[tuple[Any, str, UUID], SearchEntry] = {}
        self.strays: list[SearchCandidate] = []

    def put(self, community: Any, entry: SearchEntry) -> None:
        self.entries[community, entry.record, entry.object] = entry

    def delete(self, community: Any, record: str, object: UUID) -> None:
        self.entries.pop((community, record, object), None)

    def search(self, community: Any, query: SearchContent) -> Sequence[SearchCandidate]:
        found_here = [
            SearchCandidate(record, object)
            for (place, record, object), entry in self.entries.items()
            if place == community and query.text in entry.title
        ]
        return [*self.strays, *found_here]


@pytest.fixture
def engine() -> Engine:
    return Engine()


@pytest.fixture
def kit(url: str, engine: Engine) -> Iterator[Kit]:
    with closing(new_kit(url, ports={SearchPort: engine})) as made:
        create_community(made, members=("ada",))
        yield made


def through(kit: Kit, engine: Engine, text: str, *, actor: Any = None) -> list[str]:
    found_posts = search_with_port(
        engine, lambda: kit.session(actor, "town", read_only=True), SearchContent(text, limit=2)
    )
    return [post.title for post in found_posts]


def publish(kit: Kit, title: str) -> Post:
    return do(kit, "ada", "town", CreateThread(kind="question", title=title, body="x"))


def test_the_port_gets_present_entries(kit: Kit, engine: Engine) -> None:
    made, gone = publish(kit, "Zebra"), publish(kit, "Zebra too")
    do(kit, "ada", "town", EditPost(post=made.id, version=made.version, title="Zebra, edited"))
    do(kit, "ada", "town", RemovePost(gone.id))
    kit.worker().drain()
    assert [entry.title for entry in engine.entries.values()] == ["Zebra, edited"]
    assert through(kit, engine, "Zebra") == ["Zebra, edited"]


def test_the_port_shows_nobody_invisible_posts(kit: Kit, engine: Engine) -> None:
    made = publish(kit, "Zebra")
    kit.worker().drain()
    do(kit, OWNER, "town", RemovePost(made.id))  # the engine does not know yet
    engine.strays = [SearchCandidate("Post", uuid4()), SearchCandidate("Nonsense", uuid4())]
    assert through(kit, engine, "Zebra", actor="ada") == []
    assert through(kit, engine, "Zebra", actor=OWNER) == ["Zebra"]


def test_the_port_gives_no_more_than_the_limit(kit: Kit, engine: Engine) -> None:
    for number in range(4):
        publish(kit, f"Zebra {number}")
    kit.worker().drain()
    assert len(through(kit, engine, "Zebra")) == 2


def test_without_a_port_no_fact_is_emitted(url: str) -> None:
    with closing(new_kit(url)) as kit:
        create_community(kit, members=("ada",))
        with kit.session("ada", "town") as session:
            session.do(CreateThread(kind="question", title="Zebra", body="x"))
            assert [fact.name for fact in session.facts if fact.name.startswith("search.")] == []
