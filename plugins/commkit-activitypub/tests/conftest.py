"""Communities that publish by ActivityPub, on SQLite and PostgreSQL in turn, read as other servers read them."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar
from urllib.parse import urlencode, urlsplit
from uuid import UUID

import pytest
from attrs import frozen
from sqlalchemy import ColumnElement, FromClause, and_, not_

from commkit import SYSTEM, CommunityType, Feature, PostKind, hookimpl
from commkit.adapters.http import Request, handle, make_contract
from commkit.communities import CreateCommunity, Site
from commkit.posts import CreateReply, CreateThread, Post
from commkit.spaces import CreateSpace, Space
from commkit.storage import Reader
from commkit_activitypub import ActivityPub
from commkit_activitypub.webfinger.policy import community_in, inner_path
from tests.plugin_town import *  # noqa: F403  # the fixtures
from tests.plugin_town import PluginTown

HOST = "town.example"


def page(slug: str, record: str, key: UUID) -> str:
    return f"/pages/{slug}/{record}/{key}"


SITE = Site(base_url=f"https://{HOST}/", link=page)
veil_feature = Feature("veil.veil", requires=("posts",))


@veil_feature.hides(Post)
def veiled(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """As a plugin holds something back from visitors: here by the beginning of its text."""
    return and_(row.c.body.startswith("Veiled"), not_(reader.may("posts.create_thread")))


class Veil:
    """A plugin that hides posts."""

    name = "veil"

    @hookimpl
    def commkit_features(self) -> Iterator[Feature]:
        yield veil_feature


CLUB = CommunityType(
    "club",
    features=("posts", "activitypub.actors", "veil.veil"),
    post_kinds=(
        PostKind(name="note", opens=True, titled=False, replies=("remark",)),
        PostKind(name="remark", replies=("remark",)),
    ),
)
PUBLISHED: dict[str, Any] = {"activitypub.actors": {"published": True}}


@frozen
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Town(PluginTown):
    """One public community `gardens`, which publishes; options are those of `ActivityPub`."""

    community = CreateCommunity(
        "gardens",
        type="club",
        title="Gardens",
        purpose="What grows",
        care_hours=4,
        review_on=date(2100, 1, 1),
        settings=PUBLISHED | {"feeds": {"language": "en"}},
    )
    plugin = "activitypub"
    staff: ClassVar[dict[str, str]] = {}

    def composed(self, **options: Any) -> dict[str, Any]:
        ports = {Site: options.pop("site", SITE), **options.pop("ports", {})}
        return {"plugins": [ActivityPub(**options), Veil()], "types": [CLUB], "ports": ports}

    def founded(self, slug: str, **more: Any) -> None:
        """A further community."""
        command = CreateCommunity(
            slug, type="club", title="More", purpose="More", care_hours=4, review_on=date(2100, 1, 1), **more
        )
        with self.kit.session("owner") as lobby:
            lobby.do(command)

    def space(self, slug: str = "roses", **more: Any) -> Space:
        made: Space = self.do(SYSTEM, CreateSpace(slug, slug.title(), **more))
        return made

    def thread(self, space: Space | None, title: str = "Slugs", by: Any = "ada", **more: Any) -> Post:
        more = {"body": "Beer traps, or *ducks*?"} | more
        place = space.id if space is not None else None
        made: Post = self.do(by, CreateThread(kind="note", title=title, space=place, **more))
        return made

    def reply(self, post: Post, body: str = "Ducks.", by: Any = "bob") -> Post:
        made: Post = self.do(by, CreateReply(post.id, body))
        return made

    def send(self, method: str, path: str, query: str = "", body: bytes = b"", **headers: str) -> Answer:
        """What is answered below `/c`, whoever is signed in."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        request = Request(method, path, query, sent, body, base="/c")
        got = handle(make_contract(self.kit), request, "ada")
        return Answer(got.status, {name.lower(): value for name, value in got.headers}, got.body)

    def get(self, url: str, **headers: str) -> Answer:
        """What is at an address, absolute or below the contract."""
        parts = urlsplit(url)
        path = parts.path.removeprefix("/c") if parts.netloc else parts.path
        return self.send("GET", path, parts.query, **headers)

    def finger(self, resource: str, home: str = "", **more: str) -> Answer:
        """What WebFinger answers at the root of the host."""
        query = urlencode({"resource": resource, **more})
        return self.send("GET", inner_path(community_in(query, mount="/c", home=home)), query)

    def actor(self, space: Space) -> Any:
        return self.get(f"/gardens/activitypub/spaces/{space.id}").json

    def outbox(self, space: Space) -> list[Any]:
        """All activities of a space."""
        found = list[Any]()
        url = self.get(self.actor(space)["outbox"]).json["first"]
        while url:
            page = self.get(url).json
            found += page["orderedItems"]
            url = page.get("next")
        return found

    def object(self, post: Post) -> Answer:
        return self.get(f"/gardens/activitypub/posts/{post.id}")


@pytest.fixture(scope="session")
def town_class() -> type[Town]:
    return Town
