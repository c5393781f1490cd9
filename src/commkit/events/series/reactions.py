"""How series go on after their community was archived."""

from commkit.communities import CommunityReopened
from commkit.events.feature import events
from commkit.events.series import statements as sql
from commkit.events.series.jobs import ExtendSeries
from commkit.runtime.delivery.scheduled import schedule_command
from commkit.runtime.sessions.context import Context


@events.reacts_to(CommunityReopened)
def resume_series(context: Context, fact: CommunityReopened) -> None:
    """Schedule again what was refused while the community was archived."""
    for (event,) in context.rows(sql.STOPPED):
        schedule_command(context, ExtendSeries(event), at=context.now, as_system=True)
