"""What is told of a person's data."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from attrs import frozen

from commkit.runtime.model.ids import MemberId


@frozen(kw_only=True)
class PersonalData:
    """Everything that is kept about one person, as JSON-able values.

    Attributes:
        member: The person.
        exported_at: When it was put together.
        purposes: What each column is for, by table and column.
        rows: The rows that name the person, by table. Of each row it has what concerns this person and what concerns
            nobody; what belongs to others, such as who reported a post, is left out.
    """

    member: MemberId
    exported_at: datetime
    purposes: Mapping[str, Mapping[str, str]]
    rows: Mapping[str, tuple[Mapping[str, Any], ...]]


@frozen(kw_only=True)
class ErasureResult:
    """What an erasure did.

    Attributes:
        member: The person, whose id leads to a tombstone now.
        communities: How many communities they were known in.
        rows_removed: Rows that are gone.
        rows_blanked: Rows that stand without what was personal in them.
        facts_blanked: Facts in the outbox that lost what the person had written.
    """

    member: MemberId
    communities: int
    rows_removed: int
    rows_blanked: int
    facts_blanked: int


@frozen(kw_only=True)
class PurgeResult:
    """How many rows were purged because nobody needs them any more.

    Attributes:
        deliveries: Deliveries that were made.
        facts: Facts of the outbox whose deliveries are all gone.
        idempotency_keys: Idempotency keys.
        scheduled_commands: Scheduled commands that were carried out, refused or dropped.
        audit_entries: Entries of the audit log.
    """

    deliveries: int
    facts: int
    idempotency_keys: int
    scheduled_commands: int
    audit_entries: int
