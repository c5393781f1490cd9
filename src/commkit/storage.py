"""What the tables, statements and pages of a plugin are made of."""

from commkit.runtime.columns import ACCOUNT, COMMUNITY, REFERENCE, Id, Moment, Words, community_id
from commkit.runtime.pages import Cursor, Page, cut, decode_cursor, encode_cursor, page_size
from commkit.runtime.statements import Statement, insert_new, insert_or, statement

__all__ = [
    "ACCOUNT",
    "COMMUNITY",
    "REFERENCE",
    "Cursor",
    "Id",
    "Moment",
    "Page",
    "Statement",
    "Words",
    "community_id",
    "cut",
    "decode_cursor",
    "encode_cursor",
    "insert_new",
    "insert_or",
    "page_size",
    "statement",
]
