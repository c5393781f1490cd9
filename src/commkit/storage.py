"""What the tables, statements and pages of a plugin are made of."""

from commkit.runtime.delivery.scheduled import (
    ScheduledCommandId,
    cancel_scheduled,
    reschedule,
    schedule_command,
)
from commkit.runtime.storage.columns import (
    ACCOUNT,
    COMMUNITY,
    REFERENCE,
    Choice,
    Duration,
    Id,
    UtcDateTime,
    Words,
    community_id,
)
from commkit.runtime.storage.pages import Cursor, Page, cut, decode_cursor, encode_cursor, page_size
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
from commkit.runtime.storage.statements import Statement, insert_if_absent, statement, upsert

__all__ = [
    "ACCOUNT",
    "COMMUNITY",
    "REFERENCE",
    "Choice",
    "Cursor",
    "Declared",
    "Duration",
    "Erasure",
    "Id",
    "Page",
    "ScheduledCommandId",
    "Statement",
    "UtcDateTime",
    "Words",
    "cancel_scheduled",
    "community_id",
    "cut",
    "declared",
    "decode_cursor",
    "encode_cursor",
    "host_key",
    "insert_if_absent",
    "page_size",
    "person",
    "personal",
    "plain",
    "reschedule",
    "schedule_command",
    "secret",
    "statement",
    "upsert",
]
