"""The fact of a merge."""

from attrs import frozen

from commkit.feedback.suggestions.records import SuggestionId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Fact


@frozen
class SuggestionsMerged(Fact):
    """A duplicate was merged into another suggestion."""

    name = "feedback.suggestions_merged"
    visible_to = "feedback.read"
    suggestion: SuggestionId
    into: SuggestionId
    author: MemberId | None
