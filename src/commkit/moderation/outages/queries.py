"""How outages are read."""

from datetime import datetime

from commkit.moderation.outages import statements as sql
from commkit.moderation.outages.records import ReviewOutage
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.unit import UnitOfWork


def outage_of(context: Context) -> ReviewOutage | None:
    """The outage of the reviewer in this community; None where it answers."""
    return context.one(sql.READ)


def outages_everywhere(unit: UnitOfWork, *, before: datetime) -> list[tuple[datetime, str]]:
    """Since when the reviewer does not answer, and the code of the error, for each community; the longest first.

    Args:
        unit: The host's own unit of work.
        before: Only outages that began by then.
    """
    return [(since, error) for since, error in unit.rows(sql.EVERYWHERE, before=before)]
