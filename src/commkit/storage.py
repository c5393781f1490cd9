"""What the tables, statements and pages of a plugin are made of."""

from commkit.runtime.columns import (
    ACCOUNT,
    COMMUNITY,
    REFERENCE,
    Choice,
    Duration,
    Id,
    Moment,
    Words,
    community_id,
)
from commkit.runtime.pages import Cursor, Page, cut, decode_cursor, encode_cursor, page_size
from commkit.runtime.personal import Declared, Erasure, declared, host_key, person, personal, plain, secret
from commkit.runtime.plans import PlanId, drop_plan, move_plan, plan
from commkit.runtime.statements import Statement, insert_new, insert_or, statement

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
    "Moment",
    "Page",
    "PlanId",
    "Statement",
    "Words",
    "community_id",
    "cut",
    "declared",
    "decode_cursor",
    "drop_plan",
    "encode_cursor",
    "host_key",
    "insert_new",
    "insert_or",
    "move_plan",
    "page_size",
    "person",
    "personal",
    "plain",
    "plan",
    "secret",
    "statement",
]
