"""How ideas are submitted to a call, merged, and decided about."""

from uuid import UUID

from attrs import evolve

from commkit import Conflict, Context
from commkit.feedback import SubmitSuggestion, Suggestion, SuggestionKind, perform_merge
from commkit_internal.idea_calls import statements as call_sql
from commkit_internal.idea_calls.facts import IdeaDecided, IdeaSubmitted
from commkit_internal.idea_calls.feature import RUN, idea_feature
from commkit_internal.idea_calls.ideas import statements as sql
from commkit_internal.idea_calls.ideas.messages import DecideIdea, MergeIdeas, SubmitIdea
from commkit_internal.idea_calls.ideas.records import Idea
from commkit_internal.idea_calls.marks import statements as mark_sql
from commkit_internal.idea_calls.policy import MERGING, check_state
from commkit_internal.idea_calls.records import IdeaCall, IdeaCallState


@idea_feature.loads(Idea)
def fetch_idea(context: Context, id: UUID) -> Idea | None:
    """An idea that the actor sees, or the one it was merged into."""
    return context.one(sql.ONE, id=id) if context.can("internal.read_idea_calls") else None


@idea_feature.handles(SubmitIdea)
def submit_idea(context: Context, command: SubmitIdea) -> Idea:
    """Keep the call as it is until the commit: an idea comes before its collection ends, or not at all."""
    context.get(IdeaCall, command.call)
    (call,) = context.rows(call_sql.LOCK_SHARED, id=command.call)
    check_state(call, IdeaCallState.COLLECTING)
    if context.now >= call.collect_until:
        raise Conflict(
            "internal.collection_over", "the time for ideas is over; suggest it outside of this call"
        )
    suggested = context.do(
        SubmitSuggestion(kind=SuggestionKind.IDEA, title=command.title, body=command.body, tags=command.tags)
    )
    idea = Idea(
        id=suggested.id,
        call=call.id,
        submitted_at=context.now,
        outcome=None,
        reason="",
        decided_by=None,
        decided_at=None,
        replied_at=None,
        evaluators=None,
        points=None,
        squares=None,
        rank=None,
    )
    context.run(sql.ADD, idea)
    context.emit(IdeaSubmitted(call=call.id, idea=idea.id))
    return idea


@idea_feature.handles(MergeIdeas)
def merge_ideas(context: Context, command: MergeIdeas) -> Idea:
    """Lock the call; the core merges the suggestions, then marks go that are of authors by now."""
    duplicate, target = context.get(Idea, command.idea), context.get(Idea, command.into)
    for id in (duplicate.call, target.call):
        context.get(IdeaCall, id, need=RUN)
    if duplicate.call != target.call:
        raise Conflict(
            "internal.ideas_of_two_calls", "merge ideas of one call; each call promised its own reply"
        )
    (call,) = context.rows(call_sql.LOCK, id=target.call)
    check_state(call, *sorted(MERGING))
    perform_merge(context, context.get(Suggestion, duplicate.id), context.get(Suggestion, target.id))
    context.run(mark_sql.DROP_OF_IDEA, idea=duplicate.id)
    context.run(mark_sql.DROP_BY_AUTHORS, idea=target.id)
    return target


@idea_feature.handles(DecideIdea)
def decide_idea(context: Context, command: DecideIdea) -> Idea:
    """Keep the call as it is until the commit: it is not reported meanwhile."""
    idea = context.get(Idea, command.idea)
    context.get(IdeaCall, idea.call, need=RUN)
    (call,) = context.rows(call_sql.LOCK_SHARED, id=idea.call)
    check_state(call, IdeaCallState.DECIDING)
    if context.get(Suggestion, idea.id).removed_at is not None:
        raise Conflict("internal.idea_withdrawn", "this idea was withdrawn; decide about the others")
    decided = evolve(
        idea,
        outcome=command.outcome,
        reason=command.reason,
        decided_by=context.member_or_none,
        decided_at=context.now,
    )
    context.run(
        sql.DECIDE,
        id=idea.id,
        new_outcome=decided.outcome,
        new_reason=decided.reason,
        new_by=decided.decided_by,
        new_at=decided.decided_at,
    )
    context.emit(IdeaDecided(call=call.id, idea=idea.id))
    return decided
