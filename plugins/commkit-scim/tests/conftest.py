"""A community whose members and groups a directory keeps, on SQLite and PostgreSQL in turn."""

import json
from datetime import date
from typing import Any, ClassVar
from urllib.parse import urlencode

import pytest
from attrs import frozen

from commkit import SYSTEM, CommunityType, PostKind, Role
from commkit.adapters.http import Request, handle, make_contract
from commkit.communities import CreateCommunity
from commkit.members import AddAgent
from commkit_scim import DIRECTORY, CreateScimToken, Scim
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

OFFICE = CommunityType(
    "office",
    features=("posts", "scim.directory"),
    post_kinds=(PostKind(name="note", opens=True, replies=("remark",)), PostKind(name="remark")),
    roles={"directory": Role(grants=DIRECTORY), "lead": Role(grants=frozenset({"posts.lock"}))},
)
USER = "urn:ietf:params:scim:schemas:core:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
SEARCH = "urn:ietf:params:scim:api:messages:2.0:SearchRequest"


@frozen
class Answer:
    status: int
    body: Any
    headers: dict[str, str]


class Town(PluginTown):
    """One community `office`; options are those of `Scim`."""

    community = CreateCommunity(
        "office",
        type="office",
        title="Office",
        purpose="Work together",
        care_hours=4,
        review_on=date(2100, 1, 1),
    )
    plugin = "scim"
    staff: ClassVar[dict[str, str]] = {}

    def composed(self, **options: Any) -> dict[str, Any]:
        return {"plugins": [Scim(**options)], "types": [OFFICE]}

    def token(self, *, of_agent: bool = False) -> str:
        agent = None
        if of_agent:
            agent = self.do(SYSTEM, AddAgent(name="Directory", role="directory", scopes=tuple(DIRECTORY))).id
        made: str = self.do(SYSTEM, CreateScimToken(label="directory", agent=agent)).secret
        return made

    def directory(self, *, of_agent: bool = False) -> "Directory":
        return Directory(self, self.token(of_agent=of_agent))


class Directory:
    """What sends requests as a directory does."""

    def __init__(self, town: Town, token: str, slug: str = "office") -> None:
        self.contract = make_contract(town.kit)
        self.token, self.slug = token, slug

    def send(self, method: str, path: str, body: Any = None, *, query: str = "", **headers: str) -> Answer:
        sent = {"authorization": f"Bearer {self.token}", "content-type": "application/scim+json"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        raw = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        request = Request(method, f"/{self.slug}/scim/v2{path}", query, sent, raw)
        got = handle(self.contract, request, None)
        told = json.loads(got.body) if got.body else None
        return Answer(got.status, told, {name.lower(): value for name, value in got.headers})

    def user(self, user_name: str, /, **more: Any) -> dict[str, Any]:
        got = self.send("POST", "/Users", {"schemas": [USER], "userName": user_name, **more})
        assert got.status == 201, got
        made: dict[str, Any] = got.body
        return made

    def group(self, name: str, *members: dict[str, Any]) -> dict[str, Any]:
        inside = [{"value": each["id"]} for each in members]
        got = self.send("POST", "/Groups", {"schemas": [GROUP], "displayName": name, "members": inside})
        assert got.status == 201, got
        made: dict[str, Any] = got.body
        return made

    def patch(self, path: str, *operations: dict[str, Any], **headers: str) -> Answer:
        return self.send("PATCH", path, {"schemas": [PATCH], "Operations": list(operations)}, **headers)

    def names(self, filter: str, kind: str = "Users", **query: Any) -> list[str]:
        got = self.send("GET", f"/{kind}", query=urlencode({"filter": filter, **query}))
        assert got.status == 200, got
        return [each.get("userName") or each["displayName"] for each in got.body["Resources"]]


@pytest.fixture(scope="session")
def town_class() -> type[Town]:
    return Town
