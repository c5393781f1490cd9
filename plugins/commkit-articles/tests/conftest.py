"""A community of a type of its own with articles, on SQLite and PostgreSQL in turn."""

from datetime import date
from typing import Any, ClassVar

import pytest

from commkit import CommunityType, PostKind, Role
from commkit.communities import CreateCommunity, Site
from commkit.posts import CreateReply, CreateThread, Post, PostId
from commkit_articles import (
    ARTICLE,
    COMMENT,
    DESK,
    ApproveArticle,
    Article,
    Articles,
    CreateArticle,
    PublishArticle,
    SubmitArticle,
)
from tests.plugin_town import *  # noqa: F403  # the fixtures
from tests.plugin_town import PluginTown

PRESS = CommunityType(
    "press",
    features=("posts", "articles.desk", "articles.series", "articles.from_threads"),
    post_kinds=(PostKind(name="talk", opens=True, replies=("comment",)), ARTICLE, COMMENT),
    roles={"editor": Role(grants=DESK, staff=True)},
)


class Town(PluginTown):
    """One community `press`: edi and eve are editors; options are those of `Articles`."""

    community = CreateCommunity(
        "press",
        type="press",
        title="Press",
        purpose="Tell the news",
        care_hours=4,
        review_on=date(2100, 1, 1),
    )
    plugin = "articles"
    staff: ClassVar[dict[str, str]] = {"edi": "editor", "eve": "editor"}

    def composed(self, **options: Any) -> dict[str, Any]:
        site = Site(base_url="https://press.example/", link=lambda slug, record, of: f"/{slug}/{record}/{of}")
        return {"plugins": [Articles(**options)], "types": [PRESS], "ports": {Site: site}}

    def draft(self, by: str = "ada", **fields: Any) -> Article:
        given = {"title": "The well is open", "body": "It opened\n\nthis morning.\n"} | fields
        return self.do(by, CreateArticle(**given))

    def submitted(self, by: str = "ada", **fields: Any) -> Article:
        draft = self.draft(by, **fields)
        return self.do(by, SubmitArticle(draft.id, draft.version))

    def approved(self, by: str = "ada", **fields: Any) -> Article:
        article = self.submitted(by, **fields)
        return self.do("edi", ApproveArticle(article.id, article.version))

    def published(self, by: str = "ada", **fields: Any) -> tuple[Article, Post]:
        article = self.approved(by, **fields)
        return article, self.do("edi", PublishArticle(article.id))

    def talk(self, by: str = "bob", **fields: Any) -> Post:
        given = {"title": "Who dug it?", "body": "I dug the well."} | fields
        return self.do(by, CreateThread(kind="talk", **given))

    def reply(self, post: PostId, by: str = "cid", body: str = "And I carried the stones.") -> Post:
        return self.do(by, CreateReply(post, body))


@pytest.fixture(scope="session")
def town_class() -> type[Town]:
    return Town
