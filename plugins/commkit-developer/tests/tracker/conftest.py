"""An issue tracker that runs on loopback: it opens issues, tells of them, signs events, and misbehaves on demand."""

import json
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import unquote
from uuid import uuid4

import pytest
from standardwebhooks import Webhook

from commkit import SYSTEM
from commkit.fetching import FetchPolicy
from commkit.posts import Post, ReadPost, ReadThread
from commkit_developer import LinkIssue, OpenIssue, ReadThreadIssue
from commkit_developer.tracker_http import HttpIssueTracker
from tests.http_servers import Request, http_server

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
LOOPBACK = FetchPolicy(
    allowed_networks=("127.0.0.0/8",), allow_http=True, timeout=timedelta(milliseconds=500), max_bytes=10_000
)
Reply = tuple[int, dict[str, str], bytes]


class Tracker:
    """A tracker with its own issues.

    Attributes:
        faults: What it answers instead, one for each request: `(request, answer) -> answer`.
    """

    def __init__(self) -> None:
        self.url = ""
        self.requests: list[Request] = []
        self.issues: dict[str, dict[str, Any]] = {}
        self.opened: dict[str, str] = {}
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


@pytest.fixture
def tracker() -> Iterator[Tracker]:
    made = Tracker()
    with http_server(made.answer) as running:
        made.url = running.url
        yield made
        made.ended.set()


@pytest.fixture
def port(tracker: Tracker) -> HttpIssueTracker:
    return HttpIssueTracker(tracker.url, "t0ken", SECRET, web="https://bugs.example/issues", policy=LOOPBACK)


class Bridge:
    """A town with the tracker, and what tests do with both."""

    def __init__(self, town: Any, tracker: Tracker, port: HttpIssueTracker) -> None:
        self.town, self.tracker, self.port = town, tracker, port

    def linked(
        self, key: str = "BUG-7", *, by: str = "ada", title: str = "Build fails", **values: Any
    ) -> Post:
        """A question that is about an issue of the tracker, and has heard that."""
        if key not in self.tracker.issues:
            self.tracker.add(key, **values)
        question: Post = self.town.question(title, by=by)
        self.town.do("max", LinkIssue(question.id, key))
        self.work()
        return question

    def opened(self, question: Any) -> Any:
        return self.town.do("max", OpenIssue(question, "It fails", "With a clean cache, too."))

    def work(self) -> Any:
        return self.town.kit.worker().drain()

    def work_on(self, hours: int = 24 * 30) -> None:
        """Let time pass until nothing is tried any more."""
        for _ in range(12):
            self.town.clock.advance(timedelta(hours=hours / 12))
            self.work()

    def tell(self, event: dict[str, Any], *, drain: bool = True) -> Any:
        """An event of the tracker, signed and received."""
        command = self.port.receive(*signed(event))
        done = self.town.do(SYSTEM, command)
        if drain:
            self.work()
        return done

    def state(self, question: Post) -> str:
        found: str = self.town.ask("bob", ReadPost(question.id)).state
        return found

    def heard(self, question: Post) -> list[str]:
        """What the community said in a thread, the oldest first."""
        posts = self.town.ask("bob", ReadThread(question.id, limit=100)).items
        return [post.body for post in sorted(posts, key=lambda post: post.id) if post.author is None]

    def shown(self, question: Post, actor: Any = "bob") -> Any:
        return self.town.ask(actor, ReadThreadIssue(question.id))


@pytest.fixture
def bridge(make_town: Any, tracker: Tracker, port: HttpIssueTracker) -> Bridge:
    return Bridge(make_town(tracker=port), tracker, port)


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
