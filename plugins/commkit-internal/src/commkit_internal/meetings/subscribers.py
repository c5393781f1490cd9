"""Notifications about tasks of meetings."""

from commkit import Context, Delivery, MemberId, NotFound
from commkit.members import Membership, MembershipStatus
from commkit.notifications import NotifyAllMembers, notify, notify_all
from commkit_internal.meetings.facts import (
    MeetingTaskAssigned,
    MeetingTaskDue,
    MeetingTaskOwnerLost,
    MeetingTaskReassigned,
)
from commkit_internal.meetings.feature import meeting_feature
from commkit_internal.meetings.policy import KEEP
from commkit_internal.meetings.tasks.records import MeetingTask


@meeting_feature.subscribes_to(MeetingTaskAssigned, MeetingTaskReassigned)
def tell_owner(delivery: Delivery, fact: MeetingTaskAssigned | MeetingTaskReassigned) -> None:
    """Tell who has the task now, unless they gave it to themselves."""
    with delivery.context(once=True) as context:
        notify(
            context,
            MeetingTaskAssigned.name,
            (fact.owner,),
            record=MeetingTask.__name__,
            object=fact.task,
            by=fact.actor,
        )


@meeting_feature.subscribes_to(MeetingTaskDue)
def remind_owner(delivery: Delivery, fact: MeetingTaskDue) -> None:
    """Tell who has the task."""
    kind = "internal.meeting_task_overdue" if fact.overdue else fact.name
    with delivery.context(once=True) as context:
        notify(context, kind, (fact.owner,), record=MeetingTask.__name__, object=fact.task)


@meeting_feature.subscribes_to(MeetingTaskOwnerLost)
def tell_keeper(delivery: Delivery, fact: MeetingTaskOwnerLost) -> None:
    """Tell who keeps the minutes; where they are outside, all who may write any."""
    with delivery.context() as context:
        inside = fact.keeper is not None and _is_inside(context, fact.keeper)
    if inside:
        with delivery.context(once=True) as context:
            notify(context, fact.name, (fact.keeper,), record=MeetingTask.__name__, object=fact.task)
    elif fact.id is not None:
        notify_all(
            delivery,
            NotifyAllMembers(
                kind=fact.name,
                record=MeetingTask.__name__,
                object=fact.task,
                cause=fact.id,
                with_permission=KEEP,
            ),
        )


def _is_inside(context: Context, member: MemberId) -> bool:
    try:
        return context.get(Membership, member).status is MembershipStatus.ACTIVE
    except NotFound:
        return False
