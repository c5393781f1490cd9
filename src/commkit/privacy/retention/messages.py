"""The command that deletes what has expired."""

from datetime import timedelta

from attrs import frozen

from commkit.privacy.retention.records import PurgeResult
from commkit.runtime.model.messages import Command


@frozen
class PurgeExpired(Command[PurgeResult]):
    """Delete what is not needed any more; for the host's schedule, once a day.

    Attributes:
        deliveries: Deliveries are deleted so long after they were made, and facts with the last of theirs.
        parked_deliveries: Deliveries that failed too often are deleted so long after they were given up; until then
            they can be taken up again.
        idempotency_keys: Idempotency keys are deleted so long after their use; a retry that comes later is carried out.
        scheduled_commands: Scheduled commands are deleted so long after they were settled.
        audit_entries: Entries of the audit log are deleted after so long; None keeps them.

    Raises:
        Invalid: A duration is negative.
    """

    permission = "privacy.purge_expired"
    lobby = True
    actor_lock = False  # only the host sends it, which nobody demotes, in the lobby, which nobody archives

    deliveries: timedelta = timedelta(days=30)
    parked_deliveries: timedelta = timedelta(days=90)
    idempotency_keys: timedelta = timedelta(days=7)
    scheduled_commands: timedelta = timedelta(days=30)
    audit_entries: timedelta | None = None
