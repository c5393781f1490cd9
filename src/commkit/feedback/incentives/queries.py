"""Handlers of queries of incentives."""

from uuid import UUID

from commkit.feedback.feature import feedback
from commkit.feedback.incentives import statements as sql
from commkit.feedback.incentives.messages import ListIncentives
from commkit.feedback.incentives.records import Incentive
from commkit.feedback.panels.records import Panel
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import LAST_ID, Page, keyset, page_size

_BY_ID = keyset(UUID, of="feedback.incentives")


@feedback.handles(ListIncentives)
def list_incentives(context: Context, query: ListIncentives) -> Page[Incentive]:
    """List the incentives in a panel visible to the actor, by id."""
    panel = context.get(Panel, query.panel)
    limit = page_size(query.limit)
    (after,) = _BY_ID.within(panel.id).decode(query.after, default=(LAST_ID,))
    rows = context.rows(
        sql.INCENTIVE_PAGE,
        panel=panel.id,
        after=after,
        size=limit + 1,
    )
    return _BY_ID.within(panel.id).page(rows, limit, lambda incentive: (incentive.id,))
