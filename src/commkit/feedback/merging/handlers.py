"""Handler of merging: locks both suggestions in the order of their ids, then moves the votes."""

from attrs import evolve

from commkit.feedback.feature import FeedbackSettings, feedback
from commkit.feedback.merging import statements as sql
from commkit.feedback.merging.facts import SuggestionsMerged
from commkit.feedback.merging.messages import MergeSuggestions
from commkit.feedback.merging.policy import merge_allocations
from commkit.feedback.suggestions.records import Suggestion, SuggestionId
from commkit.feedback.votes import statements as votes_sql
from commkit.feedback.votes.records import VoteAllocation
from commkit.fields import merge_fields
from commkit.runtime.model.errors import Conflict
from commkit.runtime.sessions.context import Context


@feedback.handles(MergeSuggestions)
def merge_suggestions(context: Context, command: MergeSuggestions) -> Suggestion:
    """Merge a duplicate into the target."""
    duplicate = context.get(Suggestion, command.suggestion, need="feedback.merge")
    target = context.get(Suggestion, command.into, need="feedback.merge")
    return perform_merge(context, duplicate, target)


def perform_merge(context: Context, duplicate: Suggestion, target: Suggestion) -> Suggestion:
    """Merge a suggestion into another one, for features with rules of their own about who may.

    Args:
        context: The context of the command.
        duplicate: The one that is merged.
        target: The one that stays.

    Returns:
        The one that stays, with the votes of both.

    Raises:
        Conflict: As for `MergeSuggestions`.
    """
    if duplicate.id == target.id:
        raise Conflict("feedback.same_suggestion", "these are one suggestion already")
    if duplicate.audience != target.audience:
        raise Conflict("feedback.different_audiences", "move one to the other's space first; others see it")
    is_open = _lock_both(context, duplicate, target)
    context.run(sql.REDIRECT_MERGED, merged=duplicate.id, into=target.id)
    merge_fields(context, "suggestion", duplicate.id, target.id)
    voters, votes = _move_votes(context, duplicate.id, target.id, is_open=is_open)
    context.run(votes_sql.COUNT_VOTES, id=target.id, voters=voters, votes=votes)
    context.emit(SuggestionsMerged(suggestion=duplicate.id, into=target.id, author=duplicate.author))
    return evolve(target, voter_count=target.voter_count + voters, score=target.score + votes)


def _lock_both(context: Context, duplicate: Suggestion, target: Suggestion) -> bool:
    """Lock both suggestions and mark the duplicate as merged; return whether the target is open."""
    is_open = True
    for id in sorted((duplicate.id, target.id)):
        if id == duplicate.id:
            locked = context.run(sql.MARK_MERGED, id=id, into=target.id, now=context.now) == 1
        else:
            row = context.one(sql.LOCK, id=id)
            locked = row is not None
            is_open = row is None or row[0] is None
        if not locked:
            raise Conflict("feedback.stale", "one of them was withdrawn or merged in the meantime")
    return is_open


def _move_votes(
    context: Context, duplicate: SuggestionId, target: SuggestionId, *, is_open: bool
) -> tuple[int, int]:
    """Move the votes of a duplicate; return how many voters and votes the target gains."""
    max_weight = context.settings(FeedbackSettings).max_weight
    moved, refunds, voters, votes = [], [], 0, 0
    for member, weight, held, target_weight, target_held, recorded_by, source, at in context.rows(
        sql.ALLOCATIONS, suggestion=duplicate, into=target
    ):
        merged, refund = merge_allocations(
            VoteAllocation(weight, held),
            VoteAllocation(target_weight, target_held),
            max_weight=max_weight,
            is_open=is_open,
        )
        voters += target_weight == 0
        votes += merged.weight - target_weight
        moved.append(
            {
                "suggestion": target,
                "member": member,
                "weight": merged.weight,
                "held": merged.held,
                "recorded_by": recorded_by,
                "source": source,
                "at": at,
            }
        )
        if refund:
            refunds.append({"member": member, "votes": refund})
    context.run_many(votes_sql.UPSERT_VOTE, moved)
    context.run(sql.DELETE_VOTES, suggestion=duplicate)
    context.run_many(votes_sql.REFUND_BUDGET, refunds)
    return voters, votes
