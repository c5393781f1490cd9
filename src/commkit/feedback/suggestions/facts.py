"""The facts of suggestions."""

from attrs import frozen

from commkit.feedback.suggestions.records import (
    SuggestionId,
    SuggestionKind,
    SuggestionStatus,
    SuggestionUpdateId,
)
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Fact


@frozen
class SuggestionSubmitted(Fact):
    """A suggestion was submitted, or recorded for its author."""

    name = "feedback.suggestion_submitted"
    visible_to = "feedback.read"
    suggestion: SuggestionId
    kind: SuggestionKind
    author: MemberId | None


@frozen
class SuggestionEdited(Fact):
    """Title, body or tags of a suggestion were changed."""

    name = "feedback.suggestion_edited"
    visible_to = "feedback.read"
    suggestion: SuggestionId
    version: int


@frozen
class SuggestionWithdrawn(Fact):
    """A suggestion was withdrawn."""

    name = "feedback.suggestion_withdrawn"
    visible_to = "feedback.read"
    suggestion: SuggestionId
    author: MemberId | None


@frozen
class SuggestionStatusChanged(Fact):
    """The status of a suggestion changed."""

    name = "feedback.suggestion_status_changed"
    visible_to = "feedback.read"
    suggestion: SuggestionId
    before: SuggestionStatus
    after: SuggestionStatus
    update: SuggestionUpdateId


@frozen
class SuggestionReplied(Fact):
    """A suggestion got a public reply."""

    name = "feedback.suggestion_replied"
    visible_to = "feedback.read"
    suggestion: SuggestionId
    update: SuggestionUpdateId
