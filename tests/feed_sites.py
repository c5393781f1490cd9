"""Sites with feeds for tests: a real HTTP server on loopback, whose answers can be changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from tests.http_servers import Request, http_server


class Site:
    """A site with one feed: what it answers can be changed."""

    def __init__(self, body: bytes = b"", **headers: str) -> None:
        self.status = 200
        self.body = body
        self.headers: dict[str, str] = {"content-type": "application/rss+xml", **headers}
        self.paths: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[Request] = []

    def __call__(self, request: Request) -> tuple[int, dict[str, str], bytes]:
        self.asked.append(request)
        if request.path in self.paths:
            return self.paths[request.path]
        etag = self.headers.get("etag")
        if etag and request.headers.get("if-none-match") == etag:
            return 304, {}, b""
        return self.status, self.headers, self.body


def item(title: str, at: datetime | None = None, *, id: str = "", link: str = "", text: str = "") -> str:
    """An item of RSS 2.0."""
    date = f"<pubDate>{at:%a, %d %b %Y %H:%M:%S} GMT</pubDate>" if at else ""
    guid = f'<guid isPermaLink="false">{id}</guid>' if id else ""
    address = f"<link>{link}</link>" if link else ""
    described = f"<description><![CDATA[{text or title}]]></description>"
    return f"<item><title>{title}</title>{guid}{address}{described}{date}</item>"


def rss(*items: str, title: str = "The Gazette") -> bytes:
    """A document of RSS 2.0."""
    head = f"<title>{title}</title><link>https://gazette.example/</link><description>.</description>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{"".join(items)}</channel></rss>'.encode()


@contextmanager
def feed_site() -> Iterator[tuple[Site, str]]:
    """A site, and the address of its feed."""
    made = Site(rss())
    with http_server(made) as server:
        yield made, server.url.replace("/hook", "/feed")
