"""What panelists are told: of a task, that it is due soon, that they must agree anew."""

from typing import Any
from uuid import UUID

from attrs import evolve

from commkit.feedback.feature import feedback
from commkit.feedback.panels import statements as sql
from commkit.feedback.panels import task_statements as tasks_sql
from commkit.feedback.panels.facts import PanelConsentUpdated, TaskAssigned
from commkit.feedback.panels.messages import NotifyPanelists, RemindPanelist
from commkit.feedback.panels.records import Panel, PanelistState, PanelTask
from commkit.notifications import NotifyMembers
from commkit.runtime.delivery.scheduled import schedule_command
from commkit.runtime.sessions.context import Context

_FIRST = UUID(int=0)
BATCH_SIZE = 500
"""Panelists who are told at once."""


@feedback.subscribes_to(TaskAssigned)
def notify_panelist(delivery: Any, fact: TaskAssigned) -> None:
    """That there is something to test."""
    with delivery.context(once=True) as context:
        context.do(
            NotifyMembers(
                kind="feedback.task_assigned",
                to=(fact.member,),
                record="PanelTask",
                object=fact.task,
                by=fact.actor,
            )
        )


@feedback.subscribes_to(PanelConsentUpdated)
def notify_panelists_of_consent(delivery: Any, fact: PanelConsentUpdated) -> None:
    """Begin with the first of those who pause."""
    with delivery.context(once=True) as context:
        context.do(NotifyPanelists(panel=fact.panel))


@feedback.handles(NotifyPanelists)
def notify_panelists(context: Context, command: NotifyPanelists) -> None:
    """Tell some of those who pause, and plan the next ones in the same transaction."""
    panel = context.get(Panel, command.panel)
    found = [
        member
        for (member,) in context.rows(
            sql.WITHOUT_CURRENT_CONSENT, panel=panel.id, after=command.after or _FIRST, size=BATCH_SIZE
        )
    ]
    if found:
        context.do(
            NotifyMembers(kind="feedback.consent_updated", to=tuple(found), record="Panel", object=panel.id)
        )
    if len(found) == BATCH_SIZE:
        schedule_command(context, evolve(command, after=found[-1]), at=context.now, as_system=True)


@feedback.handles(RemindPanelist)
def remind_panelist(context: Context, command: RemindPanelist) -> None:
    """Unless they have handed it in or left, or the panel is closed."""
    task = context.get(PanelTask, command.task)
    given = context.one(tasks_sql.ASSIGNMENT, task=task.id, member=command.member)
    panelist = context.one(sql.ONE_PANELIST, panel=task.panel, member=command.member)
    if (
        given is None
        or given.submitted_at is not None
        or context.get(Panel, task.panel).closed_at is not None
    ):
        return
    if panelist is None or panelist.state is not PanelistState.ACCEPTED:
        return
    context.do(
        NotifyMembers(kind="feedback.task_due", to=(command.member,), record="PanelTask", object=task.id)
    )
