"""The facts of votes."""

from attrs import frozen

from commkit.feedback.suggestions.records import SuggestionId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Fact


@frozen
class SuggestionVoteCast(Fact):
    """A member voted, or changed the weight of a vote."""

    name = "feedback.suggestion_vote_cast"
    visible_to = "feedback.read"
    audited = ("member", "weight")
    suggestion: SuggestionId
    member: MemberId
    weight: int


@frozen
class SuggestionVoteRetracted(Fact):
    """A member retracted a vote."""

    name = "feedback.suggestion_vote_retracted"
    visible_to = "feedback.read"
    audited = ("member",)
    suggestion: SuggestionId
    member: MemberId
