"""How expired rows are deleted."""

from datetime import timedelta
from typing import Any

from attrs import asdict

from commkit.privacy.feature import privacy
from commkit.privacy.retention import statements as sql
from commkit.privacy.retention.facts import ExpiredPurged
from commkit.privacy.retention.messages import PurgeExpired
from commkit.privacy.retention.records import PurgeResult
from commkit.runtime.model.errors import FieldError, Invalid
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.statements import Statement


@privacy.handles(PurgeExpired)
def purge_expired(context: Context, command: PurgeExpired) -> PurgeResult:
    """Delete what is older than the command says."""
    faults = [
        FieldError(name, "negative", "give a positive duration")
        for name, age in asdict(command, filter=lambda _, value: isinstance(value, timedelta)).items()
        if age < timedelta()
    ]
    if faults:
        raise Invalid(faults)

    def delete(statement: Statement[Any], age: timedelta) -> int:
        return context.run(statement, before=context.now - age)

    result = PurgeResult(
        deliveries=delete(sql.DELETE_DELIVERIES, command.deliveries),
        parked_deliveries=delete(sql.DELETE_PARKED_DELIVERIES, command.parked_deliveries),
        facts=delete(sql.DELETE_FACTS, command.deliveries),
        idempotency_keys=delete(sql.DELETE_IDEMPOTENCY_KEYS, command.idempotency_keys),
        scheduled_commands=delete(sql.DELETE_SCHEDULED_COMMANDS, command.scheduled_commands),
        audit_entries=delete(sql.DELETE_AUDIT_ENTRIES, command.audit_entries)
        if command.audit_entries is not None
        else 0,
    )
    context.emit(ExpiredPurged(rows=sum(asdict(result).values())))
    return result
