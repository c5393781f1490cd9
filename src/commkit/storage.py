"""What the tables, statements and pages of a plugin are made of."""

from commkit.runtime.delivery.scheduled import (
    ScheduledCommandId,
    cancel_scheduled,
    reschedule,
    schedule_command,
    scheduled_outcome,
)
from commkit.runtime.model.ids import first_id_from
from commkit.runtime.storage.annotations import HostKey, Person, Personal, PersonalValue, Plain, Secret
from commkit.runtime.storage.autogenerate import include_object, render_item
from commkit.runtime.storage.columns import (
    ACCOUNT,
    COMMUNITY,
    NOT_EVIDENCE,
    REFERENCE,
    Choice,
    Duration,
    Id,
    UtcDateTime,
    Words,
    community_id,
)
from commkit.runtime.storage.crud import Crud, crud
from commkit.runtime.storage.holding import MemberCondition
from commkit.runtime.storage.moments import later
from commkit.runtime.storage.pages import (
    EARLIEST,
    FIRST_ID,
    LARGEST,
    LAST_ID,
    LATEST,
    Cursor,
    Keyset,
    Page,
    keyset,
    page_size,
)
from commkit.runtime.storage.personal import (
    Declared,
    Erasure,
    declared,
    host_key,
    person,
    personal,
    plain,
    secret,
)
from commkit.runtime.storage.readers import NOBODY, Reader
from commkit.runtime.storage.record_tables import record_table
from commkit.runtime.storage.retention import Retention, RowCondition
from commkit.runtime.storage.statements import (
    Statement,
    count_where,
    insert_if_absent,
    statement,
    upsert,
    visible_statement,
)
from commkit.runtime.storage.visibility import Visible

__all__ = [
    "ACCOUNT",
    "COMMUNITY",
    "EARLIEST",
    "FIRST_ID",
    "LARGEST",
    "LAST_ID",
    "LATEST",
    "NOBODY",
    "NOT_EVIDENCE",
    "REFERENCE",
    "Choice",
    "Crud",
    "Cursor",
    "Declared",
    "Duration",
    "Erasure",
    "HostKey",
    "Id",
    "Keyset",
    "MemberCondition",
    "Page",
    "Person",
    "Personal",
    "PersonalValue",
    "Plain",
    "Reader",
    "Retention",
    "RowCondition",
    "ScheduledCommandId",
    "Secret",
    "Statement",
    "UtcDateTime",
    "Visible",
    "Words",
    "cancel_scheduled",
    "community_id",
    "count_where",
    "crud",
    "declared",
    "first_id_from",
    "host_key",
    "include_object",
    "insert_if_absent",
    "keyset",
    "later",
    "page_size",
    "person",
    "personal",
    "plain",
    "record_table",
    "render_item",
    "reschedule",
    "schedule_command",
    "scheduled_outcome",
    "secret",
    "statement",
    "upsert",
    "visible_statement",
]
