"""A poll as its readers see it."""

from datetime import datetime
from enum import StrEnum

from attrs import frozen

from commkit.posts.records import PostId
from commkit.runtime.model.ids import MemberId


class Show(StrEnum):
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
        votes: Ballots that name it; None while the actor may not see the results.
        mine: Whether the actor chose it.
    """

    number: int
    label: str
    votes: int | None
    mine: bool


@frozen
class Poll:
    """A question with choices that hangs on a post.

    Attributes:
        post: The post.
        question: What is asked.
        most: Choices that a ballot may name; 1 for a single choice.
        show: When the results are seen.
        changeable: Whether a vote can be changed and taken back.
        public: Whether it is seen who voted for what.
        opened_by: Who asks.
        opened_at: When it was opened.
        closes_at: When it closes; None for no end.
        closed_at: When it was closed; None while it is open.
        ballot_count: Members who voted.
        choices: In order.
    """

    post: PostId
    question: str
    most: int
    show: Show
    changeable: bool
    public: bool
    opened_by: MemberId | None
    opened_at: datetime
    closes_at: datetime | None
    closed_at: datetime | None
    ballot_count: int
    choices: tuple[PollChoice, ...] = ()


@frozen
class Voter:
    """Who voted for a choice of a public poll.

    Attributes:
        member: Who.
        name: What others see.
        at: When.
    """

    member: MemberId
    name: str
    at: datetime
