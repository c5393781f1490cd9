"""How ideas are marked, and how evaluation is closed."""

from uuid import UUID

from commkit import Conflict, Context, Denied
from commkit.members import own_members
from commkit_internal.idea_calls import statements as call_sql
from commkit_internal.idea_calls.facts import IdeaMarked
from commkit_internal.idea_calls.feature import idea_feature
from commkit_internal.idea_calls.ideas import statements as idea_sql
from commkit_internal.idea_calls.ideas.records import Idea
from commkit_internal.idea_calls.marks import statements as sql
from commkit_internal.idea_calls.marks.messages import MarkIdea
from commkit_internal.idea_calls.marks.policy import check_marks
from commkit_internal.idea_calls.marks.records import IdeaMark, IdeaMarkId
from commkit_internal.idea_calls.policy import check_state
from commkit_internal.idea_calls.records import IdeaCall, IdeaCallState
from commkit_internal.idea_calls.states.handlers import change_state
from commkit_internal.tables import idea_mark


@idea_feature.loads(IdeaMark, owner=lambda mark: mark.evaluator, table=idea_mark)
def fetch_idea_mark(context: Context, id: UUID) -> IdeaMark | None:
    """A mark that the actor sees."""
    return context.one(sql.ONE, id=id) if context.can("internal.read_idea_calls") else None


@idea_feature.handles(MarkIdea)
def mark_idea(context: Context, command: MarkIdea) -> tuple[IdeaMark, ...]:
    """Keep the call as it is until the commit, so that marks come before the end of evaluation or not at all."""
    idea = context.get(Idea, command.idea)
    (call,) = context.rows(call_sql.LOCK_SHARED, id=idea.call)
    check_state(call, IdeaCallState.EVALUATING)
    if context.now >= call.evaluate_until:
        raise Conflict("internal.evaluation_over", "the time for marks is over; wait for the decisions")
    _check_evaluator(context, call, idea)
    weights = [weight for (weight,) in context.rows(call_sql.WEIGHTS, call=call.id)]
    check_marks(command.marks, criteria=len(weights), scale=call.scale)
    marks = [
        IdeaMark(
            id=IdeaMarkId(context.new_id()),
            call=call.id,
            idea=idea.id,
            evaluator=context.member,
            criterion=number,
            value=value,
            points=value * weight,
            at=context.now,
        )
        for number, (value, weight) in enumerate(zip(command.marks, weights, strict=True), 1)
    ]
    for mark in marks:
        context.run(sql.SET, mark)
    context.emit(IdeaMarked(call=call.id, idea=idea.id))
    return tuple(mark for mark in context.rows(sql.OF_IDEA, idea=idea.id) if mark.evaluator == context.member)


def _check_evaluator(context: Context, call: IdeaCall, idea: Idea) -> None:
    if not context.rows(call_sql.IS_EVALUATOR, call=call.id, member=context.member):
        raise Denied("internal.no_evaluator", "the evaluators of the call mark its ideas; vote for this one")
    authors = {author for (author,) in context.rows(idea_sql.AUTHOR_IDS, id=idea.id)}
    if authors & own_members(context):
        raise Denied(
            "internal.own_idea", "others mark what you or your agents submitted; mark the other ideas"
        )


def close_evaluation(context: Context, call: IdeaCall) -> IdeaCall:
    """Close the evaluation of a locked call, and keep what the marks came to with each idea.

    Raises:
        Conflict: The call is not evaluating.
    """
    closed = change_state(context, call, IdeaCallState.DECIDING)
    context.run(sql.CLEAR_RESULTS, call=call.id)
    context.run_many(
        sql.SET_RESULT,
        [
            {
                "id": id,
                "new_evaluators": evaluators,
                "new_points": points,
                "new_squares": squares,
                "new_rank": rank if evaluators >= call.marks_needed else None,
            }
            for id, evaluators, points, squares, rank in context.rows(
                sql.RESULTS, call=call.id, needed=call.marks_needed
            )
        ],
    )
    return closed
