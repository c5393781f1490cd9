"""What happens when a person's data is asked for or erased."""

from uuid import UUID

from commkit.members import statements as members_sql
from commkit.privacy.erasure import erase
from commkit.privacy.feature import privacy
from commkit.privacy.messages import ErasePerson, ExpiredPurged, ExportPerson, PurgeExpired
from commkit.privacy.person_columns import purposes_by_table, rows_by_table
from commkit.privacy.records import ErasureResult, PersonalData, PurgeResult
from commkit.privacy.retention import delete_expired
from commkit.runtime.model.errors import Denied, NotFound
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.composition import SYSTEM
from commkit.runtime.sessions.context import Context
from commkit.runtime.values.serialization import dump


@privacy.handles(ExportPerson)
def export_person(context: Context, query: ExportPerson) -> PersonalData:
    """Every row of every table that names the person."""
    key, member = _person(context, query.key)
    rows = rows_by_table(context, key, member)
    purposes = purposes_by_table(context.registry)
    return PersonalData(
        member=member,
        exported_at=context.now,
        purposes={table: purposes[table] for table in rows},
        rows={
            table: tuple({name: dump(value) for name, value in row.items()} for row in found)
            for table, found in rows.items()
        },
    )


@privacy.handles(ErasePerson)
def erase_person(context: Context, command: ErasePerson) -> ErasureResult:
    """The person leaves every community, and every table forgets them."""
    return erase(context, *_person(context, command.key))


@privacy.handles(PurgeExpired)
def purge_expired(context: Context, command: PurgeExpired) -> PurgeResult:
    """Delete what has had its time."""
    gone = delete_expired(context, command)
    context.emit(
        ExpiredPurged(
            rows=gone.deliveries
            + gone.facts
            + gone.idempotency_keys
            + gone.scheduled_commands
            + gone.audit_entries
        )
    )
    return gone


def _person(context: Context, key: str | None) -> tuple[str, MemberId]:
    """The host's key and the id of whom it is about."""
    if key is None:
        if not isinstance(context.actor, str):
            raise Denied("privacy.sign_in_required", "sign in, or name the person by their key")
        key = context.actor
    elif key != context.actor and context.actor is not SYSTEM:
        raise Denied("privacy.not_own_data", "only the host itself may ask for somebody else's data")
    found: tuple[UUID] | None = context.one(members_sql.ACCOUNT, key=key)
    if found is None:
        raise NotFound("privacy.person_not_found", "nothing is kept about this person")
    return key, MemberId(found[0])
