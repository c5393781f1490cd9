"""Notifying panelists of a changed consent, in batches; each batch is a command of the worker."""

from typing import ClassVar

from attrs import evolve, frozen

from commkit.feedback.feature import feedback
from commkit.feedback.panels import statements as sql
from commkit.feedback.panels.records import Panel, PanelId
from commkit.notifications import NotifyMembers
from commkit.runtime.delivery.scheduled import schedule_command
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import FIRST_ID


@frozen(kw_only=True)
class NotifyPanelists(Command[None]):
    """Notify the next batch of panelists who have not accepted the current consent; for the host only.

    Attributes:
        panel: The panel.
        after: The last member of the previous batch; None for the first batch.
    """

    permission = "feedback.notify"
    when_archived: ClassVar[bool] = True

    panel: PanelId
    after: MemberId | None = None


BATCH_SIZE = 500
"""Panelists in one batch."""


@feedback.handles(NotifyPanelists)
def notify_panelists(context: Context, command: NotifyPanelists) -> None:
    """Notify a batch and schedule the next one in the same transaction."""
    panel = context.get(Panel, command.panel)
    batch = [
        member
        for (member,) in context.rows(
            sql.WITHOUT_CURRENT_CONSENT, panel=panel.id, after=command.after or FIRST_ID, size=BATCH_SIZE
        )
    ]
    if batch:
        context.do(
            NotifyMembers(
                kind="feedback.panel_consent_updated", to=tuple(batch), record="Panel", object=panel.id
            )
        )
    if len(batch) == BATCH_SIZE:
        schedule_command(context, evolve(command, after=batch[-1]), at=context.now, as_system=True)
