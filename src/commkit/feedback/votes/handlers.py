"""Handlers of votes: one vote per member and suggestion, ensured by a key; budgets by conditional updates.

Every command that changes votes locks the suggestion's row first, then the votes, then budgets in the order of their
members; so no two commands deadlock, and what is read after the first lock stays true until the commit.
"""

from attrs import evolve

from commkit.feedback.feature import FeedbackSettings, feedback
from commkit.feedback.handlers import active_member
from commkit.feedback.suggestions.records import Suggestion, SuggestionId
from commkit.feedback.votes import statements as sql
from commkit.feedback.votes.facts import SuggestionVoteCast, SuggestionVoteRetracted
from commkit.feedback.votes.messages import RecordSuggestionVote, RetractSuggestionVote, VoteOnSuggestion
from commkit.feedback.votes.records import VoteAllocation
from commkit.runtime.model.errors import Conflict, Invalid
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context


@feedback.handles(VoteOnSuggestion)
def vote_on_suggestion(context: Context, command: VoteOnSuggestion) -> Suggestion:
    """Set the actor's vote, whatever it was before."""
    voter = context.member
    suggestion = context.get(Suggestion, command.suggestion)
    before = _lock_open(context, suggestion, voter)
    return _cast(context, suggestion, voter, before=before, weight=command.weight, source="")


@feedback.handles(RecordSuggestionVote)
def record_suggestion_vote(context: Context, command: RecordSuggestionVote) -> Suggestion:
    """Record a vote of a member who has not voted; an existing vote is changed by the voter only."""
    suggestion = context.get(Suggestion, command.suggestion)
    voter = active_member(context, command.member)
    before = _lock_open(context, suggestion, voter.id)
    if before.weight:
        raise Conflict("feedback.already_voted", "this member voted already; only they can change their vote")
    return _cast(context, suggestion, voter.id, before=before, weight=command.weight, source=command.source)


@feedback.handles(RetractSuggestionVote)
def retract_suggestion_vote(context: Context, command: RetractSuggestionVote) -> Suggestion:
    """Delete the actor's vote, if there is one."""
    voter = context.member
    suggestion = context.get(Suggestion, command.suggestion)
    before = _lock_open(context, suggestion, voter)
    if not context.run(sql.DELETE_VOTE, suggestion=suggestion.id, member=voter):
        return suggestion
    _adjust_budget(context, voter, -before.held)
    context.run(sql.COUNT_VOTES, id=suggestion.id, voters=-1, votes=-before.weight)
    context.emit(SuggestionVoteRetracted(suggestion=suggestion.id, member=voter))
    return evolve(suggestion, voter_count=suggestion.voter_count - 1, score=suggestion.score - before.weight)


def release_budgets(context: Context, suggestion: SuggestionId) -> None:
    """Give the votes that a suggestion holds back to their budgets; they go on counting in its score.

    The caller has changed the suggestion's row in this transaction, and so holds its lock.
    """
    held = context.rows(sql.HELD_VOTES, suggestion=suggestion)
    if held:
        context.run(sql.CLEAR_HELD, suggestion=suggestion)
        context.run_many(sql.REFUND_BUDGET, [{"member": member, "votes": votes} for member, votes in held])


def _lock_open(context: Context, suggestion: Suggestion, voter: MemberId) -> VoteAllocation:
    """Lock an open suggestion until the commit; return the voter's present vote."""
    if not context.run(sql.LOCK_OPEN, id=suggestion.id):
        raise Conflict("feedback.voting_closed", "voting on it has ended; its status and reply say why")
    row = context.one(sql.ALLOCATION, suggestion=suggestion.id, member=voter)
    return VoteAllocation(*row) if row is not None else VoteAllocation()


def _cast(
    context: Context,
    suggestion: Suggestion,
    voter: MemberId,
    *,
    before: VoteAllocation,
    weight: int,
    source: str,
) -> Suggestion:
    """Replace a member's vote for a locked suggestion."""
    settings = context.settings(FeedbackSettings)
    if not 1 <= weight <= settings.max_weight:
        raise Invalid.field("weight", "out_of_range", f"give it 1 to {settings.max_weight} vote(s)")
    after = VoteAllocation(weight, held=weight if settings.voting == "budget" else 0)
    if after == before:
        return suggestion
    _adjust_budget(context, voter, after.held - before.held)
    context.run(
        sql.UPSERT_VOTE,
        suggestion=suggestion.id,
        member=voter,
        weight=after.weight,
        held=after.held,
        recorded_by=context.member_or_none if source else None,
        source=source,
        at=context.now,
    )
    voters, votes = int(before.weight == 0), after.weight - before.weight
    context.run(sql.COUNT_VOTES, id=suggestion.id, voters=voters, votes=votes)
    context.emit(SuggestionVoteCast(suggestion=suggestion.id, member=voter, weight=weight))
    return evolve(suggestion, voter_count=suggestion.voter_count + voters, score=suggestion.score + votes)


def _adjust_budget(context: Context, voter: MemberId, change: int) -> None:
    """Spend votes of a budget, if so many are left, or refund them."""
    total = context.settings(FeedbackSettings).votes_per_member
    if change < 0:
        context.run(sql.REFUND_BUDGET, member=voter, votes=-change)
    elif change and (
        change > total or not context.run(sql.SPEND_BUDGET, member=voter, spent=change, total=total)
    ):
        raise Conflict(
            "feedback.vote_budget_exceeded",
            f"fewer of the {total} votes are left; retract or reduce another vote first",
        )
