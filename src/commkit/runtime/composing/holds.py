"""Holds: which rows stay as they are, whoever is erased and however old they get, until they are released.

A feature says so in two ways: of rows of a table (`Feature.holds`), and of whatever a member wrote in a community
(`Feature.holds_members`). A row that somebody holds is kept whole, also what others wrote in it: half a row is no
evidence.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from attrs import field, frozen
from sqlalchemy import Column, ColumnElement, FromClause, Table, Uuid, false, literal, not_, or_, true

from commkit.runtime.composing.contract import misdeclared
from commkit.runtime.composing.features import Feature
from commkit.runtime.model.names import nearest_name
from commkit.runtime.storage.holding import MemberCondition, writers
from commkit.runtime.storage.personal import declared
from commkit.runtime.storage.retention import RowCondition

_COMMUNITY = "community_id"


@frozen(eq=False)
class Holds:
    """What the features of a Kit hold.

    Attributes:
        rows: Conditions by the name of the table.
        members: Conditions on a community and a member.
    """

    rows: Mapping[str, Sequence[RowCondition]] = field(factory=dict)
    members: Sequence[MemberCondition] = ()

    def may_hold(self, table: Table) -> bool:
        """Whether any row of a table could be held."""
        return bool(
            _COMMUNITY in table.c and (self.rows.get(table.name) or (self.members and [*writers(table)]))
        )

    def held(self, table: Table) -> ColumnElement[bool]:
        """The condition of the rows of a table that are held."""
        if not self.may_hold(table):
            return false()
        return or_(
            *(condition(table) for condition in self.rows.get(table.name, ())),
            *(
                column.is_not(None) & condition(table.c[_COMMUNITY], column)
                for column in writers(table)
                for condition in self.members
            ),
        )

    def not_held(self, table: Table) -> ColumnElement[bool]:
        """The condition of those that are not."""
        return not_(self.held(table)) if self.may_hold(table) else true()


def compose_holds(features: Sequence[Feature]) -> Holds:
    """What all features of a Kit hold.

    Args:
        features: Of the whole Kit.

    Raises:
        PluginError: A feature names a table that nobody declares, that belongs to no community, or of which nothing is
            ever erased or purged; or it gives no condition.
    """
    tables = {table.name: table for feature in features for table in _tables(feature)}
    purged = {kind.table.name for feature in features for kind in feature.retention}
    rows: dict[str, list[RowCondition]] = {}
    for feature in features:
        for name, condition in feature.holds.items():
            for fault in _faults(tables, purged, name, condition):
                raise misdeclared(feature.plugin, f"{feature.name!r} holds rows of {name!r}, {fault}")
            rows.setdefault(name, []).append(condition)
        if feature.holds_members is not None:
            _check_member_condition(feature, feature.holds_members)
    return Holds(rows, [one.holds_members for one in features if one.holds_members is not None])


def _tables(feature: Feature) -> Iterator[Table]:
    if feature.tables is not None:
        yield from feature.tables.tables.values()


def _faults(tables: Mapping[str, Table], purged: set[str], name: str, condition: object) -> Iterator[str]:
    table = tables.get(name)
    if table is None:
        near = nearest_name(name, tables)
        yield "which is no table of any feature" + (f"; did you mean {near!r}?" if near else "")
        return
    if _COMMUNITY not in table.c:
        yield "which belongs to no community; hold rows of tables with a `community_id`"
    if name not in purged and not any(_is_erased(column) for column in table.columns):
        yield "of which nothing is ever erased or purged, so that it would be ignored; leave it out"
    if not _is_condition(condition, table):
        yield "and gives no condition on its columns; give one: lambda row: row.c.ended_at.is_(None)"


def _is_erased(column: Column[Any]) -> bool:
    about = declared(column)
    return about is not None and about.personal


def _is_condition(condition: object, *given: FromClause | ColumnElement[Any]) -> bool:
    return callable(condition) and isinstance(condition(*given), ColumnElement)


def _check_member_condition(feature: Feature, condition: Callable[..., object]) -> None:
    nobody = literal(None, Uuid())
    if not _is_condition(condition, nobody, nobody):
        raise misdeclared(
            feature.plugin,
            f"{feature.name!r} holds what members wrote, and gives no condition; give one on a community and a member: "
            "lambda community, member: exists().where(...)",
        )
