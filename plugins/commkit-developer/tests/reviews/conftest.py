"""A developer community in which bob, cid, dan and eve review, and no audits happen unless a test wants them."""

from collections.abc import Callable
from typing import Any

import pytest

from commkit.communities import UpdateSettings
from commkit_developer import ClaimReview, DecideReview, PostReview, PostVerdict, ReviewQueue

FIRST, LATE = ReviewQueue.FIRST_POSTS, ReviewQueue.LATE_ANSWERS
CLOSE, REOPEN = ReviewQueue.CLOSE_VOTES, ReviewQueue.REOPEN_VOTES
OFF_TOPIC = "developer.off_topic"
REVIEWERS = ("bob", "cid", "dan", "eve")


class Desk:
    """What tests do with the queues of a town."""

    def __init__(self, town: Any) -> None:
        self.town = town

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

    def known(self, verdict: str = "fine") -> Any:
        """A post about which two reviewers agreed, so that it may be an audit, and another one that waits."""
        post = self.town.question(by="ada")
        for actor in ("dan", "eve"):
            self.review(actor, verdict)
        self.settings(audit_percent=100)
        return post, self.town.question("Another one", by="max")


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
def make_desk(make_town: Any) -> Callable[..., Desk]:
    """With options for the plugin."""
    return lambda **options: prepared(make_town(**options))
