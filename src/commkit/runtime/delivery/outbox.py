"""The outbox's statements: facts wait to be routed, deliveries wait to be made, leased, retried, parked."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, exists, func, or_, select, update

from commkit.runtime.model.ids import CommunityId, FactId
from commkit.runtime.model.records import OutboxRow, ParkedDelivery, PendingDelivery
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import insert_if_absent, statement
from commkit.runtime.storage.tables import delivery, outbox

_OUTBOX_ROW = (outbox.c.community_id, outbox.c.id, outbox.c.type, outbox.c.fact, outbox.c.body)

UNROUTED = statement(
    lambda: (
        select(*_OUTBOX_ROW)
        .where(outbox.c.routed_at.is_(None), outbox.c.id > bindparam("after"))
        .order_by(outbox.c.id)
        .limit(bindparam("size"))
    ),
    into=OutboxRow,
)
ROUTED = statement(
    lambda: (
        update(outbox)
        .values(routed_at=bindparam("now"))
        .where(outbox.c.community_id == bindparam("community_id"), outbox.c.id == bindparam("fact_id"))
    )
)
ADD_DELIVERY = statement(lambda: insert_if_absent(delivery))


def new_delivery(
    community: CommunityId, fact: FactId, subscriber: str, *, due_at: datetime
) -> dict[str, Any]:
    """The row of a delivery that nobody has tried yet."""
    return {
        "community_id": community,
        "fact_id": fact,
        "subscriber": subscriber,
        "attempts": 0,
        "due_at": due_at,
        "leased_until": None,
        "worker": None,
        "done_at": None,
        "parked_at": None,
        "held_at": None,
        "needs": None,
        "error": None,
    }


_earlier = delivery.alias("earlier")
_OPEN = delivery.c.done_at.is_(None) & delivery.c.parked_at.is_(None)
_FREE = (
    (delivery.c.due_at <= bindparam("now"))
    & delivery.c.held_at.is_(None)
    & or_(delivery.c.leased_until.is_(None), delivery.c.leased_until <= bindparam("now"))
)
"""It is open, but a held one keeps its place: what comes after it in its stream waits, too."""
_IN_STREAM = (delivery.c.community_id == bindparam("community_id")) & (
    delivery.c.subscriber == bindparam("subscriber")
)
_THIS = _IN_STREAM & (delivery.c.fact_id == bindparam("fact_id", type_=Id))
_PENDING = (
    delivery.c.community_id,
    delivery.c.subscriber,
    delivery.c.fact_id,
    delivery.c.attempts,
    delivery.c.due_at,
    delivery.c.leased_until,
)


def _heads(needs: ColumnElement[bool]) -> Any:
    earlier = exists(
        select(_earlier.c.fact_id).where(
            _earlier.c.community_id == delivery.c.community_id,
            _earlier.c.subscriber == delivery.c.subscriber,
            _earlier.c.fact_id < delivery.c.fact_id,
            _earlier.c.done_at.is_(None),
            _earlier.c.parked_at.is_(None),
        )
    )
    return (
        select(*_PENDING)
        .where(_OPEN, _FREE, needs, ~earlier)
        .order_by(delivery.c.due_at)
        .limit(bindparam("size"))
    )


HEADS = statement(lambda: _heads(delivery.c.needs.is_(None)), into=PendingDelivery)
"""The first open delivery of each stream, where it is due and nobody works on it. A stream is what one subscriber gets
from one community; only its first open delivery may be taken, which keeps the order."""

HEADS_NEEDING = statement(lambda: _heads(delivery.c.needs == bindparam("need")), into=PendingDelivery)
"""Those that some worker left because it lacked something."""


def _counted(since: ColumnElement[datetime], of: ColumnElement[bool]) -> Any:
    """How many rows there are, at most so many, and the earliest moment of these."""
    found = select(since.label("since")).where(of).limit(bindparam("most")).subquery()
    return select(func.count(), func.min(found.c.since)).select_from(found)


_WAITS = _OPEN & delivery.c.needs.is_not(None)
NEEDS = statement(lambda: select(delivery.c.needs).where(_WAITS).distinct().order_by(delivery.c.needs))
_behind = delivery.alias("behind")
WAITING = statement(
    lambda: (
        select(delivery.c.needs, func.count())
        .join_from(
            delivery,
            _behind,
            (_behind.c.community_id == delivery.c.community_id)
            & (_behind.c.subscriber == delivery.c.subscriber)
            & _behind.c.done_at.is_(None)
            & _behind.c.parked_at.is_(None),
        )
        .where(_WAITS)
        .group_by(delivery.c.needs)
    )
)
"""By what is needed: the open deliveries of the streams that wait for it."""
UNROUTED_COUNT = statement(lambda: _counted(outbox.c.at, outbox.c.routed_at.is_(None)))
WAITING_COUNT = statement(lambda: _counted(delivery.c.due_at, _OPEN & delivery.c.held_at.is_(None)))
PARKED_COUNT = statement(lambda: _counted(delivery.c.parked_at, delivery.c.parked_at.is_not(None)))
UNROUTED_BY_FACT = statement(
    lambda: (
        select(outbox.c.type, outbox.c.fact, func.count())
        .where(outbox.c.routed_at.is_(None))
        .group_by(outbox.c.type, outbox.c.fact)
    )
)

HEAD = statement(
    lambda: select(*_PENDING).where(_IN_STREAM, _OPEN).order_by(delivery.c.fact_id).limit(1),
    into=PendingDelivery,
)
LEASE = statement(
    lambda: (
        update(delivery)
        .values(
            leased_until=bindparam("until"),
            worker=bindparam("me"),
            attempts=delivery.c.attempts + 1,
            needs=None,
        )
        .where(_THIS, _OPEN, _FREE)
    )
)
DONE = statement(
    lambda: (
        update(delivery)
        .values(done_at=bindparam("now"), leased_until=None, error=None)
        .where(_THIS, delivery.c.worker == bindparam("me"))
    )
)
FAILED = statement(
    lambda: (
        update(delivery)
        .values(
            due_at=bindparam("due"), parked_at=bindparam("parked"), leased_until=None, error=bindparam("why")
        )
        .where(_THIS, delivery.c.worker == bindparam("me"))
    )
)
HOLD = statement(
    lambda: (
        update(delivery)
        .values(held_at=bindparam("now"), attempts=0, leased_until=None)
        .where(_THIS, delivery.c.worker == bindparam("me"))
    )
)
LEFT = statement(
    lambda: (
        update(delivery)
        .values(needs=bindparam("need"), attempts=delivery.c.attempts - 1, leased_until=None)
        .where(_THIS, delivery.c.worker == bindparam("me"), delivery.c.leased_until.is_not(None))
    )
)
"""Gives the attempt back, and once: whether the database kept it, its worker may not have heard."""
NOT_TAKEN = statement(
    lambda: (
        update(delivery)
        .values(attempts=delivery.c.attempts - 1, leased_until=None)
        .where(
            _THIS, delivery.c.worker == bindparam("me"), delivery.c.leased_until == bindparam("until"), _OPEN
        )
    )
)
"""Undoes a lease whose worker never heard that it had it."""
RELEASE = statement(
    lambda: (
        update(delivery)
        .values(held_at=None)
        .where(delivery.c.community_id == bindparam("community_id"), delivery.c.held_at.is_not(None))
    )
)
"""The worker holds again what the community's new type lacks as well."""

