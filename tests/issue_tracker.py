"""An issue tracker that runs on loopback: it opens issues, tells of them, signs events, and misbehaves on demand."""

import json
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import unquote
from uuid import uuid4

from standardwebhooks import Webhook

from commkit.fetching import FetchPolicy
from tests.http_servers import Request

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
LOOPBACK = FetchPolicy(
    allowed_networks=("127.0.0.0/8",), allow_http=True, timeout=timedelta(milliseconds=500), max_bytes=10_000
)
Reply = tuple[int, dict[str, str], bytes]


class Tracker:
    """A tracker with its own issues.

    Attributes:
        verdicts: What askers said of releases, by the idempotency key: the issue, and what was told.
        faults: What it answers instead, one for each request: `(request, answer) -> answer`.
    """

    def __init__(self) -> None:
        self.url = ""
        self.requests: list[Request] = []
        self.issues: dict[str, dict[str, Any]] = {}
        self.opened: dict[str, str] = {}
        self.verdicts: dict[str, tuple[str, Any]] = {}
        self.faults: list[Callable[[Request, Reply], Reply]] = []
        self.ended = threading.Event()

    def add(self, key: str, **values: Any) -> None:
        """Add an issue of its own."""
        self.issues[key] = {
            "key": key,
            "url": f"https://bugs.example/issues/{key}",
            "title": f"Title of {key}",
            "state": "open",
            "private": False,
            "revision": 1,
            **values,
        }

    def change(self, key: str, **values: Any) -> dict[str, Any]:
        """Change an issue; gives the event."""
        self.issues[key] |= values | {"revision": self.issues[key]["revision"] + 1}
        return {"type": "issue.changed", "issue": dict(self.issues[key])}

    def answer(self, request: Request) -> Reply:
        self.requests.append(request)
        right = self._right_answer(request)
        return self.faults.pop(0)(request, right) if self.faults else right

    def _right_answer(self, request: Request) -> Reply:
        asked = request.headers.get("idempotency-key")
        if request.path.endswith("/verdicts") and asked is not None:
            self.verdicts[asked] = (unquote(request.path.split("/")[-2]), json.loads(request.body))
            return 204, {}, b""
        if request.method == "POST" and asked is not None:
            if asked not in self.opened:
                self.opened[asked] = f"BUG-{len(self.opened) + 1}"
                self.add(self.opened[asked], title=json.loads(request.body)["title"])
            found = self.issues[self.opened[asked]]
        else:
            key = unquote(request.path.rpartition("/")[2])
            if key not in self.issues:
                return 404, {}, b"<h1>Not found</h1>"
            found = self.issues[key]
        return (
            200,
            {"content-type": "application/json"},
            json.dumps({"issue": found, "request": asked}).encode(),
        )


def signed(
    values: Any, *, secret: str = SECRET, age: timedelta = timedelta()
) -> tuple[dict[str, str], bytes]:
    """An event as the tracker sends it."""
    body = values if isinstance(values, str) else json.dumps(values)
    at = datetime.now(UTC) - age
    id = f"msg_{uuid4().hex}"
    return {
        "Webhook-Id": id,
        "Webhook-Timestamp": str(int(at.timestamp())),
        "Webhook-Signature": Webhook(secret).sign(id, at, body),
    }, body.encode()
