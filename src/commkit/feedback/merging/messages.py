"""The command that merges two suggestions."""

from attrs import frozen

from commkit.feedback.suggestions.records import Suggestion, SuggestionId
from commkit.runtime.model.messages import Command


@frozen(kw_only=True)
class MergeSuggestions(Command[Suggestion]):
    """Merge a duplicate into the suggestion that stays; from then on the duplicate's id resolves to that one.

    A member who voted for both counts once; the two weights are added, up to what one suggestion may get from one
    member, and the rest goes back to the budget.

    Attributes:
        suggestion: The duplicate.
        into: The one that stays.

    Raises:
        Conflict: Both are the same suggestion, they have different audiences, or one was withdrawn or merged in the
            meantime.
    """

    permission = "feedback.merge"

    suggestion: SuggestionId
    into: SuggestionId
