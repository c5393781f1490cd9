"""The statements of outages."""

from sqlalchemy import bindparam, delete, select, update

from commkit.moderation.cases.statements import NOW, here
from commkit.moderation.outages.records import ReviewOutage
from commkit.moderation.tables import review_outage
from commkit.runtime.storage.statements import statement, upsert

_COLUMNS = tuple(column for column in review_outage.c if column.name != "community_id")
_new = upsert(review_outage)

READ = statement(lambda: select(*_COLUMNS).where(here(review_outage)), into=ReviewOutage)
COUNT_FAILURE = statement(
    lambda: _new.on_conflict_do_update(
        index_elements=["community_id"],
        set_={
            "failures": review_outage.c.failures + 1,
            "error": _new.excluded.error,
            "next_at": _new.excluded.next_at,
        },
    )
)
TELL = statement(
    lambda: (
        update(review_outage)
        .values(told_at=NOW)
        .where(here(review_outage), review_outage.c.told_at.is_(None))
        .returning(review_outage.c.since)
    )
)
"""Gives a row to the first who asks since the outage began."""
END = statement(
    lambda: (
        delete(review_outage)
        .where(here(review_outage))
        .returning(review_outage.c.since, review_outage.c.told_at)
    )
)
EVERYWHERE = statement(
    lambda: (
        select(review_outage.c.since, review_outage.c.error)
        .where(review_outage.c.since <= bindparam("before", type_=review_outage.c.since.type))
        .order_by(review_outage.c.since)
    )
)
"""In all communities: for the host's own diagnosis."""
