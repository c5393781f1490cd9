"""The records of suggestions: ideas, problems, praise and questions."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType
from uuid import UUID

from attrs import frozen

from commkit.members import GroupId
from commkit.runtime.model.ids import MemberId
from commkit.spaces import SpaceId

SuggestionId = NewType("SuggestionId", UUID)
"""The id of a suggestion."""

SuggestionUpdateId = NewType("SuggestionUpdateId", UUID)
"""The id of an entry in the history of a suggestion."""


class SuggestionKind(StrEnum):
    """What a suggestion is about."""

    IDEA = "idea"
    PROBLEM = "problem"
    PRAISE = "praise"
    QUESTION = "question"


class SuggestionStatus(StrEnum):
    """The status of a suggestion."""

    NEW = "new"
    UNDER_REVIEW = "under_review"
    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    DECLINED = "declined"


@frozen
class Suggestion:
    """An idea, a problem, praise or a question of a member, addressed to the team that runs the community.

    Attributes:
        id: Its id. The id of a merged suggestion resolves to the suggestion it was merged into.
        kind: What it is about.
        status: Its status.
        title: One line.
        body: The text, as Markdown.
        tags: Its normalized tags.
        author: Its author; None if the host itself submitted it.
        author_name: The author's name; empty without an author.
        source: Where a steward heard it who recorded it for the author; empty for everybody but stewards.
        version: Incremented by every edit.
        created_at: When it was submitted.
        edited_at: When it was last edited.
        status_changed_at: When its status last changed.
        reply: The last public reply, or empty.
        first_replied_at: When it first got a public reply.
        decided_at: When it first was planned, in progress, done or declined.
        done_at: When its status became done.
        closed_at: When voting ended, because it was done, declined or withdrawn.
        removed_at: When it was withdrawn.
        voter_count: Members who voted for it.
        score: The sum of the weights of their votes.
        space: The space that it stands in; None for none.
        audience: The group that sees it, as it sees the space; None for all who see the community.
    """

    id: SuggestionId
    kind: SuggestionKind
    status: SuggestionStatus
    title: str
    body: str
    tags: tuple[str, ...]
    author: MemberId | None
    author_name: str
    source: str
    version: int
    created_at: datetime
    edited_at: datetime | None
    status_changed_at: datetime
    reply: str
    first_replied_at: datetime | None
    decided_at: datetime | None
    done_at: datetime | None
    closed_at: datetime | None
    removed_at: datetime | None
    voter_count: int
    score: int
    space: SpaceId | None = None
    audience: GroupId | None = None


@frozen
class SuggestionUpdate:
    """One entry in the history of a suggestion: a change of status, or a public reply.

    Attributes:
        id: Its id.
        suggestion: The suggestion.
        status: The status after it.
        reply: The public reply, or empty.
        by: The member who changed or replied; None for the host itself.
        at: When it happened.
    """

    id: SuggestionUpdateId
    suggestion: SuggestionId
    status: SuggestionStatus
    reply: str
    by: MemberId | None
    at: datetime


@frozen
class RoadmapColumn:
    """The suggestions of one status.

    Attributes:
        status: The status.
        suggestions: Those with the highest score; the latest ones in the column of what is done.
    """

    status: SuggestionStatus
    suggestions: tuple[Suggestion, ...]


@frozen
class FeedbackMetrics:
    """Metrics of the suggestions of a period.

    Durations are medians, since a few old suggestions would dominate a mean; None if there is none to measure.

    Attributes:
        suggestions: Suggestions submitted in the period, neither withdrawn nor merged; at most the latest 10,000.
        voters: The sum of their voter counts.
        votes: The sum of their scores.
        by_status: Number of suggestions by status.
        reply_rate: The share with a public reply, 0 to 1; None without suggestions.
        time_to_reply: From submission to the first public reply.
        time_to_decision: From submission to the first decision, see `Suggestion.decided_at`.
        time_to_completion: From the first decision to done.
        lead_time: From submission to done.
    """

    suggestions: int
    voters: int
    votes: int
    by_status: dict[str, int]
    reply_rate: float | None
    time_to_reply: timedelta | None
    time_to_decision: timedelta | None
    time_to_completion: timedelta | None
    lead_time: timedelta | None
