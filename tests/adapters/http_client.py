"""A client of the contract without a server: requests as plain values, in one line each."""

import json
from typing import Any
from urllib.parse import urlencode

from attrs import field, frozen

from commkit import Kit
from commkit.adapters.http import Contract, Request, Response, handle, make_contract

BASE = "/c"


@frozen
class Client:
    """Sends requests in somebody's name.

    Attributes:
        contract: The contract.
        actor: The host's key of who sends; None for a visitor.
        community: The community that paths are below.
    """

    contract: Contract
    actor: str | None = None
    community: str = "town"
    headers: dict[str, str] = field(factory=dict)

    def get(self, path: str, *, headers: dict[str, str] | None = None, **query: Any) -> Response:
        """Ask by GET; a list is sent as several values."""
        return self.send("GET", path, query=urlencode(query, doseq=True), headers=headers)

    def post(self, path: str, *, headers: dict[str, str] | None = None, **fields: Any) -> Response:
        """Send a JSON object."""
        typed = {"content-type": "application/json", **(headers or {})}
        return self.send("POST", path, body=json.dumps(fields).encode(), headers=typed)

    def send(
        self,
        method: str,
        path: str,
        *,
        query: str = "",
        body: bytes = b"",
        headers: dict[str, str] | None = None,
    ) -> Response:
        """Send whatever is given; a path that begins with two slashes is below the base, others below the community."""
        whole = path[1:] if path.startswith("//") else f"/{self.community}{path}"
        given = {**self.headers, **(headers or {})}
        return handle(self.contract, Request(method, whole, query, given, body, BASE), self.actor)


def client_of(kit: Kit, actor: str | None = None, **options: Any) -> Client:
    """A client of a Kit's contract."""
    return Client(make_contract(kit, **options), actor)


def read(response: Response) -> Any:
    """The JSON of a response."""
    return json.loads(response.body)
