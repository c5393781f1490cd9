"""A topical community on a migrated database, SQLite and PostgreSQL in turn, with a clock that the test moves."""

from datetime import date
from typing import Any, ClassVar

import pytest

from commkit import SYSTEM
from commkit.communities import CreateCommunity
from commkit.posts import CreateReply, CreateThread, Post, PostId
from commkit.spaces import CreateSpace, Space
from commkit_topical import Topical
from tests.plugin_town import *  # noqa: F403  # the fixtures
from tests.plugin_town import PluginTown


class Town(PluginTown):
    """One topical community `gardens`; mod is a moderator. Options are those of `Topical`."""

    community = CreateCommunity(
        "gardens",
        type="topical",
        title="Gardens",
        purpose="Exchange what grows",
        care_hours=4,
        review_on=date(2100, 1, 1),
        settings={"topical.scope": {"subject": "Gardens in the city", "outside": ["Weapons"]}},
    )
    plugin = "topical"
    staff: ClassVar[dict[str, str]] = {"mod": "moderator"}

    def composed(self, **options: Any) -> dict[str, Any]:
        kit = dict(options.pop("kit", {}))
        return {"plugins": [Topical(**options)], **kit}

    def opinion(
        self,
        title: str = "Tulips",
        body: str = "They grow.",
        by: Any = "ada",
        kind: str = "opinion",
        **more: Any,
    ) -> Post:
        return self.do(by, CreateThread(kind=kind, title=title, body=body, **more))

    def reply(self, post: PostId, body: str = "They do.", by: Any = "bob") -> Post:
        return self.do(by, CreateReply(post, body))

    def topic(self, slug: str = "roses", **more: Any) -> Space:
        return self.do(SYSTEM, CreateSpace(slug, slug.title(), **more))


@pytest.fixture(scope="session")
def town_class() -> type[Town]:
    return Town