OPEN_BY_SUBSCRIBER = statement(
    lambda: (
        select(delivery.c.subscriber, func.count())
        .where(delivery.c.community_id == bindparam("community_id"), _OPEN)
        .group_by(delivery.c.subscriber)
    )
)
PARKED = statement(
    lambda: (
        select(
            delivery.c.community_id,
            delivery.c.subscriber,
            delivery.c.fact_id,
            delivery.c.attempts,
            delivery.c.error,
        )
        .where(delivery.c.parked_at.is_not(None))
        .order_by(delivery.c.parked_at)
        .limit(bindparam("size"))
    ),
    into=ParkedDelivery,
)
RETRY_PARKED = statement(
    lambda: (
        update(delivery)
        .values(parked_at=None, attempts=0, due_at=bindparam("now"), leased_until=None)
        .where(delivery.c.parked_at.is_not(None))
    )
)
_BEHIND = (outbox.c.community_id == bindparam("community_id")) & (outbox.c.id > bindparam("after", type_=Id))
IDS_AFTER = statement(lambda: select(outbox.c.id).where(_BEHIND).order_by(outbox.c.id))
ROWS_AFTER = statement(
    lambda: select(*_OUTBOX_ROW).where(_BEHIND).order_by(outbox.c.id).limit(bindparam("size")), into=OutboxRow
)
OLDEST = statement(
    lambda: (
        select(outbox.c.id)
        .where(outbox.c.community_id == bindparam("community_id"))
        .order_by(outbox.c.id)
        .limit(1)
    )
)
FACT = statement(
    lambda: select(*_OUTBOX_ROW).where(
        outbox.c.community_id == bindparam("community_id"), outbox.c.id == bindparam("fact_id")
    ),
    into=OutboxRow,
)
