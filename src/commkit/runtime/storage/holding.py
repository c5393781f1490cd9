"""Which rows a member wrote, as the columns of their tables declare it; by this, holds find what is held of them."""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Column, ColumnElement, Table

from commkit.runtime.storage.columns import NOT_EVIDENCE
from commkit.runtime.storage.personal import Erasure, declared

MemberCondition = Callable[[ColumnElement[Any], ColumnElement[Any]], ColumnElement[bool]]
"""`(community id, member id) -> condition`: whether what this member wrote in this community is held."""


def writers(table: Table) -> Iterator[Column[Any]]:
    """The columns that name who wrote something in a row: what is personal in it would go with them.

    A column of the primary key names whom the row is about, such as a membership: that is no writing of theirs. Tables
    that are `NOT_EVIDENCE` have none.
    """
    if any(table.info.get(name) == value for name, value in NOT_EVIDENCE.items()):
        return
    said = [about for column in table.columns if (about := declared(column)) is not None]
    texts = {about.of for about in said if about.of and about.erasure is not Erasure.KEEP}
    for column in table.columns:
        about = declared(column)
        if about is not None and about.names == "member" and not column.primary_key and column.name in texts:
            yield column
