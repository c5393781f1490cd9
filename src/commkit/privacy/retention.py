"""Retention: what was delivered, retried or settled long ago is thrown away."""

from datetime import datetime

from sqlalchemy import bindparam, delete, exists

from commkit.privacy.messages import ThrowAwayOld
from commkit.privacy.records import ThrownAway
from commkit.runtime.model.errors import FieldError, Invalid
from commkit.runtime.sessions.session import Session
from commkit.runtime.storage.statements import statement
from commkit.runtime.storage.tables import audit, delivery, idempotency, outbox, scheduled_command

_DELIVERIES = statement(delete(delivery).where(delivery.c.done_at < bindparam("before")))
_FACTS = statement(
    delete(outbox).where(
        outbox.c.routed_at < bindparam("before"),
        ~exists().where(delivery.c.community_id == outbox.c.community_id, delivery.c.fact_id == outbox.c.id),
    )
)
_KEYS = statement(delete(idempotency).where(idempotency.c.at < bindparam("before")))
_PLANS = statement(delete(scheduled_command).where(scheduled_command.c.done_at < bindparam("before")))
_AUDIT = statement(delete(audit).where(audit.c.at < bindparam("before")))


def throw_away(session: Session, command: ThrowAwayOld) -> ThrownAway:
    """Delete what is older than the command says."""
    spans = {
        "delivered": command.delivered,
        "keys": command.keys,
        "plans": command.plans,
        "audit": command.audit,
    }
    faults = [
        FieldError(name, "negative", "give a positive duration")
        for name, span in spans.items()
        if span is not None and span.total_seconds() < 0
    ]
    if faults:
        raise Invalid(faults)
    before: dict[str, datetime] = {
        name: session.now - span for name, span in spans.items() if span is not None
    }
    return ThrownAway(
        deliveries=session.run(_DELIVERIES, before=before["delivered"]),
        facts=session.run(_FACTS, before=before["delivered"]),
        keys=session.run(_KEYS, before=before["keys"]),
        scheduled=session.run(_PLANS, before=before["plans"]),
        audit=session.run(_AUDIT, before=before["audit"]) if "audit" in before else 0,
    )
