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
from commkit.runtime.sessions.session import Session
from commkit.runtime.values.serialization import dump


@privacy.handles(ExportPerson)
def export_person(session: Session, query: ExportPerson) -> PersonalData:
    """Every row of every table that names the person."""
    key, member = _person(session, query.key)
    rows = rows_by_table(session, key, member)
    purposes = purposes_by_table(session.registry)
    return PersonalData(
        member=member,
        exported_at=session.now,
        purposes={table: purposes[table] for table in rows},
        rows={
            table: tuple({name: dump(value) for name, value in row.items()} for row in found)
            for table, found in rows.items()
        },
    )


@privacy.handles(ErasePerson)
def erase_person(session: Session, command: ErasePerson) -> ErasureResult:
    """The person leaves every community, and every table forgets them."""
    return erase(session, *_person(session, command.key))


@privacy.handles(PurgeExpired)
def purge_expired(session: Session, command: PurgeExpired) -> PurgeResult:
    """Delete what has had its time."""
    gone = delete_expired(session, command)
    session.emit(
        ExpiredPurged(
            rows=gone.deliveries
            + gone.facts
            + gone.idempotency_keys
            + gone.scheduled_commands
            + gone.audit_entries
        )
    )
    return gone


def _person(session: Session, key: str | None) -> tuple[str, MemberId]:
    """The host's key and the id of whom it is about."""
    if key is None:
        if not isinstance(session.actor, str):
            raise Denied("privacy.sign_in_required", "sign in, or name the person by their key")
        key = session.actor
    elif key != session.actor and session.actor is not SYSTEM:
        raise Denied("privacy.not_own_data", "only the host itself may ask for somebody else's data")
    found: tuple[UUID] | None = session.one(members_sql.ACCOUNT, key=key)
    if found is None:
        raise NotFound("privacy.person_not_found", "nothing is kept about this person")
    return key, MemberId(found[0])
