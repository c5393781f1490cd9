"""How long ranks are kept that threads do not have any more."""

from datetime import timedelta

from sqlalchemy import ColumnElement, Table, bindparam, literal

from commkit.storage import Duration, Retention, UtcDateTime, later
from commkit_ranking.policy import STABLE_FOR
from commkit_ranking.tables import past_rank, past_reply_rank


def _is_asked_for(row: Table) -> ColumnElement[bool]:
    """Whether a list that began while it held may still go on."""
    ends = later(row.c.until, literal(STABLE_FOR, Duration))
    return ends >= bindparam("now", type_=UtcDateTime)


RANK_RETENTION = (
    Retention(
        "ranking.past_ranks",
        table=past_rank,
        age=past_rank.c.until,
        default=timedelta(hours=2),
        purpose="Ranks that threads had before, for who goes on with a list.",
        needed=_is_asked_for,
        by_key=True,
    ),
    Retention(
        "ranking.past_reply_ranks",
        table=past_reply_rank,
        age=past_reply_rank.c.until,
        default=timedelta(hours=2),
        purpose="Ranks that replies had before, for who goes on with a list.",
        needed=_is_asked_for,
        by_key=True,
    ),
)
"""What the retention of the plugin is about."""
