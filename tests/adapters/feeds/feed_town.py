"""A town that offers feeds: its site, its readers, and requests as feed readers send them."""

import json
import re
from typing import Any
from urllib.parse import urlencode
from uuid import UUID
from xml.etree import ElementTree as ET

import feedparser
from attrs import frozen

from commkit import Kit
from commkit.adapters.http import Contract, Request, Response, handle
from commkit.communities import Site
from commkit.feeds import CreateFeedToken
from tests.helpers import do


def page_of(slug: str, record: str, object_id: UUID) -> str:
    """Where things have their pages."""
    return f"/p/{slug}/{record.lower()}/{object_id}"


SITE = Site(base_url="https://town.example/app/", link=page_of)
FORMATS = ("atom", "rss", "json")
ATOM = "{http://www.w3.org/2005/Atom}"


@frozen
class Reader:
    """A feed reader.

    Attributes:
        contract: What it asks.
        token: The token in its addresses.
    """

    contract: Contract
    token: str | None = None

    def get(
        self, path: str, *, place: str = "town", headers: dict[str, str] | None = None, **query: Any
    ) -> Response:
        """Ask for what is at a path below `/-`."""
        if self.token is not None:
            query["token"] = self.token
        request = Request("GET", f"/{place}/-/{path}", urlencode(query), headers or {}, b"", "/c")
        return handle(self.contract, request, None)

    def titles(self, path: str, **query: Any) -> list[str]:
        """The titles of the entries of a feed."""
        response = self.get(path, **query)
        assert response.status == 200, response.body
        if path.endswith(".json"):  # which feedparser does not read
            return [item["title"] for item in json.loads(response.body)["items"]]
        return [entry.title for entry in parsed(response).entries]


def token_of(kit: Kit, actor: str) -> str:
    """A new token of a member."""
    secret = do(kit, actor, "town", CreateFeedToken()).secret
    assert secret is not None
    return secret


def parsed(response: Response) -> Any:
    """A feed as feedparser reads it: without a fault."""
    found = feedparser.parse(
        response.body, response_headers={"content-type": response.header("content-type")}
    )
    assert not found.bozo, found.get("bozo_exception")
    return found


def shown(response: Response) -> str:
    """What a feed or calendar says, without the address at which it is read."""
    return re.sub(r"token=\w+", "", response.body.decode())


def tree(response: Response) -> ET.Element:
    """The XML of a feed."""
    return ET.fromstring(response.body)
