"""Counting what becomes of notifications."""

from commkit.notifications.metrics import statements as sql
from commkit.runtime.model.ids import CommunityId
from commkit.runtime.sessions.context import Context


def count_metric(
    context: Context, kind: str, outcome: str, count: int = 1, *, community: CommunityId | None = None
) -> None:
    """Add to a metric of a kind of notification, in the context's community or in another one."""
    context.run(
        sql.COUNT,
        community_id=community or context.community_id,
        day=context.now.date(),
        kind=kind,
        outcome=outcome,
        count=count,
    )
