"""The metadata of all tables of feedback, and the columns and keys they have in common."""

from typing import Any

from sqlalchemy import Column, ForeignKeyConstraint, Integer, MetaData, Text

from commkit.members import group, membership
from commkit.runtime.storage.columns import UtcDateTime
from commkit.runtime.storage.personal import plain
from commkit.spaces import space

metadata = MetaData()


def member_key(column: str) -> ForeignKeyConstraint:
    """The foreign key of a column that holds a member's id."""
    return ForeignKeyConstraint(["community_id", column], [membership.c.community_id, membership.c.id])


def space_keys() -> tuple[ForeignKeyConstraint, ForeignKeyConstraint]:
    """The foreign keys of the columns `space` and `audience`."""
    return (
        ForeignKeyConstraint(["community_id", "space"], [space.c.community_id, space.c.id]),
        ForeignKeyConstraint(["community_id", "audience"], [group.c.community_id, group.c.id]),
    )


def count(name: str, purpose: str) -> Column[Any]:
    """A column of numbers that are never NULL."""
    return Column(name, Integer, nullable=False, info=plain(purpose))


def moment(name: str, purpose: str, *, nullable: bool = True) -> Column[Any]:
    """A column of times, UTC; NULL where it has not happened."""
    return Column(name, UtcDateTime, nullable=nullable, info=plain(purpose))


def plain_text(name: str, purpose: str) -> Column[Any]:
    """A column of text that is not personal data."""
    return Column(name, Text, nullable=False, info=plain(purpose))
