"""A town whose issue tracker runs on loopback."""

from collections.abc import Iterator
from typing import Any

import pytest

from commkit import SYSTEM
from commkit.posts import Post, ReadPost, ReadThread
from commkit_developer import LinkIssue, OpenIssue, ReadThreadIssue
from commkit_developer.tracker_http import HttpIssueTracker
from tests.http_servers import http_server
from tests.issue_tracker import LOOPBACK, SECRET, Tracker, signed


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
