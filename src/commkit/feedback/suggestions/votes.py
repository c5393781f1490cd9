"""How votes are cast, taken back and merged: each member once, decided by a key; budgets by conditional updates.

Whoever changes votes takes the suggestion's row first, then the votes, then budgets in the order of their members; so
no two commands wait for each other in a circle, and what is read after the first step stays true to the end.
"""

from attrs import evolve

from commkit.feedback.feature import FeedbackSettings, feedback
from commkit.feedback.suggestions import statements as sql
from commkit.feedback.suggestions.facts import SuggestionsMerged, SuggestionVoteCast, SuggestionVoteRetracted
from commkit.feedback.suggestions.messages import (
    MergeSuggestions,
    RecordSuggestionVote,
    RetractSuggestionVote,
    VoteOnSuggestion,
)
from commkit.feedback.suggestions.policy import VoteAllocation, merge_allocations
from commkit.feedback.suggestions.records import Suggestion, SuggestionId
from commkit.members import Membership
from commkit.runtime.model.errors import Conflict, Invalid
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context


@feedback.handles(VoteOnSuggestion)
def vote_on_suggestion(context: Context, command: VoteOnSuggestion) -> Suggestion:
    """Give it so many votes, whatever one gave it before."""
    voter = context.member
    found = context.get(Suggestion, command.suggestion)
    before = _lock_open(context, found, voter)
    return _cast(context, found, voter, before=before, weight=command.weight, source="")


@feedback.handles(RecordSuggestionVote)
def record_suggestion_vote(context: Context, command: RecordSuggestionVote) -> Suggestion:
    """For a member who has not voted: nobody changes the vote of somebody else."""
    found = context.get(Suggestion, command.suggestion)
    voter = context.get(Membership, command.member)
    if not voter.is_current:
        raise Conflict(
            "feedback.member_not_active", "this member is not inside the community; choose one who is"
        )
    before = _lock_open(context, found, voter.id)
    if before.weight:
        raise Conflict("feedback.already_voted", "this member voted already; their vote is theirs to change")
    return _cast(context, found, voter.id, before=before, weight=command.weight, source=command.source)


@feedback.handles(RetractSuggestionVote)
def retract_suggestion_vote(context: Context, command: RetractSuggestionVote) -> Suggestion:
    """Take it back, if there is one."""
    voter = context.member
    found = context.get(Suggestion, command.suggestion)
    before = _lock_open(context, found, voter)
    if not context.run(sql.DELETE_VOTE, suggestion=found.id, member=voter):
        return found
    _reserve_votes(context, voter, -before.held)
    context.run(sql.COUNT_VOTES, id=found.id, voters=-1, votes=-before.weight)
    context.emit(SuggestionVoteRetracted(suggestion=found.id, member=voter))
    return evolve(found, voter_count=found.voter_count - 1, score=found.score - before.weight)


@feedback.handles(MergeSuggestions)
def merge_suggestions(context: Context, command: MergeSuggestions) -> Suggestion:
    """Take both rows in the order of their ids, then move the votes."""
    gone = context.get(Suggestion, command.suggestion, need="feedback.merge")
    kept = context.get(Suggestion, command.into, need="feedback.merge")
    if gone.id == kept.id:
        raise Conflict("feedback.same_suggestion", "these are one suggestion already")
    is_open = _lock_both(context, gone, kept)
    context.run(sql.REDIRECT_MERGED, merged=gone.id, into=kept.id)
    voters, votes = _move_votes(context, gone.id, kept.id, is_open=is_open)
    context.run(sql.COUNT_VOTES, id=kept.id, voters=voters, votes=votes)
    context.emit(SuggestionsMerged(suggestion=gone.id, into=kept.id, author=gone.author))
    return evolve(kept, voter_count=kept.voter_count + voters, score=kept.score + votes)


def release_budgets(context: Context, suggestion: SuggestionId) -> None:
    """Give every budget back what a suggestion holds, whose row the caller has changed; the votes go on counting."""
    held = context.rows(sql.HELD_VOTES, suggestion=suggestion)
    if held:
        context.run(sql.CLEAR_HELD, suggestion=suggestion)
        context.run_many(sql.REFUND_BUDGET, [{"member": member, "votes": votes} for member, votes in held])


