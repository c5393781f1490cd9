"""Notifications about idea calls."""

from commkit import Context, Delivery, MemberId, NotFound
from commkit.members import Membership, MembershipStatus
from commkit.notifications import NotifyAllMembers, notify, notify_all
from commkit_internal.idea_calls import statements as sql
from commkit_internal.idea_calls.facts import (
    IdeaCallStateChanged,
    IdeaEvaluatorAdded,
    IdeaEvaluatorLeft,
    IdeaPromiseBroken,
    IdeaReportDue,
)
from commkit_internal.idea_calls.feature import RUN, idea_feature
from commkit_internal.idea_calls.records import IdeaCall, IdeaCallState

_TO_MARK = "internal.ideas_to_mark"


@idea_feature.subscribes_to(IdeaCallStateChanged)
def ask_evaluators(delivery: Delivery, fact: IdeaCallStateChanged) -> None:
    """Ask all evaluators of a call whose ideas were collected."""
    if fact.after is IdeaCallState.EVALUATING:
        with delivery.context(once=True) as context:
            members = [its.member for its in context.rows(sql.EVALUATORS, call=fact.call)]
            notify(context, _TO_MARK, members, record=IdeaCall.__name__, object=fact.call, by=fact.actor)


@idea_feature.subscribes_to(IdeaEvaluatorAdded)
def ask_evaluator(delivery: Delivery, fact: IdeaEvaluatorAdded) -> None:
    """Ask who was added while the others mark already."""
    with delivery.context(once=True) as context:
        if context.get(IdeaCall, fact.call).state is IdeaCallState.EVALUATING:
            notify(
                context, _TO_MARK, (fact.member,), record=IdeaCall.__name__, object=fact.call, by=fact.actor
            )


@idea_feature.subscribes_to(IdeaReportDue, IdeaEvaluatorLeft)
def notify_owner(delivery: Delivery, fact: IdeaReportDue | IdeaEvaluatorLeft) -> None:
    """Notify who runs the call; where they are outside, all who may."""
    with delivery.context() as context:
        is_inside = _is_inside(context, fact.owner)
    if not is_inside:
        _notify_runners(delivery, fact)
        return
    with delivery.context(once=True) as context:
        notify(context, fact.name, (fact.owner,), record=IdeaCall.__name__, object=fact.call)


def _is_inside(context: Context, member: MemberId) -> bool:
    try:
        return context.get(Membership, member).status is MembershipStatus.ACTIVE
    except NotFound:
        return False


@idea_feature.subscribes_to(IdeaPromiseBroken)
def notify_stewards(delivery: Delivery, fact: IdeaPromiseBroken) -> None:
    """Notify all who may run calls of others: stewards, and people partners."""
    _notify_runners(delivery, fact)


def _notify_runners(delivery: Delivery, fact: IdeaReportDue | IdeaEvaluatorLeft | IdeaPromiseBroken) -> None:
    if fact.id is not None:
        notify_all(
            delivery,
            NotifyAllMembers(
                kind=fact.name,
                record=IdeaCall.__name__,
                object=fact.call,
                cause=fact.id,
                with_permission=RUN,
            ),
        )
