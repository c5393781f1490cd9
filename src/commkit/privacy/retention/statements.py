"""The statements of retention."""

from sqlalchemy import bindparam, delete, exists

from commkit.runtime.storage.statements import statement
from commkit.runtime.storage.tables import audit, delivery, idempotency, outbox, scheduled_command

DELETE_DELIVERIES = statement(lambda: delete(delivery).where(delivery.c.done_at < bindparam("before")))
DELETE_PARKED_DELIVERIES = statement(
    lambda: delete(delivery).where(delivery.c.parked_at < bindparam("before"))
)
DELETE_FACTS = statement(
    lambda: delete(outbox).where(
        outbox.c.routed_at < bindparam("before"),
        ~exists().where(delivery.c.community_id == outbox.c.community_id, delivery.c.fact_id == outbox.c.id),
    )
)
DELETE_IDEMPOTENCY_KEYS = statement(lambda: delete(idempotency).where(idempotency.c.at < bindparam("before")))
DELETE_SCHEDULED_COMMANDS = statement(
    lambda: delete(scheduled_command).where(scheduled_command.c.done_at < bindparam("before"))
)
DELETE_AUDIT_ENTRIES = statement(lambda: delete(audit).where(audit.c.at < bindparam("before")))
