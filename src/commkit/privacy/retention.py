"""Retention: what was delivered, retried or settled long ago is purged."""

from datetime import datetime

from sqlalchemy import bindparam, delete, exists

from commkit.privacy.messages import PurgeExpired
from commkit.privacy.records import PurgeResult
from commkit.runtime.model.errors import FieldError, Invalid
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.statements import statement
from commkit.runtime.storage.tables import audit, delivery, idempotency, outbox, scheduled_command

_DELIVERIES = statement(delete(delivery).where(delivery.c.done_at < bindparam("before")))
_FACTS = statement(
    delete(outbox).where(
        outbox.c.routed_at < bindparam("before"),
        ~exists().where(delivery.c.community_id == outbox.c.community_id, delivery.c.fact_id == outbox.c.id),
    )
)
_IDEMPOTENCY_KEYS = statement(delete(idempotency).where(idempotency.c.at < bindparam("before")))
_SCHEDULED_COMMANDS = statement(
    delete(scheduled_command).where(scheduled_command.c.done_at < bindparam("before"))
)
_AUDIT_ENTRIES = statement(delete(audit).where(audit.c.at < bindparam("before")))


def delete_expired(context: Context, command: PurgeExpired) -> PurgeResult:
    """Delete what is older than the command says."""
    spans = {
        "deliveries": command.deliveries,
        "idempotency_keys": command.idempotency_keys,
        "scheduled_commands": command.scheduled_commands,
        "audit_entries": command.audit_entries,
    }
    faults = [
        FieldError(name, "negative", "give a positive duration")
        for name, span in spans.items()
        if span is not None and span.total_seconds() < 0
    ]
    if faults:
        raise Invalid(faults)
    before: dict[str, datetime] = {
        name: context.now - span for name, span in spans.items() if span is not None
    }
    return PurgeResult(
        deliveries=context.run(_DELIVERIES, before=before["deliveries"]),
        facts=context.run(_FACTS, before=before["deliveries"]),
        idempotency_keys=context.run(_IDEMPOTENCY_KEYS, before=before["idempotency_keys"]),
        scheduled_commands=context.run(_SCHEDULED_COMMANDS, before=before["scheduled_commands"]),
        audit_entries=context.run(_AUDIT_ENTRIES, before=before["audit_entries"])
        if "audit_entries" in before
        else 0,
    )
