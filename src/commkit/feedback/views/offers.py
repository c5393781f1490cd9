"""What a suggestion must be like for a command about it to be offered, besides the permission."""

from commkit.feedback.feature import feedback
from commkit.feedback.merging.messages import MergeSuggestions
from commkit.feedback.suggestions.messages import EditSuggestion, ReplyToSuggestion, WithdrawSuggestion
from commkit.feedback.suggestions.records import Suggestion
from commkit.feedback.votes.messages import RecordSuggestionVote, RetractSuggestionVote, VoteOnSuggestion
from commkit.runtime.sessions.context import Context


@feedback.offers(EditSuggestion, WithdrawSuggestion, ReplyToSuggestion, MergeSuggestions, about=Suggestion)
def is_not_withdrawn(context: Context, suggestion: Suggestion) -> bool:
    """What was withdrawn stays as it is."""
    return suggestion.removed_at is None


@feedback.offers(VoteOnSuggestion, RetractSuggestionVote, RecordSuggestionVote, about=Suggestion)
def is_open_to_votes(context: Context, suggestion: Suggestion) -> bool:
    """Voting ends with what was done, declined or withdrawn."""
    return suggestion.closed_at is None and suggestion.removed_at is None
