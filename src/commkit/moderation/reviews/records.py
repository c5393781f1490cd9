"""What a reviewer gets, and what it answers."""

from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from attrs import frozen

from commkit.runtime.model.ids import MemberId


class ReviewOutcome(StrEnum):
    """What becomes of a reviewed post."""

    PASS = "pass"  # noqa: S105  # not a password
    """Nothing."""
    HOLD = "hold"
    """It is hidden until a moderator decides."""
    REFUSE = "refuse"
    """It is removed."""


@frozen
class ReviewRequest:
    """What the host application's reviewer gets.

    Attributes:
        post: The post.
        version: Its version.
        title: Its title; empty for none.
        body: Its text.
        author: The author's member id.
        trust: The author's trust level.
        kind: The kind of the post.
        links: Where its links lead, each once.
    """

    post: UUID
    version: int
    title: str
    body: str
    author: MemberId | None
    trust: int
    kind: str = ""
    links: tuple[str, ...] = ()


@frozen
class ReviewVerdict:
    """The answer of a reviewer.

    Attributes:
        outcome: What becomes of the post.
        evidence: Why, one sentence; moderators read it and, where the post is removed, its author.
        confidence: How sure it is, 0 to 1; None where it does not say.
    """

    outcome: ReviewOutcome
    evidence: str = ""
    confidence: float | None = None


class AbsenceRule(StrEnum):
    """What becomes of a post about which the reviewer gives no answer."""

    HOLD = "hold"
    """It is hidden until a moderator decides."""
    PUBLISH = "publish"
    """It is published, or stays so."""
    REFUSE = "refuse"
    """It is removed, with a statement of reasons."""


@frozen
class Absence:
    """When a reviewer counts as absent, and what becomes of posts then.

    Attributes:
        rule: What becomes of the post.
        retries: How often it is asked again before, with growing pauses; the worker's own attempts are the most.
        pause: For how long nobody asks it after a failed attempt.
    """

    rule: AbsenceRule
    retries: int = 3
    pause: timedelta = timedelta(seconds=30)
