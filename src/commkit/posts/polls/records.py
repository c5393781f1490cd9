"""A poll as its readers see it."""

from datetime import datetime
from enum import StrEnum

from attrs import frozen

from commkit.posts.records import PostId
from commkit.runtime.model.ids import MemberId


class ResultVisibility(StrEnum):
    """When the results of a poll are seen."""

    ALWAYS = "always"
    VOTED = "voted"
    """By who has voted, and by everybody once it is closed."""
    CLOSED = "closed"
    """Once it is closed."""


@frozen
class PollChoice:
    """Something that can be chosen.

    Attributes:
        number: Its place, 0 upwards.
        label: What it says.
        vote_count: Ballots that name it; None while the actor may not see the results.
        chosen: Whether the actor chose it.
    """

    number: int
    label: str
    vote_count: int | None
    chosen: bool


@frozen
class Poll:
    """A question with choices that hangs on a post.

    Attributes:
        post: The post.
        question: What is asked.
        max_choices: Choices that a ballot may name; 1 for a single choice.
        result_visibility: When the results are seen.
        changeable: Whether a vote can be changed and taken back.
        public: Whether it is seen who voted for what.
        created_by: Who asks.
        created_at: When it was opened.
        closes_at: When it closes; None for no end.
        closed_at: When it was closed; None while it is open.
        ballot_count: Members who voted.
        choices: In order.
    """

    post: PostId
    question: str
    max_choices: int
    result_visibility: ResultVisibility
    changeable: bool
    public: bool
    created_by: MemberId | None
    created_at: datetime
    closes_at: datetime | None
    closed_at: datetime | None
    ballot_count: int
    choices: tuple[PollChoice, ...] = ()


@frozen
class PollVoter:
    """Who voted for a choice of a public poll.

    Attributes:
        member: Who.
        name: What others see.
        at: When.
    """

    member: MemberId
    name: str
    at: datetime
