"""Visibility: part of the SQL of each statement, and composed of the rules of all features of a community type.

A feature says which rows of a record's table it hides from a reader::

    @bookclub.hides(Post)
    def beyond_the_reader(row: FromClause, reader: Reader) -> ColumnElement[bool]:
        return (row.c.kind == "chapter") & ~exists(select(...).where(progress.c.member == reader.member, ...))

A statement that shows such records is given the condition, and holds it::

    ONE = visible_statement(lambda visible: select(*COLUMNS).where(HERE, visible(Post, post)), into=Post)

It is compiled once for each dialect and community type. Rules only narrow: a row is shown where no rule hides it, and
where a rule says NULL it is hidden too.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol
from uuid import UUID

from attrs import define, field, frozen
from sqlalchemy import (
    Boolean,
    ColumnElement,
    FromClause,
    Integer,
    String,
    Table,
    and_,
    bindparam,
    exists,
    not_,
    or_,
    true,
)

from commkit.runtime.model.errors import PluginError
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
    """

    member: ColumnElement[Any]
    _permissions: dict[str, str]

    @property
    def role(self) -> ColumnElement[str]:
        """What the reader is here: `visitor`, `member`, `steward`..."""
        return bindparam(READER_ROLE, type_=String)

    @property
    def trust(self) -> ColumnElement[int]:
        """The reader's trust level; 0 for who is no member."""
        return bindparam(READER_TRUST, type_=Integer)

    @property
    def staff(self) -> ColumnElement[bool]:
        """Whether the reader belongs to the company that runs the community."""
        return bindparam(READER_STAFF, type_=Boolean(create_constraint=False))

    @property
    def now(self) -> ColumnElement[Any]:
        """The moment of reading, for what is hidden until or from some time."""
        return bindparam(READ_AT, type_=UtcDateTime)

    def may(self, permission: str) -> ColumnElement[bool]:
        """Whether the reader holds a permission."""
        name = "may_" + "".join(sign if sign.isalnum() else "_" for sign in permission)
        self._permissions[name] = permission
        return bindparam(name, type_=Boolean(create_constraint=False))


Rule = Callable[[FromClause, Reader], ColumnElement[bool]]
"""`(row, reader) -> condition`: which rows of a record's table are hidden from the reader."""


@frozen
class VisibleRecord:
    """A record whose visibility is composed.

    Attributes:
        record: Its class.
        table: Its table.
        part_of: The class of the record it is a part of, and the column that names that one: it is hidden with it.
            Where that column is empty, it is a part of nothing.
    """

    record: type
    table: Table
    part_of: tuple[type, str] | None = None


class Visible(Protocol):
    """What a statement holds in its condition; see `visible_statement`."""

    @property
    def reader(self) -> Reader:
        """Who reads, for what a statement shows of a row that depends on them."""
        ...

    def __call__(self, record: type, row: FromClause, *, alone: bool = False) -> ColumnElement[bool]:
        """The condition that the reader may see a row: no feature of the community's type hides it.

        Args:
            record: The class of the record.
            row: Its table, or an alias of it.
            alone: Leave out whether what it is a part of is visible; the statement asks that once for all its rows.
        """
        ...


@frozen(eq=False)
class Visibility:
    """The rules of all features of a community type.

    Attributes:
        records: The records whose visibility is composed, by class.
        rules: The rules by record class, in the order of the features.
    """

    records: Mapping[type, VisibleRecord] = field(factory=dict)
    rules: Mapping[type, tuple[Rule, ...]] = field(factory=dict)


@define
class Conditions:
    """Makes the conditions of one statement, and remembers which permissions of the reader they ask for.

    Attributes:
        visibility: The rules of a community type.
        permissions: Permissions by the name of the parameter that says whether the reader holds it.
    """

    visibility: Visibility
    permissions: dict[str, str] = field(factory=dict)

    @property
    def reader(self) -> Reader:
        """See `Visible`."""
        return Reader(bindparam(READER, type_=Id), self.permissions)

    def __call__(self, record: type, row: FromClause, *, alone: bool = False) -> ColumnElement[bool]:
        """See `Visible`."""
        return and_(true(), *self._conditions(record, row, self.reader, alone=alone, within=()))

    def _conditions(
        self, record: type, row: FromClause, reader: Reader, *, alone: bool, within: tuple[type, ...]
    ) -> Iterator[ColumnElement[bool]]:
        known = self.visibility.records.get(record)
        if known is None:
            raise PluginError(
                "runtime.not_visible_record",
                f"{record.__name__} has no composed visibility here; name its table where its loader is registered: "
                f"@feature.loads({record.__name__}, table=...)",
            )
        for rule in self.visibility.rules.get(record, ()):
            yield not_(rule(row, reader))
        if alone or known.part_of is None or record in within:
            return
        whole, column = known.part_of
        table = self.visibility.records[whole].table.alias()
        is_shown = (
            exists()
            .where(
                table.c.community_id == row.c.community_id,
                table.c.id == row.c[column],
                *self._conditions(whole, table, reader, alone=False, within=(*within, record)),
            )
            .correlate_except(table)
        )
        yield or_(row.c[column].is_(None), is_shown) if known.table.c[column].nullable else is_shown
