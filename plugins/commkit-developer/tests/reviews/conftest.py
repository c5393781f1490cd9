"""A developer community in which bob, cid, dan and eve review, and no audits happen unless a test wants them."""

from typing import Any

import pytest

from commkit.communities import UpdateSettings
from commkit.members import JoinCommunity
from commkit.posts import CreateThread, Post
from commkit_developer import (
    ClaimReview,
    DecideReview,
    ListReviewQueues,
    PostReview,
    PostVerdict,
    ReviewQueue,
)

FIRST = ReviewQueue.FIRST_POSTS
REVIEWERS = ("bob", "cid", "dan", "eve")


class Desk:
    """What tests do with the queues of a town."""

    def __init__(self, town: Any) -> None:
        self.town = town
        self.newcomers = 0

    def settings(self, **values: Any) -> None:
        """Change the settings of reviews."""
        self.town.do("owner", UpdateSettings("developer.reviews", values))

    def claim(self, actor: str, queue: ReviewQueue = FIRST) -> PostReview | None:
        """What an actor is given."""
        claimed: PostReview | None = self.town.do(actor, ClaimReview(queue))
        return claimed

    def decide(self, actor: str, review: PostReview, verdict: str, **fields: Any) -> PostReview:
        """Decide about what an actor was given."""
        decided: PostReview = self.town.do(
            actor, DecideReview(review=review.id, verdict=PostVerdict(verdict), **fields)
        )
        return decided

    def review(self, actor: str, verdict: str, queue: ReviewQueue = FIRST, **fields: Any) -> PostReview:
        """Claim and decide."""
        claimed = self.claim(actor, queue)
        assert claimed is not None
        return self.decide(actor, claimed, verdict, **fields)

    def waiting(self, actor: str = "bob") -> dict[str, int]:
        """How many wait in each queue in which some do."""
        queues = self.town.ask(actor, ListReviewQueues())
        return {status.queue: status.waiting for status in queues if status.waiting}

    def newcomer(self, title: str = "Build fails", **fields: Any) -> Post:
        """The first post of somebody who has just come."""
        self.newcomers += 1
        name = f"new-{self.newcomers}"
        self.town.do(name, JoinCommunity())
        question = CreateThread(kind="question", title=title, body="It worked yesterday.", **fields)
        written: Post = self.town.do(name, question)
        return written

    def known(self, verdict: str = "fine") -> Post:
        """A post about which two reviewers agree; from now on whoever claims is given an audit, while there is one."""
        post = self.newcomer()
        for actor in ("dan", "eve"):
            self.review(actor, verdict)
        self.settings(audit_percent=100)
        return post


def prepared(town: Any) -> Desk:
    """A town with reviewers."""
    town.privilege(*REVIEWERS)
    desk = Desk(town)
    desk.settings(audit_percent=0)
    return desk


@pytest.fixture
def desk(town: Any) -> Desk:
    """On both engines in turn."""
    return prepared(town)


@pytest.fixture
def sqlite_desk(sqlite_town: Any) -> Desk:
    """On SQLite, for what does not depend on the database."""
    return prepared(sqlite_town)


@pytest.fixture
def postgres_desk(postgres_town: Any) -> Desk:
    """On PostgreSQL, for what SQLite's one writer at a time never shows."""
    return prepared(postgres_town)
