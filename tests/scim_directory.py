"""A directory that sends its people and groups by SCIM, for the tests of the plugins that follow what it says."""

import json
from typing import Any
from urllib.parse import urlencode

from attrs import frozen

from commkit.adapters.http import Request, handle, make_contract
from tests.plugin_town import PluginTown

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


class Directory:
    """What sends requests as a directory does."""

    def __init__(self, town: PluginTown, token: str, slug: str) -> None:
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
