"""Handlers of queries of panel tasks."""

from uuid import UUID

from commkit.feedback.feature import feedback
from commkit.feedback.tasks import statements as sql
from commkit.feedback.tasks.messages import ListMyPanelTasks, ReadPanelTask
from commkit.feedback.tasks.records import PanelTask, PanelTaskAssignment
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import LAST_ID, Page, keyset, page_size

_BY_ID = keyset(UUID, of="feedback.my_panel_tasks")


@feedback.handles(ListMyPanelTasks)
def list_my_panel_tasks(context: Context, query: ListMyPanelTasks) -> Page[PanelTaskAssignment]:
    """List by the id of the task, which rises with time."""
    limit = page_size(query.limit)
    (after,) = _BY_ID.decode(query.after, default=(LAST_ID,))
    rows = context.rows(sql.MY_TASKS, member=context.member, after=after, size=limit + 1)
    return _BY_ID.page(rows, limit, lambda assignment: (assignment.task,))


@feedback.handles(ReadPanelTask)
def read_panel_task(context: Context, query: ReadPanelTask) -> PanelTask:
    """Load the task."""
    return context.get(PanelTask, query.task)
