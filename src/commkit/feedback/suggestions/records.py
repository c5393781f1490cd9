"""What a suggestion is, as records."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType
from uuid import UUID

from attrs import frozen

from commkit.runtime.model.ids import MemberId

SuggestionId = NewType("SuggestionId", UUID)
"""The id of a suggestion."""
SuggestionUpdateId = NewType("SuggestionUpdateId", UUID)
"""The id of a step in the history of a suggestion."""


class FeedbackKind(StrEnum):
    """What a suggestion is about."""

    IDEA = "idea"
    PROBLEM = "problem"
    PRAISE = "praise"
    QUESTION = "question"


class FeedbackStatus(StrEnum):
    """How far a suggestion has come."""

    NEW = "new"
    UNDER_REVIEW = "under_review"
    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    DECLINED = "declined"


@frozen
class Suggestion:
    """An idea, a problem, a praise or a question of a member, for the team that runs the community.

    Attributes:
        id: Its id. One that was merged leads to the suggestion it was merged into.
        kind: What it is about.
        status: How far it has come.
        title: One line.
        body: The text, as Markdown.
        tags: Words under which it is found.
        author: Whose it is; None where the host itself wrote it.
        author_name: What the author is called; empty where there is none.
        source: Where it came from, where a steward recorded it for the author; told to stewards only.
        version: Rises with every edit.
        created_at: When it was made.
        edited_at: When it was last edited.
        status_changed_at: When it came to its present status.
        reply: The last public reply.
        first_replied_at: When it first got a public reply.
        decided_at: When it was first decided: planned, begun, done or declined.
        done_at: When it was done.
        closed_at: When voting on it ended: done or declined, or withdrawn.
        removed_at: When it was withdrawn.
        voter_count: Members who voted for it; each counts once.
        score: The sum of their votes.
    """

    id: SuggestionId
    kind: FeedbackKind
    status: FeedbackStatus
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


@frozen
class SuggestionUpdate:
    """One step in the history of a suggestion: it moved on, or was replied to.

    Attributes:
        id: Its id.
        suggestion: Whose step.
        status: The status from then on.
        reply: What was said, for everybody to read.
        by: Who decided; None for the host itself.
        at: When.
    """

    id: SuggestionUpdateId
    suggestion: SuggestionId
    status: FeedbackStatus
    reply: str
    by: MemberId | None
    at: datetime


@frozen
class SuggestionVote:
    """A member's vote for a suggestion.

    Attributes:
        suggestion: For which.
        weight: How many votes; 1 where everybody has one for each suggestion.
        held: How many of them the member's budget still holds; 0 once they were given back.
        at: When it was cast or last changed.
    """

    suggestion: SuggestionId
    weight: int
    held: int
    at: datetime


@frozen
class VoteBudget:
    """How many votes a member has.

    Attributes:
        total: Votes to give; None where everybody has one for each suggestion.
        spent: Votes given to suggestions that are still open.
        left: Votes still to give; None where there is no budget.
    """

    total: int | None
    spent: int
    left: int | None


@frozen
class RoadmapColumn:
    """The suggestions of one status.

    Attributes:
        status: Which.
        suggestions: What is in it: of what is done the latest, of the others those with the highest score.
    """

    status: FeedbackStatus
    suggestions: tuple[Suggestion, ...]


@frozen
class FeedbackMetrics:
    """What came of the suggestions of a period.

    Durations are medians, since a few old suggestions would pull a mean up; None where there is none to measure.

    Attributes:
        suggestions: Suggestions made in the period that stand; at most 10,000 of them are measured, the latest.
        voters: Votes for them, each member counted once for each suggestion.
        votes: The sum of their scores.
        by_status: How many have come how far.
        reply_rate: The share of them that got a public reply, 0 to 1; None where there are none.
        time_to_reply: From the suggestion to its first public reply.
        time_to_decision: From the suggestion to its first decision.
        time_to_completion: From the first decision to done.
        lead_time: From the suggestion to done.
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
