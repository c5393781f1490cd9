"""What a reviewer gets, and what it answers."""

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
    """

    post: UUID
    version: int
    title: str
    body: str
    author: MemberId | None
    trust: int


@frozen
class ReviewVerdict:
    """The answer of a reviewer.

    Attributes:
        outcome: What becomes of the post.
        evidence: Why, one sentence; moderators read it and, where the post is removed, its author.
    """

    outcome: ReviewOutcome
    evidence: str = ""
