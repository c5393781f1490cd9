"""What can be asked about a person's data."""

from datetime import timedelta
from typing import Annotated

from attrs import frozen

from commkit.privacy.records import ErasureResult, PersonalData, PurgeResult
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command, Fact, Query
from commkit.runtime.values.validation import Text

_Key = Annotated[str, Text(max=255)]


@frozen
class ExportPerson(Query[PersonalData]):
    """Everything that is kept about a person, in every community and every table, a plugin's too.

    Args:
        key: The host's key of the person; only the host itself may name somebody else than the actor.

    Raises:
        NotFound: Nothing is known of this person.
    """

    permission = "privacy.export"
    personal = ("key",)
    lobby = True

    key: _Key | None = None


@frozen
class ErasePerson(Command[ErasureResult]):
    """Erase a person, in every community and every table: what they wrote is blanked, what named them is a tombstone.

    Threads stay readable, votes and counts stay. It cannot be undone. Should the same user come again, they are
    somebody new. Call `Kit.scrub` afterwards to clean the database's own files of what they held before.

    Args:
        key: The host's key of the person; only the host itself may name somebody else than the actor.

    Raises:
        NotFound: Nothing is known of this person.
        PluginError: They are in a community whose type is not installed; its tables cannot be cleaned.
    """

    permission = "privacy.erase"
    personal = ("key",)
    lobby = True
    actor_lock = False  # erasing themselves, they are gone before the command ends

    key: _Key | None = None


@frozen
class PurgeExpired(Command[PurgeResult]):
    """Purge what nobody needs any more; for the host, once a day.

    Args:
        deliveries: Facts that were delivered go so long after.
        idempotency_keys: Idempotency keys go so long after their use; a retry that comes later is a new wish.
        scheduled_commands: Scheduled commands go so long after they were settled.
        audit_entries: Entries of the audit log go after so long; None keeps them.

    Raises:
        Invalid: A duration is negative.
    """

    permission = "privacy.purge_expired"
    lobby = True

    deliveries: timedelta = timedelta(days=30)
    idempotency_keys: timedelta = timedelta(days=7)
    scheduled_commands: timedelta = timedelta(days=30)
    audit_entries: timedelta | None = None


@frozen
class PersonErased(Fact):
    """A person was erased; told in each community that knew them, before their rows are blanked there."""

    name = "privacy.person_erased"
    member: MemberId


@frozen
class ExpiredPurged(Fact):
    """Old rows were purged."""

    name = "privacy.expired_purged"
    rows: int
