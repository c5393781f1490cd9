"""What is told of suggestions."""

from attrs import frozen

from commkit.feedback.suggestions.records import (
    FeedbackKind,
    FeedbackStatus,
    SuggestionId,
    SuggestionUpdateId,
)
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Fact


@frozen
class SuggestionSubmitted(Fact):
    """Somebody suggested something, or a steward recorded it for them."""

    name = "feedback.suggestion_submitted"
    suggestion: SuggestionId
    kind: FeedbackKind
    author: MemberId | None


@frozen
class SuggestionEdited(Fact):
    """What a suggestion says was changed."""

    name = "feedback.suggestion_edited"
    suggestion: SuggestionId
    version: int


@frozen
class SuggestionWithdrawn(Fact):
    """A suggestion was taken back."""

    name = "feedback.suggestion_withdrawn"
    suggestion: SuggestionId
    author: MemberId | None


@frozen
class SuggestionVoteCast(Fact):
    """A member voted, or changed how many votes they give."""

    name = "feedback.suggestion_vote_cast"
    suggestion: SuggestionId
    member: MemberId
    weight: int


@frozen
class SuggestionVoteRetracted(Fact):
    """A member took their vote back."""

    name = "feedback.suggestion_vote_retracted"
    suggestion: SuggestionId
    member: MemberId


@frozen
class SuggestionsMerged(Fact):
    """A duplicate was merged into another suggestion."""

    name = "feedback.suggestions_merged"
    suggestion: SuggestionId
    into: SuggestionId
    author: MemberId | None


@frozen
class SuggestionStatusChanged(Fact):
    """A suggestion moved on."""

    name = "feedback.suggestion_status_changed"
    suggestion: SuggestionId
    before: FeedbackStatus
    after: FeedbackStatus
    update: SuggestionUpdateId


@frozen
class SuggestionReplied(Fact):
    """A suggestion got a public reply."""

    name = "feedback.suggestion_replied"
    suggestion: SuggestionId
    update: SuggestionUpdateId
