"""What is told of suggestions."""

from attrs import frozen

from commkit.feedback.suggestions.records import FeedbackKind, FeedbackStatus, StepId, SuggestionId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Fact


@frozen
class SuggestionMade(Fact):
    """Somebody suggested something, or a steward recorded it for them."""

    name = "feedback.suggested"
    suggestion: SuggestionId
    kind: FeedbackKind
    author: MemberId | None


@frozen
class SuggestionEdited(Fact):
    """What a suggestion says was changed."""

    name = "feedback.edited"
    suggestion: SuggestionId
    version: int


@frozen
class SuggestionWithdrawn(Fact):
    """A suggestion was taken back."""

    name = "feedback.withdrawn"
    suggestion: SuggestionId
    author: MemberId | None


@frozen
class VoteCast(Fact):
    """A member voted, or changed how many votes they give."""

    name = "feedback.voted"
    suggestion: SuggestionId
    member: MemberId
    weight: int


@frozen
class VoteTakenBack(Fact):
    """A member took their vote back."""

    name = "feedback.unvoted"
    suggestion: SuggestionId
    member: MemberId


@frozen
class SuggestionsMerged(Fact):
    """A duplicate was merged into another suggestion."""

    name = "feedback.merged"
    suggestion: SuggestionId
    into: SuggestionId
    author: MemberId | None


@frozen
class StatusChanged(Fact):
    """A suggestion moved on."""

    name = "feedback.status_changed"
    suggestion: SuggestionId
    before: FeedbackStatus
    after: FeedbackStatus
    step: StepId


@frozen
class SuggestionAnswered(Fact):
    """A suggestion got a public reply."""

    name = "feedback.answered"
    suggestion: SuggestionId
    step: StepId
