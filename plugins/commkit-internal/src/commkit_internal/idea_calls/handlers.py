"""How idea calls are opened, closed, cancelled and reported."""

from commkit import Conflict, Context, Invalid, MemberId
from commkit.members import Membership, check_not_blocked_by, is_own, lock_member
from commkit.storage import schedule_command
from commkit_internal.idea_calls import statements as sql
from commkit_internal.idea_calls.facts import IdeaCallOpened, IdeaEvaluatorAdded
from commkit_internal.idea_calls.feature import RUN, IdeaCallSettings, idea_feature
from commkit_internal.idea_calls.ideas import statements as idea_sql
from commkit_internal.idea_calls.ideas.jobs import ReplyToIdeas
from commkit_internal.idea_calls.jobs import (
    CheckIdeaPromise,
    EndIdeaCollection,
    EndIdeaEvaluation,
    RemindIdeaCallOwner,
)
from commkit_internal.idea_calls.marks.handlers import close_evaluation
from commkit_internal.idea_calls.messages import (
    AddIdeaEvaluator,
    CancelIdeaCall,
    CloseIdeaEvaluation,
    OpenIdeaCall,
    ReportIdeaCall,
)
from commkit_internal.idea_calls.policy import (
    MAX_EVALUATORS,
    MERGING,
    check_criteria,
    check_state,
    check_times,
)
from commkit_internal.idea_calls.records import (
    IdeaCall,
    IdeaCallId,
    IdeaCallState,
    IdeaCriterion,
    IdeaEvaluator,
)
from commkit_internal.idea_calls.states.handlers import change_state


@idea_feature.handles(OpenIdeaCall)
def open_idea_call(context: Context, command: OpenIdeaCall) -> IdeaCall:
    """Add the call with its criteria and evaluators, and schedule what happens at its times."""
    members = sorted(set(command.evaluators))
    if not 1 <= len(members) <= MAX_EVALUATORS:
        raise Invalid.field("evaluators", "out_of_range", f"name 1 to {MAX_EVALUATORS} evaluators")
    for member in members:
        _check_evaluator(context, member)
    check_criteria(command.criteria)
    check_times(context.now, command.collect_until, command.evaluate_until, command.report_within)
    settings = context.settings(IdeaCallSettings)
    call = IdeaCall(
        id=IdeaCallId(context.new_id()),
        title=command.title,
        purpose=command.purpose,
        owner=context.member,
        state=IdeaCallState.COLLECTING,
        scale=settings.scale,
        marks_needed=settings.marks_needed,
        opened_at=context.now,
        collect_until=command.collect_until,
        evaluate_until=command.evaluate_until,
        report_by=command.evaluate_until + command.report_within,
        reported_at=None,
        reminded_at=None,
        broken_at=None,
    )
    context.run(sql.ADD, call)
    for number, draft in enumerate(command.criteria, 1):
        context.run(sql.ADD_CRITERION, IdeaCriterion(call.id, number, draft.name, draft.weight))
    for member in members:
        context.run(sql.ADD_EVALUATOR, IdeaEvaluator(call.id, member, context.now))
    _schedule(context, call, settings)
    context.emit(IdeaCallOpened(call=call.id))
    return call


def _schedule(context: Context, call: IdeaCall, settings: IdeaCallSettings) -> None:
    """What the worker does at the times of a call."""
    remind_at = max(call.evaluate_until, call.report_by - settings.remind_before)
    for command, at in (
        (EndIdeaCollection(call.id), call.collect_until),
        (EndIdeaEvaluation(call.id), call.evaluate_until),
        (RemindIdeaCallOwner(call.id), remind_at),
        (CheckIdeaPromise(call.id), call.report_by),
    ):
        schedule_command(context, command, at=at, as_system=True)


@idea_feature.handles(AddIdeaEvaluator)
def add_idea_evaluator(context: Context, command: AddIdeaEvaluator) -> IdeaEvaluator:
    """Lock the call, so that there are 50 at most, and none comes after the end of evaluation."""
    call = locked_call(context, command.call)
    check_state(call, *sorted(MERGING))
    known = {its.member: its for its in context.rows(sql.EVALUATORS, call=call.id)}
    if command.member in known:
        return known[command.member]
    if len(known) >= MAX_EVALUATORS:
        raise Conflict("internal.too_many_evaluators", f"this call has {MAX_EVALUATORS} evaluators already")
    _check_evaluator(context, command.member)
    added = IdeaEvaluator(call.id, command.member, context.now)
    context.run(sql.ADD_EVALUATOR, added)
    context.emit(IdeaEvaluatorAdded(call=call.id, member=added.member))
    return added


def _check_evaluator(context: Context, id: MemberId) -> None:
    """Check that a member is inside, where they stay until the commit, and does not block the actor."""
    member = context.get(Membership, id).id
    if not is_own(context, member):
        check_not_blocked_by(context, member)
    if not lock_member(context, member):
        raise Conflict("internal.evaluator_left", "an evaluator has left this community; name somebody else")


@idea_feature.handles(CloseIdeaEvaluation)
def close_idea_evaluation(context: Context, command: CloseIdeaEvaluation) -> IdeaCall:
    """Close it now; what was scheduled for its time finds it closed."""
    return close_evaluation(context, locked_call(context, command.call))


@idea_feature.handles(CancelIdeaCall)
def cancel_idea_call(context: Context, command: CancelIdeaCall) -> IdeaCall:
    """Lock the call, so that nobody submits meanwhile."""
    call = locked_call(context, command.call)
    check_state(call, IdeaCallState.COLLECTING)
    if context.rows(idea_sql.ANY, call=call.id):
        raise Conflict("internal.ideas_wait", "members have submitted ideas; decide about them and report")
    return change_state(context, call, IdeaCallState.CANCELLED)


@idea_feature.handles(ReportIdeaCall)
def report_idea_call(context: Context, command: ReportIdeaCall) -> IdeaCall:
    """Lock the call, so that no decision changes meanwhile; the worker sends the replies."""
    call = locked_call(context, command.call)
    check_state(call, IdeaCallState.DECIDING)
    ((undecided,),) = context.rows(idea_sql.COUNT_UNDECIDED, call=call.id)
    if undecided:
        raise Conflict(
            "internal.ideas_undecided",
            f"decide about all ideas first, as all authors get a reply; undecided are {undecided}",
            undecided=undecided,
        )
    reported = change_state(context, call, IdeaCallState.REPORTED)
    schedule_command(context, ReplyToIdeas(call.id), at=context.now, as_system=True)
    return reported


def locked_call(context: Context, id: IdeaCallId) -> IdeaCall:
    """A call that the actor runs, as it stays until the commit."""
    context.get(IdeaCall, id, need=RUN)
    (locked,) = context.rows(sql.LOCK, id=id)
    return locked
