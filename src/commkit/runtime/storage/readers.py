"""Who reads, as the SQL of visibility has it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from attrs import frozen
from sqlalchemy import ColumnElement, bindparam, false, literal, true

from commkit.runtime.storage.columns import Id, UtcDateTime

NOBODY = UUID(int=0)
"""Stands for the reader's member id where the reader is no member: a visitor, or the host itself."""
READER = "reader"
"""The parameter that is the reader's member id."""
READER_ROLE = "reader_role"
"""The parameter that is what the reader is here: `visitor`, `member`, `steward`..."""
READER_TRUST = "reader_trust"
"""The parameter that is the reader's trust level."""
READER_STAFF = "reader_staff"
"""The parameter that says whether the reader belongs to the company that runs the community."""
READ_AT = "read_at"
"""The parameter that is the moment of reading."""


@frozen
class Reader:
    """Who reads, as SQL.

    Attributes:
        member: The reader's member id; `NOBODY` for who is no member.
        role: What the reader is here: `visitor`, `member`, `steward`...
        trust: The reader's trust level; 0 for who is no member.
        staff: Whether the reader belongs to the company that runs the community.
    """

    member: ColumnElement[Any]
    role: ColumnElement[Any]
    trust: ColumnElement[Any]
    staff: ColumnElement[Any]
    _holds: Callable[[str], ColumnElement[bool]]

    @property
    def now(self) -> ColumnElement[Any]:
        """The moment of reading, for what is hidden until or from some time."""
        return bindparam(READ_AT, type_=UtcDateTime)

    def may(self, permission: str) -> ColumnElement[bool]:
        """Whether the reader holds a permission."""
        return self._holds(permission)


def outsider(role: str, holds: Callable[[str], bool]) -> Reader:
    """A reader who is no member, and in no group.

    Args:
        role: What they are taken for.
        holds: Whether they hold a permission.
    """
    return Reader(
        literal(NOBODY, Id),
        literal(role),
        literal(0),
        false(),
        lambda permission: true() if holds(permission) else false(),
    )
