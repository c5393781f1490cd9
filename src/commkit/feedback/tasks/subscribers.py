"""Notifications about panel tasks, sent by the worker after the commit."""

from commkit.feedback.feature import feedback
from commkit.feedback.tasks.facts import PanelTaskAssigned
from commkit.notifications import NotifyMembers
from commkit.runtime.delivery.deliveries import Delivery


@feedback.subscribes_to(PanelTaskAssigned)
def notify_panelist(delivery: Delivery, fact: PanelTaskAssigned) -> None:
    """Notify the panelist of the assignment."""
    with delivery.context(once=True) as context:
        context.do(
            NotifyMembers(
                kind="feedback.panel_task_assigned",
                to=(fact.member,),
                record="PanelTask",
                object=fact.task,
                by=fact.actor,
            )
        )
