"""A poll as its readers see it."""

from datetime import datetime
from enum import StrEnum

from attrs import frozen

from commkit.posts.records import PostId
from commkit.runtime.model.ids import MemberId


class ResultVisibility(StrEnum):
    """Who sees the results of a poll."""

    ALWAYS = "always"
    VOTED = "voted"
    """Those who have voted, and everybody once it is closed."""
    CLOSED = "closed"
    """Everybody, once it is closed."""


@frozen
class PollChoice:
    """A choice of a poll.

    Attributes:
        number: Its position, from 0.
        label: Its text.
        vote_count: Ballots that chose it; None while the actor may not see the results.
        chosen: Whether the actor chose it.
    """

    number: int
    label: str
    vote_count: int | None
    chosen: bool


@frozen
class Poll:
    """A question with choices that belongs to a post.

    Attributes:
        post: The post.
        question: The question.
        max_choices: Choices of a ballot, at most; 1 for a single choice.
        result_visibility: Who sees the results before it is closed.
        changeable: Whether a vote can be changed and retracted.
        public: Whether everybody sees who voted for what.
        created_by: The member who created it.
        created_at: When it was created.
        closes_at: When it closes; None if it has no end.
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
    """A member who voted for a choice of a public poll.

    Attributes:
        member: The member.
        name: The name that others see.
        at: When they voted.
    """

    member: MemberId
    name: str
    at: datetime
