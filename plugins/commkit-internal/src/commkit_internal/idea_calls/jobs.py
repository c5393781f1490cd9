"""The worker's own commands of idea calls, each scheduled when the call is opened."""

from attrs import frozen

from commkit import Command, Context
from commkit_internal.idea_calls import statements as sql
from commkit_internal.idea_calls.facts import IdeaPromiseBroken, IdeaReportDue
from commkit_internal.idea_calls.feature import idea_feature
from commkit_internal.idea_calls.ideas import statements as idea_sql
from commkit_internal.idea_calls.marks.handlers import close_evaluation
from commkit_internal.idea_calls.records import IdeaCallId, IdeaCallState
from commkit_internal.idea_calls.states.handlers import change_state


@frozen
class EndIdeaCollection(Command[bool]):
    """End the collection of ideas at its time.

    Returns:
        Whether it had not ended yet.
    """

    permission = "internal.advance_idea_call"
    when_archived = True

    call: IdeaCallId


@frozen
class EndIdeaEvaluation(Command[bool]):
    """Close the evaluation of ideas at its time.

    Returns:
        Whether it was open.
    """

    permission = "internal.advance_idea_call"
    when_archived = True

    call: IdeaCallId


@frozen
class RemindIdeaCallOwner(Command[bool]):
    """Remind who opened a call of the reply that its authors were promised, once.

    Returns:
        Whether authors wait, and nobody was reminded yet.
    """

    permission = "internal.advance_idea_call"
    when_archived = True

    call: IdeaCallId


@frozen
class CheckIdeaPromise(Command[bool]):
    """Tell that the promise of a call was broken, once.

    Returns:
        Whether it was, and nobody was told yet.
    """

    permission = "internal.advance_idea_call"
    when_archived = True

    call: IdeaCallId


@idea_feature.handles(EndIdeaCollection)
def end_idea_collection(context: Context, command: EndIdeaCollection) -> bool:
    """Lock the call, so that an idea is submitted before it or not at all."""
    call = context.one(sql.LOCK, id=command.call)
    if call is None or call.state is not IdeaCallState.COLLECTING or call.collect_until > context.now:
        return False
    change_state(context, call, IdeaCallState.EVALUATING)
    return True


@idea_feature.handles(EndIdeaEvaluation)
def end_idea_evaluation(context: Context, command: EndIdeaEvaluation) -> bool:
    """Lock the call; one whose worker was late ends its collection first."""
    call = context.one(sql.LOCK, id=command.call)
    if call is None or call.evaluate_until > context.now:
        return False
    if call.state is IdeaCallState.COLLECTING:
        call = change_state(context, call, IdeaCallState.EVALUATING)
    if call.state is not IdeaCallState.EVALUATING:
        return False
    close_evaluation(context, call)
    return True


@idea_feature.handles(RemindIdeaCallOwner)
def remind_idea_call_owner(context: Context, command: RemindIdeaCallOwner) -> bool:
    """The statement makes sure that it happens once."""
    call = context.one(sql.ONE, id=command.call)
    if call is None or not context.rows(idea_sql.WAITING, call=call.id):
        return False
    if not context.run(sql.SET_REMINDED, id=call.id, now=context.now):
        return False
    context.emit(IdeaReportDue(call=call.id, owner=call.owner))
    return True


@idea_feature.handles(CheckIdeaPromise)
def check_idea_promise(context: Context, command: CheckIdeaPromise) -> bool:
    """The statement makes sure that it is told once."""
    call = context.one(sql.ONE, id=command.call)
    if call is None or call.report_by > context.now or not context.rows(idea_sql.WAITING, call=call.id):
        return False
    if not context.run(sql.SET_BROKEN, id=call.id, now=context.now):
        return False
    context.emit(IdeaPromiseBroken(call=call.id, owner=call.owner))
    return True
