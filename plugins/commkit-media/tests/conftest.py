"""A media community on a migrated database, SQLite and PostgreSQL in turn, with a clock that the test moves."""

from datetime import date
from typing import Any, ClassVar

import pytest

from commkit import SYSTEM
from commkit.communities import CreateCommunity, Site
from commkit.posts import (
    AttachmentPort,
    CreateReply,
    CreateThread,
    CreateUpload,
    Post,
    PostId,
    store_upload,
)
from commkit_articles import ApproveArticle, Article, CreateArticle, PublishArticle, SubmitArticle
from commkit_media import (
    AcceptEmbargo,
    Accreditation,
    AddAsset,
    Asset,
    CommentOnPage,
    DecideAccreditation,
    Media,
    PageSettings,
    PressRelease,
    RequestAccreditation,
    SetEmbargo,
)
from tests.plugin_town import *  # noqa: F403  # the fixtures
from tests.plugin_town import PluginTown

SITE = "https://news.example"


PNG = b"\x89PNG\r\n\x1a\n" + bytes(24)


class Store:
    """The host's store of files, in memory."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def put(self, key: str, data: bytes) -> None:
        self.files[key] = data

    def get(self, key: str) -> bytes | None:
        return self.files.get(key)

    def delete(self, key: str) -> None:
        self.files.pop(key, None)


def page_of(slug: str, record: str, object: Any) -> str:
    """The page of an object on the host's site."""
    return f"/c/{slug}/{record}/{object}"


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
        site = options.pop("site", Site(base_url=f"{SITE}/", link=page_of))
        kit = dict(options.pop("kit", {}))
        self.store = Store()
        ports = {Site: site, AttachmentPort: self.store}
        return {"plugins": [Media(pages=pages, **options)], "ports": ports | kit.pop("ports", {}), **kit}

    def comment(self, page: str = f"{SITE}/well", by: str = "ada", body: str = "Well said.") -> Post:
        return self.do(by, CommentOnPage(page, body))

    def reply(self, post: PostId, by: str = "bob", body: str = "Indeed.", **more: Any) -> Post:
        return self.do(by, CreateReply(post, body, **more))

    def published(self, by: str = "ada", title: str = "The well is open", **more: Any) -> Post:
        article = self.do(by, CreateArticle(title=title, body="It opened this morning.", **more))
        self.do(by, SubmitArticle(article.id, article.version))
        self.do("edi", ApproveArticle(article.id, article.version))
        return self.do("edi", PublishArticle(article.id))

    def accredit(self, name: str = "ada", **given: Any) -> Accreditation:
        asked = self.do(name, RequestAccreditation("The Gazette", note="I write about wells."))
        return self.do("edi", DecideAccreditation(asked.id, grant=True, **given))

    def approved(self, title: str = "The well opens", by: str = "rea", **more: Any) -> Article:
        """An approved article that is no release yet, of the kind of releases."""
        given = {"kind": "press_release", "body": "It opens at noon."} | more
        article = self.do(by, CreateArticle(title=title, **given))
        self.do(by, SubmitArticle(article.id, article.version))
        return self.do("edi", ApproveArticle(article.id, article.version))

    def embargoed(
        self, local_time: str = "2026-03-02T12:00:00", zone: str = "UTC", **more: Any
    ) -> PressRelease:
        return self.do("edi", SetEmbargo(self.approved(**more).id, local_time, zone))

    def agreed(self, release: PressRelease, by: str = "ada") -> None:
        self.do(by, AcceptEmbargo(release.id, release.ends_at))

    def upload(self, by: str = "edi", name: str = "well.png", data: bytes = PNG) -> Any:
        ticket = self.do(by, CreateUpload(name, len(data)))
        self.do(SYSTEM, store_upload(self.store, ticket, data))
        return ticket.id

    def kit_post(self) -> Post:
        return self.do("edi", CreateThread(kind="press_kit", title="Pictures", body="Of the well."))

    def asset(self, **more: Any) -> Asset:
        given = {
            "kit": more.pop("kit", None) or self.kit_post().id,
            "file": self.upload(),
            "title": "The well at noon",
            "credit": "Photo: Ana",
            "licence": "CC BY 4.0",
            "uses": "Reports about the well.",
        } | more
        return self.do("edi", AddAsset(**given))


@pytest.fixture(scope="session")
def town_class() -> type[Town]:
    return Town
