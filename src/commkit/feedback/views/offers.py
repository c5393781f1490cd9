"""What a suggestion must be like for a command about it to be offered, besides the permission."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from commkit.feedback.feature import feedback
from commkit.feedback.merging.messages import MergeSuggestions
from commkit.feedback.suggestions.messages import (
    EditSuggestion,
    RecordSuggestion,
    ReplyToSuggestion,
    WithdrawSuggestion,
)
from commkit.feedback.suggestions.records import Suggestion, SuggestionId
from commkit.feedback.views import statements as sql
from commkit.feedback.votes.messages import RecordSuggestionVote, RetractSuggestionVote, VoteOnSuggestion
from commkit.members import Membership
from commkit.runtime.model.messages import Command
from commkit.runtime.sessions.context import Context


@feedback.offers(EditSuggestion, WithdrawSuggestion, ReplyToSuggestion, MergeSuggestions, about=Suggestion)
def is_not_withdrawn(context: Context, suggestion: Suggestion) -> bool:
    """What was withdrawn stays as it is."""
    return suggestion.removed_at is None


@feedback.offers(RecordSuggestion, about=Membership)
def is_inside(context: Context, membership: Membership) -> bool:
    """Suggestions are recorded of who is in the community."""
    return membership.is_current


@feedback.withholds(RetractSuggestionVote, about=Suggestion)
def withhold_retracting(
    context: Context, shown: Sequence[Suggestion]
) -> Mapping[SuggestionId, Iterable[type[Command[Any]]]]:
    """Only a vote that was given is taken back."""
    me, ids = context.member_or_none, [each.id for each in shown]
    voted = (
        {vote.suggestion for vote in context.rows(sql.OWN_VOTES, me=me, ids=ids)} if me is not None else ()
    )
    return {id: (RetractSuggestionVote,) for id in ids if id not in voted}


@feedback.offers(VoteOnSuggestion, RetractSuggestionVote, RecordSuggestionVote, about=Suggestion)
def is_open_to_votes(context: Context, suggestion: Suggestion) -> bool:
    """Voting ends with what was done, declined or withdrawn."""
    return suggestion.closed_at is None and suggestion.removed_at is None
