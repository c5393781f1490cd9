"""Rows for any declared table: values of each column's type, and the rows that its foreign keys refer to."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from attrs import field, frozen
from sqlalchemy import Column, Connection, ForeignKeyConstraint, Table, and_, insert, select
from sqlalchemy import types as sql

from commkit.communities import community
from commkit.members import membership
from commkit.runtime.model.ids import CommunityId, MemberId
from commkit.runtime.storage.columns import Choice, Duration, Id, UtcDateTime, Words

SAMPLE = "commkit.sample"
"""The key of `Column.info` for a value that the checks of the table accept."""
_MEMBER = "commkit_member"
_START = datetime(2030, 1, 1, tzinfo=UTC)


@frozen
class RowMaker:
    """Inserts rows into declared tables, in a community that is there.

    Attributes:
        connection: Where to.
        community: The community of the rows.
        member: The member whom rows name where nothing else is said.
    """

    connection: Connection
    community: CommunityId
    member: MemberId
    _numbers: "count[int]" = field(factory=lambda: count(1))

    def insert(self, table: Table, given: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Insert a row, and those that it refers to.

        Args:
            table: The table.
            given: Values of some columns.

        Returns:
            The row's values by column name.
        """
        values = (
            {"community_id": self.community, **(given or {})}
            if "community_id" in table.c
            else dict(given or {})
        )
        for key in sorted(table.foreign_key_constraints, key=lambda key: -len(key.column_keys)):
            self._refer(table, key, values)
        for column in table.columns:
            if column.name not in values and column.computed is None:
                values[column.name] = self.value(column)
        self.connection.execute(insert(table).values(values))
        return values

    def value(self, column: Column[Any]) -> Any:
        """A value of a column's type, unlike those of other rows where the type allows that.

        A column whose table checks its values says one that fits: `column.info["commkit.sample"]`.

        Raises:
            TypeError: Nothing is known of the type.
        """
        if column.name == "community_id":
            return self.community
        if SAMPLE in column.info:
            return column.info[SAMPLE]
        number, kind = next(self._numbers), column.type
        if isinstance(kind, Choice):
            return next(iter(kind.words))
        stored = kind.impl_instance if isinstance(kind, sql.TypeDecorator) else kind
        for accepted, make in _VALUES:
            if isinstance(kind, accepted) or isinstance(stored, accepted):
                made = make(number)
                length = getattr(kind, "length", None)
                return made[-length:] if isinstance(made, str) and length else made
        raise TypeError(f"{column} is a {kind!r}, of which no value can be made")

    def _refer(self, table: Table, key: ForeignKeyConstraint, values: dict[str, Any]) -> None:
        pairs = [(element.parent, element.column) for element in key.elements]
        own = [column for column, _ in pairs if column.name != "community_id"]
        referred = key.referred_table
        if referred in (community, membership) or referred.name == _MEMBER:
            beside = [column for column in table.primary_key if column.name != "community_id"]
            if len(own) == 1 and own == beside and own[0].name not in values:
                values[own[0].name] = self.insert(membership)["id"]  # each membership has one row at most
            for column, _ in pairs:
                values.setdefault(column.name, self.community if column not in own else self.member)
        elif referred is table or all(column.nullable and column.name not in values for column in own):
            for column, target in pairs:
                if column in own:
                    values[column.name] = None if column.nullable else values.setdefault(target.name, uuid4())
        else:
            wanted = {target.name: values[column.name] for column, target in pairs if column.name in values}
            if len(wanted) < len(pairs) or not self._is_there(referred, wanted):
                parent = self.insert(referred, wanted)
                for column, target in pairs:
                    values[column.name] = parent[target.name]

    def _is_there(self, table: Table, values: Mapping[str, Any]) -> bool:
        where = and_(*(table.c[name] == value for name, value in values.items()))
        return self.connection.execute(select(table).where(where)).first() is not None


_VALUES: tuple[tuple[type[Any] | tuple[type[Any], ...], Any], ...] = (
    (Id, lambda number: uuid4()),
    (UtcDateTime, lambda number: _START + timedelta(seconds=number)),
    (Duration, lambda number: timedelta(seconds=number)),
    (Words, lambda number: (f"word{number}",)),
    (sql.LargeBinary, lambda number: UUID(int=number).bytes),
    (sql.Boolean, lambda number: bool(number % 2)),
    (sql.Date, lambda number: date(2030, 1, 1) + timedelta(days=number)),
    (sql.Integer, lambda number: number),
    (sql.Float, lambda number: number + 0.5),
    (sql.String, lambda number: f"text {number}"),
)