def _lock_open(context: Context, found: Suggestion, voter: MemberId) -> VoteAllocation:
    """Hold the suggestion until the end; gives what the member gives it so far."""
    if not context.run(sql.LOCK_OPEN, id=found.id):
        raise Conflict("feedback.voting_closed", "voting on it has ended; its status and reply say why")
    stake = context.one(sql.ALLOCATION, suggestion=found.id, member=voter)
    return VoteAllocation(*stake) if stake is not None else VoteAllocation()


def _cast(
    context: Context, found: Suggestion, voter: MemberId, *, before: VoteAllocation, weight: int, source: str
) -> Suggestion:
    """Replace what a member gives a suggestion that is held."""
    settings = context.settings(FeedbackSettings)
    if not 1 <= weight <= settings.max_weight:
        raise Invalid.field("weight", "out_of_range", f"give it 1 to {settings.max_weight} vote(s)")
    after = VoteAllocation(weight, held=weight if settings.voting == "budget" else 0)
    if after == before:
        return found
    _reserve_votes(context, voter, after.held - before.held)
    context.run(
        sql.UPSERT_VOTE,
        suggestion=found.id,
        member=voter,
        weight=after.weight,
        held=after.held,
        recorded_by=context.member_or_none if source else None,
        source=source,
        at=context.now,
    )
    voters, votes = int(before.weight == 0), after.weight - before.weight
    context.run(sql.COUNT_VOTES, id=found.id, voters=voters, votes=votes)
    context.emit(SuggestionVoteCast(suggestion=found.id, member=voter, weight=weight))
    return evolve(found, voter_count=found.voter_count + voters, score=found.score + votes)


def _reserve_votes(context: Context, voter: MemberId, change: int) -> None:
    """Let a budget hold more votes, if it has them, or give it some back."""
    total = context.settings(FeedbackSettings).votes_per_member
    if change < 0:
        context.run(sql.REFUND_BUDGET, member=voter, votes=-change)
    elif change and (
        change > total or not context.run(sql.SPEND_BUDGET, member=voter, spent=change, total=total)
    ):
        raise Conflict(
            "feedback.vote_budget_exceeded",
            f"not so many of the {total} votes are left; take some back first",
        )


def _lock_both(context: Context, gone: Suggestion, kept: Suggestion) -> bool:
    """Hold both suggestions, the duplicate as merged; gives whether the one that stays is open."""
    is_open = True
    for id in sorted((gone.id, kept.id)):
        if id == gone.id:
            taken = context.run(sql.MARK_MERGED, id=id, into=kept.id, now=context.now) == 1
        else:
            found = context.one(sql.LOCK, id=id)
            taken = found is not None
            is_open = found is None or found[0] is None
        if not taken:
            raise Conflict("feedback.stale", "one of them was withdrawn or merged in the meantime")
    return is_open


def _move_votes(
    context: Context, gone: SuggestionId, kept: SuggestionId, *, is_open: bool
) -> tuple[int, int]:
    """Move the votes of a duplicate; gives how many voters and votes the one that stays gains."""
    most = context.settings(FeedbackSettings).max_weight
    cast, given_back, voters, votes = [], [], 0, 0
    for member, weight, held, kept_weight, kept_held, recorded_by, source, at in context.rows(
        sql.ALLOCATIONS, suggestion=gone, into=kept
    ):
        stake, back = merge_allocations(
            VoteAllocation(weight, held), VoteAllocation(kept_weight, kept_held), most=most, is_open=is_open
        )
        voters += kept_weight == 0
        votes += stake.weight - kept_weight
        cast.append(
            {
                "suggestion": kept,
                "member": member,
                "weight": stake.weight,
                "held": stake.held,
                "recorded_by": recorded_by,
                "source": source,
                "at": at,
            }
        )
        if back:
            given_back.append({"member": member, "votes": back})
    context.run_many(sql.UPSERT_VOTE, cast)
    context.run(sql.DELETE_VOTES, suggestion=gone)
    context.run_many(sql.REFUND_BUDGET, given_back)
    return voters, votes
