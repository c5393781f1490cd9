"""A media community on a migrated database, SQLite and PostgreSQL in turn, with a clock that the test moves."""

from datetime import date, timedelta
from typing import Any, ClassVar

import pytest

from commkit.communities import CreateCommunity
from commkit.posts import CreateReply, Post, PostId
from commkit_articles import ApproveArticle, CreateArticle, PublishArticle, SubmitArticle
from commkit_media import CommentOnPage, Media, PageSettings
from tests.plugin_town import (
    PluginTown,
    make_town,
    migrated_database,
    migrated_file,
    postgres_town,
    postgres_town_url,
    reused_database,
    reused_file,
    reused_towns,
    sqlite_town,
    sqlite_url,
    town,
    url,
)

__all__ = [
    "make_town",
    "migrated_database",
    "migrated_file",
    "postgres_town",
    "postgres_town_url",
    "reused_database",
    "reused_file",
    "reused_towns",
    "sqlite_town",
    "sqlite_url",
    "town",
    "url",
]

SITE = "https://news.example"


class Town(PluginTown):
    """One media community `news`: edi is an editor, rea a reporter, mod a moderator, xan an expert.

    Options are those of `Media`; `kit` has what the Kit takes besides.
    """

    community = CreateCommunity(
        "news", type="media", title="News", purpose="Tell", care_hours=4, review_on=date(2100, 1, 1)
    )
    plugin = "media"
    staff: ClassVar[dict[str, str]] = {
        "edi": "editor",
        "rea": "reporter",
        "mod": "moderator",
        "xan": "expert",
    }

    def composed(self, **options: Any) -> dict[str, Any]:
        pages = options.pop("pages", PageSettings(hosts=("news.example", "*.blogs.example")))
        kit = options.pop("kit", {})
        return {"plugins": [Media(pages=pages, **options)], **kit}

    def comment(self, page: str = f"{SITE}/well", by: str = "ada", body: str = "Well said.") -> Post:
        return self.do(by, CommentOnPage(page, body))

    def reply(self, post: PostId, by: str = "bob", body: str = "Indeed.", **more: Any) -> Post:
        return self.do(by, CreateReply(post, body, **more))

    def published(self, by: str = "ada", title: str = "The well is open", **more: Any) -> Post:
        article = self.do(by, CreateArticle(title=title, body="It opened this morning.", **more))
        self.do(by, SubmitArticle(article.id, article.version))
        self.do("edi", ApproveArticle(article.id, article.version))
        return self.do("edi", PublishArticle(article.id))

    def after(self, **time: int) -> Any:
        return self.clock() + timedelta(**time)

    def pass_time(self, **time: int) -> None:
        """Let the clock go on, and the worker do what is due."""
        self.clock.advance(timedelta(**time))
        self.kit.worker().drain()


@pytest.fixture(scope="session")
def town_class() -> type[Town]:
    return Town
