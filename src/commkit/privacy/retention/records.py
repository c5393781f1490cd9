"""The record of a purge."""

from attrs import frozen


@frozen(kw_only=True)
class PurgeResult:
    """How many expired rows were deleted.

    Attributes:
        deliveries: Deliveries that were made.
        parked_deliveries: Deliveries that had been given up.
        facts: Facts of the outbox whose deliveries are all deleted.
        idempotency_keys: Idempotency keys.
        scheduled_commands: Scheduled commands that were carried out, refused or dropped.
        audit_entries: Entries of the audit log.
    """

    deliveries: int
    parked_deliveries: int
    facts: int
    idempotency_keys: int
    scheduled_commands: int
    audit_entries: int
