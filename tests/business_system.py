"""A business system that runs on loopback: it has objects, permits people, signs events, and misbehaves on demand."""

import json
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from standardwebhooks import Webhook

from commkit.fetching import FetchPolicy
from tests.http_servers import Request

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
LOOPBACK = FetchPolicy(
    allowed_networks=("127.0.0.0/8",), allow_http=True, timeout=timedelta(milliseconds=400), max_bytes=500_000
)
Reply = tuple[int, dict[str, str], bytes]
Fault = Callable[[Request, Reply], Reply]


class Business:
    """A business system with objects of its own.

    Attributes:
        objects: Its objects, by kind and key.
        permitted: Who may see each.
        told: What it was told of links, by the id of the message.
        faults: What it answers instead, one for each request; `(request, answer) -> answer`.
        fault: What it answers instead, always.
    """

    def __init__(self) -> None:
        self.url = ""
        self.objects: dict[tuple[str, str], dict[str, Any]] = {}
        self.permitted: dict[tuple[str, str], set[str]] = {}
        self.told: dict[str, Any] = {}
        self.requests: list[Request] = []
        self.faults: list[Fault] = []
        self.fault: Fault | None = None
        self.ended = threading.Event()

    def add(self, key: str, *people: str, kind: str = "deal", **values: Any) -> None:
        self.objects[kind, key] = {
            "kind": kind,
            "key": key,
            "title": f"Title of {key}",
            "state": "open",
            "url": f"https://crm.example/{kind}/{key}",
            "fields": [{"label": "Sum", "value": "12,000"}],
            **values,
        }
        self.permitted[kind, key] = set(people)

    def answer(self, request: Request) -> Reply:
        self.requests.append(request)
        right = self._right_answer(request)
        fault = self.faults.pop(0) if self.faults else self.fault
        return fault(request, right) if fault is not None else right

    def asked(self) -> list[Any]:
        """What was asked for cards, in order."""
        return [json.loads(each.body) for each in self.requests if each.path.endswith("/cards")]

    def _right_answer(self, request: Request) -> Reply:
        Webhook(SECRET).verify(request.body, request.headers)
        values = json.loads(request.body)
        if request.path.endswith("/links"):
            self.told[request.headers["webhook-id"]] = values
            return 204, {}, b""
        names = [(each["kind"], each["key"]) for each in values["objects"]]
        cards = [
            self.objects[name] for name in names if values["reader"]["key"] in self.permitted.get(name, ())
        ]
        body = json.dumps({"request": values["request"], "cards": cards})
        return 200, {"content-type": "application/json"}, body.encode()


def signed(
    values: Any, *, id: str = "", secret: str = SECRET, age: timedelta = timedelta()
) -> tuple[dict[str, str], bytes]:
    """An event as the business system sends it."""
    body = values if isinstance(values, str) else json.dumps(values)
    at = datetime.now(UTC) - age
    id = id or f"msg_{uuid4().hex}"
    return {
        "webhook-id": id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(secret).sign(id, at, body),
    }, body.encode()


def event(key: str, change: str = "changed", *, kind: str = "deal", **data: Any) -> dict[str, Any]:
    return {"type": f"object.{change}", "data": {"kind": kind, "key": key, **data}}
