"""How long the runtime keeps its own rows."""

from datetime import timedelta

from sqlalchemy import ColumnElement, Table, exists, func, or_

from commkit.runtime.storage.retention import Retention
from commkit.runtime.storage.tables import audit, delivery, idempotency, outbox, rate, scheduled_command

_SUBSCRIBER_AT = 38
"""Where the subscriber begins in the id of a delivery, behind the id of the fact and a colon."""


def _has_deliveries(row: Table) -> ColumnElement[bool]:
    return exists().where(delivery.c.fact_id == row.c.id, delivery.c.community_id == row.c.community_id)


def _is_of_open_stream(row: Table) -> ColumnElement[bool]:
    """Whether a key may be that of a delivery which is tried again: once one is taken up that was parked for months.

    Such keys are ids of deliveries, used by the host. All keys of a stream are kept while any of it is open or parked.
    """
    stream = (
        delivery.c.community_id == row.c.community_id,
        delivery.c.subscriber == func.substr(row.c.key, _SUBSCRIBER_AT),
        delivery.c.done_at.is_(None),
    )
    return (row.c.actor == "system:") & or_(
        exists().where(*stream, delivery.c.parked_at.is_(None)),
        exists().where(*stream, delivery.c.parked_at.is_not(None)),
    )


RUNTIME_RETENTION = (
    Retention(
        "deliveries",
        table=delivery,
        age=delivery.c.done_at,
        default=timedelta(days=30),
        purpose="Deliveries of facts that were made.",
    ),
    Retention(
        "parked_deliveries",
        table=delivery,
        age=delivery.c.parked_at,
        default=None,
        purpose="Deliveries that were given up; until they go they can be taken up again.",
    ),
    Retention(
        "outbox",
        table=outbox,
        age=outbox.c.routed_at,
        default=timedelta(days=30),
        needed=_has_deliveries,
        purpose="Facts whose deliveries were made, or that had none; they go after the last of their deliveries.",
    ),
    Retention(
        "audit",
        table=audit,
        age=audit.c.at,
        default=None,
        purpose="Entries of the audit log.",
    ),
    Retention(
        "idempotency_keys",
        table=idempotency,
        age=idempotency.c.at,
        default=timedelta(days=7),
        needed=_is_of_open_stream,
        purpose="Idempotency keys that were used; a retry that comes later is carried out.",
    ),
    Retention(
        "scheduled_commands",
        table=scheduled_command,
        age=scheduled_command.c.done_at,
        default=timedelta(days=30),
        purpose="Scheduled commands that were carried out, refused or dropped.",
    ),
    Retention(
        "rates",
        table=rate,
        age=rate.c.expires_at,
        default=timedelta(hours=1),
        purpose="Counts of commands, for rates, whose window has ended.",
    ),
)
"""What every Kit keeps for a time."""
