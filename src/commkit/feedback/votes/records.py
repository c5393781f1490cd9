"""The records of votes and vote budgets."""

from datetime import datetime

from attrs import frozen

from commkit.feedback.suggestions.records import SuggestionId


@frozen
class SuggestionVote:
    """A member's vote for a suggestion.

    Attributes:
        suggestion: The suggestion.
        weight: Votes given; 1 where every member has one vote for each suggestion.
        held: Votes of the member's budget that it holds; 0 once they were given back.
        at: When it was cast or last changed.
    """

    suggestion: SuggestionId
    weight: int
    held: int
    at: datetime


@frozen
class VoteBudget:
    """The vote budget of a member.

    Attributes:
        total: Size of the budget; None where every member has one vote for each suggestion.
        spent: Votes held by open suggestions.
        left: Votes left; None without a budget.
    """

    total: int | None
    spent: int
    left: int | None


@frozen
class VoteAllocation:
    """The votes of one member for one suggestion.

    Attributes:
        weight: Votes that count in the score.
        held: Votes of the member's budget among them.
    """

    weight: int = 0
    held: int = 0
