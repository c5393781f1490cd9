"""The commands and queries of votes for suggestions."""

from attrs import frozen

from commkit.feedback.suggestions.messages import Source
from commkit.feedback.suggestions.records import Suggestion, SuggestionId
from commkit.feedback.votes.records import SuggestionVote, VoteBudget
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command, Query
from commkit.runtime.storage.pages import Page


@frozen
class VoteOnSuggestion(Command[Suggestion]):
    """Vote for a suggestion; voting again replaces the earlier vote. Voters are notified about the suggestion.

    Attributes:
        suggestion: The suggestion.
        weight: Votes of the member's budget; 1 where every member has one vote for each suggestion.

    Raises:
        Conflict: It is closed, or fewer votes than that are left in the budget.
        Invalid: The weight is out of range.
    """

    permission = "feedback.vote"

    suggestion: SuggestionId
    weight: int = 1


@frozen(kw_only=True)
class RecordSuggestionVote(Command[Suggestion]):
    """Record a vote that a member gave elsewhere.

    Attributes:
        suggestion: The suggestion.
        member: The voter.
        source: Where it was heard; visible to stewards only.
        weight: As for `VoteOnSuggestion`; taken from the voter's budget.

    Raises:
        Conflict: As for `VoteOnSuggestion`, or the voter's membership is not current, or the member voted already.
        Invalid: As for `VoteOnSuggestion`.
    """

    permission = "feedback.record"
    personal = ("source",)

    suggestion: SuggestionId
    member: MemberId
    source: Source
    weight: int = 1


@frozen
class RetractSuggestionVote(Command[Suggestion]):
    """Retract the actor's vote; held votes go back to the budget.

    Raises:
        Conflict: The suggestion is closed.
    """

    permission = "feedback.vote"
    when_ended = True

    suggestion: SuggestionId


@frozen(kw_only=True)
class ListMySuggestionVotes(Query[Page[SuggestionVote]]):
    """The actor's own votes, those for the newest suggestions first.

    Attributes:
        after: The `next` of the previous page.
        limit: Votes on a page, 1 to 100.
    """

    permission = "feedback.vote"
    personal = ()

    after: str | None = None
    limit: int = 20


@frozen
class ReadMyVoteBudget(Query[VoteBudget]):
    """The actor's vote budget."""

    permission = "feedback.vote"
