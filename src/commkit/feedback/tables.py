"""The metadata that the tables of suggestions, surveys and panels share, and what their columns have in common."""

from typing import Any

from sqlalchemy import Column, ForeignKeyConstraint, Integer, MetaData, Text

from commkit.members.tables import membership
from commkit.runtime.storage.columns import UtcDateTime
from commkit.runtime.storage.personal import plain

metadata = MetaData()


def member_key(column: str) -> ForeignKeyConstraint:
    """The foreign key of a column that holds a member's id."""
    return ForeignKeyConstraint(["community_id", column], [membership.c.community_id, membership.c.id])


def count(name: str, purpose: str) -> Column[Any]:
    """A number that every row has."""
    return Column(name, Integer, nullable=False, info=plain(purpose))


def moment(name: str, purpose: str, *, nullable: bool = True) -> Column[Any]:
    """A time, where it may be that it never came."""
    return Column(name, UtcDateTime, nullable=nullable, info=plain(purpose))


def plain_text(name: str, purpose: str) -> Column[Any]:
    """A text that is about nobody."""
    return Column(name, Text, nullable=False, info=plain(purpose))
