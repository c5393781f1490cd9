"""Visibility: part of the SQL of each statement, and composed of the rules of all features of a community type.

A feature says which rows of a record's table it hides from a reader::

    @bookclub.hides(Post)
    def beyond_the_reader(row: FromClause, reader: Reader) -> ColumnElement[bool]:
        return (row.c.kind == "chapter") & ~exists(select(...).where(progress.c.member == reader.member, ...))

A statement that shows such records is given the condition, and holds it::

    ONE = visible_statement(lambda visible: select(*COLUMNS).where(HERE, visible(Post, post)), into=Post)

It is compiled once for each dialect and community type. Rules only narrow: a row is shown where no rule hides it, and
where a rule says NULL it is hidden too.

A statement over rows that name an object of any class, such as an index or an inbox, asks the rules of that class::

    visible.object(entry.c.community_id, entry.c.record, entry.c.object)
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import wraps
from typing import Any

from attrs import define, field, frozen
from sqlalchemy import (
    BindParameter,
    Boolean,
    ColumnElement,
    FromClause,
    Integer,
    String,
    Table,
    and_,
    bindparam,
    exists,
    false,
    literal,
    literal_column,
    not_,
    or_,
    select,
    true,
)

from commkit.runtime.model.errors import PluginError
from commkit.runtime.model.types import MEMBER
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.readers import READER, READER_ROLE, READER_STAFF, READER_TRUST, Reader

Rule = Callable[[FromClause, Reader], ColumnElement[bool]]
"""`(row, reader) -> condition`: which rows of a record's table are hidden from the reader."""


def limited_to_kinds(rule: Rule, kinds: Iterable[str]) -> Rule:
    """The same rule, which hides no posts of other kinds than these."""
    names = sorted(kinds)

    @wraps(rule)
    def limited(row: FromClause, reader: Reader) -> ColumnElement[bool]:
        return and_(or_(*(row.c.kind == name for name in names)), rule(row, reader))

    return limited


@frozen(eq=False)
class Mute:
    """What a reader does not want of a record, where they did not ask for it.

    Attributes:
        rule: Which rows are muted.
        within: Whether it holds inside of something that the reader opened, too.
    """

    rule: Rule
    within: bool = False


@frozen(eq=False)
class Unlisting:
    """Whom lists of people leave out.

    Attributes:
        rule: Which memberships are left out.
        ranked: Whether it holds for lists that rank people, such as leaderboards, in place of lists and searches.
    """

    rule: Rule
    ranked: bool = False


@frozen
class VisibleRecord:
    """A record whose visibility is composed.

    Attributes:
        record: Its class.
        table: Its table.
        part_of: The class of the record it is a part of, and the column that names that one: it is hidden with it.
            Where that column is empty, it is a part of nothing.
        mutable: Whether its lists leave out what their reader muted.
    """

    record: type
    table: Table
    part_of: tuple[type, str] | None = None
    mutable: bool = False


@frozen(eq=False)
class Visibility:
    """The rules of all features of a community type.

    Attributes:
        records: The records whose visibility is composed, by class.
        rules: The rules by record class, in the order of the features.
        grants: The permissions of members by role and trust level.
        removals: Those of the rules that hide what was taken out of sight.
        kinds: The kinds of posts that a rule hides, of rules that hide no others.
        mutes: What readers do not want, by record class, in the order of the features.
        unlistings: Whom lists of people leave out, in the order of the features.
    """

    records: Mapping[type, VisibleRecord] = field(factory=dict)
    rules: Mapping[type, tuple[Rule, ...]] = field(factory=dict)
    grants: Mapping[tuple[str, int], frozenset[str]] = field(factory=dict)
    removals: frozenset[Rule] = frozenset()
    kinds: Mapping[Rule, frozenset[str]] = field(factory=dict)
    mutes: Mapping[type, tuple[Mute, ...]] = field(factory=dict)
    unlistings: tuple[Unlisting, ...] = ()

    def composes(self, record: str) -> bool:
        """Whether the visibility of a record is composed.

        Args:
            record: The name of its class.
        """
        return any(known.__name__ == record for known in self.records)


@define
class Visible:
    """What a statement that shows records is given: the conditions by which it shows them; see `visible_statement`.

    It remembers which permissions of the reader they ask for.

    Attributes:
        visibility: The rules of a community type.
        permissions: Permissions by the name of the parameter that says whether the reader holds it.
        spared: The ids of objects that are shown as if they had not been taken out of sight; None for no objects.
    """

    visibility: Visibility
    permissions: dict[str, str] = field(factory=dict)
    spared: BindParameter[Any] | None = None

    @property
    def reader(self) -> Reader:
        """Who reads, for what a statement shows of a row that depends on them."""

        def holds(permission: str) -> ColumnElement[bool]:
            name = "may_" + "".join(sign if sign.isalnum() else "_" for sign in permission)
            while self.permissions.get(name, permission) != permission:
                name += "_"  # two permissions may differ in their signs alone
            self.permissions[name] = permission
            return bindparam(name, type_=Boolean(create_constraint=False))

        return Reader(
            bindparam(READER, type_=Id),
            bindparam(READER_ROLE, type_=String),
            bindparam(READER_TRUST, type_=Integer),
            bindparam(READER_STAFF, type_=Boolean(create_constraint=False)),
            holds,
        )

    def __call__(self, record: type, row: FromClause, *, alone: bool = False) -> ColumnElement[bool]:
        """The condition that the reader may see a row: no feature of the community's type hides it.

        Args:
            record: The class of the record.
            row: Its table, or an alias of it.
            alone: Leave out whether what it is a part of is visible; the statement asks that once for all its rows.
        """
        return and_(true(), *self._conditions(record, row, self.reader, alone=alone, within=()))

    def wanted(
        self, record: type, row: FromClause, *, within: bool = False, reader: Reader | None = None
    ) -> ColumnElement[bool]:
        """The condition that the reader did not mute a row: for lists, searches and what people are told of.

        It says nothing of whether they may see it, and a statement that shows one object by its id does not ask it.

        Args:
            record: The class of the record.
            row: Its table, or an alias of it.
            within: Whether the rows are inside of something that the reader opened, such as the replies of a thread.
            reader: Who reads, if it is not the actor.
        """
        reads = reader or self.reader
        mutes = self.visibility.mutes.get(record, ())
        return and_(true(), *(not_(mute.rule(row, reads)) for mute in mutes if mute.within or not within))

    def listed(self, row: FromClause, *, ranked: bool = False) -> ColumnElement[bool]:
        """The condition that a list of people shows a membership: no feature leaves it out; see `Feature.unlists`.

        It says nothing of whether the reader may see the member: a statement that shows one by their id does not ask.

        Args:
            row: The table of memberships, or an alias of it.
            ranked: Whether the list ranks people, as leaderboards do.
        """
        asked = (each for each in self.visibility.unlistings if each.ranked == ranked)
        return and_(true(), *(not_(each.rule(row, self.reader)) for each in asked))

    def object_wanted(
        self,
        community: ColumnElement[Any],
        record: ColumnElement[Any],
        id: ColumnElement[Any],
        *,
        reader: Reader | None = None,
    ) -> ColumnElement[bool]:
        """The condition that the reader did not mute the object which columns of another row name; see `wanted`.

        Args:
            community: The column of the community's id.
            record: The column of the class name of the object.
            id: The column of the object's id.
            reader: Who reads, if it is not the actor.
        """
        reads = reader or self.reader
        return and_(
            true(),
            *(
                or_(record != literal(muted.__name__), not_(self._muted(muted, community, id, reads)))
                for muted in self.visibility.mutes
            ),
        )

    def _muted(
        self, record: type, community: ColumnElement[Any], id: ColumnElement[Any], reader: Reader
    ) -> ColumnElement[bool]:
        table = self.visibility.records[record].table.alias()
        found = select(table.c.id).where(
            table.c.community_id == community,
            table.c.id == id,
            or_(*(mute.rule(table, reader) for mute in self.visibility.mutes[record])),
        )
        return exists(found.correlate_except(table).offset(literal_column("0")))

    def sparing(self, ids: BindParameter[Any]) -> "Visible":
        """The same conditions as they would be had some objects not been taken out of sight.

        Args:
            ids: The ids of these objects.
        """
        return Visible(self.visibility, self.permissions, ids)

    def object(
        self,
        community: ColumnElement[Any],
        record: ColumnElement[Any],
        id: ColumnElement[Any],
        *,
        reader: Reader | None = None,
    ) -> ColumnElement[bool]:
        """The condition that the reader may see the object which columns of another row name.

        It holds for every object of a record whose visibility is not composed: who shows these asks
        their loaders, or a permission.

        Args:
            community: The column of the community's id.
            record: The column of the class name of the object.
            id: The column of the object's id.
            reader: Who reads, if it is not the actor.
        """
        reads = reader or self.reader
        return and_(
            true(),
            *(
                or_(record != literal(known.record.__name__), self._shown(known, community, id, reads))
                for known in self.visibility.records.values()
            ),
        )

    def named(
        self, record: str, community: ColumnElement[Any], id: ColumnElement[Any]
    ) -> ColumnElement[bool]:
        """The condition that the reader may see the object of a record which columns of another row name.

        Unlike `object` it holds for no object of a record whose visibility is not composed.

        Args:
            record: The name of the class of the record.
            community: The column of the community's id.
            id: The column of the object's id.
        """
        for known in self.visibility.records.values():
            if known.record.__name__ == record:
                return self._shown(known, community, id, self.reader)
        return false()

    def unless_hidden(self, community: ColumnElement[Any], id: ColumnElement[Any]) -> ColumnElement[bool]:
        """The condition that no object of this id is hidden from the reader, whatever its class.

        For rows that hold an id and do not tell of what. It holds for what is not there, and for objects of a record
        whose visibility is not composed.

        Args:
            community: The column of the community's id.
            id: The column of the object's id; it may be NULL.
        """
        return and_(
            true(),
            *(
                or_(
                    not_(_any_object(known.table.alias(), community, id)),
                    self._shown(known, community, id, self.reader),
                )
                for known in self.visibility.records.values()
            ),
        )

    def member(
        self,
        id: ColumnElement[Any],
        role: ColumnElement[Any],
        trust: ColumnElement[Any],
        staff: ColumnElement[Any],
    ) -> Reader:
        """A member as the reader, for statements that ask for many members at once.

        Args:
            id: The column of the member's id.
            role: The role that decides what they may do here.
            trust: Their trust level.
            staff: Whether they belong to the company that runs the community.
        """

        def holds(permission: str) -> ColumnElement[bool]:
            grants = self.visibility.grants
            known = {name for name, _ in grants}
            least: dict[str, int] = {}
            for (name, level), permissions in sorted(grants.items()):
                if permission in permissions:
                    least.setdefault(name, level)
            found = [
                and_(role == name, trust >= level) if level else role == name for name, level in least.items()
            ]
            if MEMBER in least:  # the type may have lost a role since it was given
                found.append(and_(role.not_in(sorted(known)), trust >= least[MEMBER]))
            return or_(false(), *found)

        return Reader(id, role, trust, staff, holds)

    def _shown(
        self, known: VisibleRecord, community: ColumnElement[Any], id: ColumnElement[Any], reader: Reader
    ) -> ColumnElement[bool]:
        """The condition that one object is visible."""
        table = known.table.alias()
        found = (
            select(table.c.id)
            .where(
                table.c.community_id == community,
                table.c.id == id,
                *self._conditions(known.record, table, reader, alone=False, within=()),
            )
            .correlate_except(table)
        )
        # The offset keeps PostgreSQL from reading every visible object into a hash table, of which a page needs few.
        return exists(found.offset(literal_column("0")))

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
            hidden = rule(row, reader)
            if self.spared is not None and rule in self.visibility.removals:
                hidden = and_(hidden, row.c.id.not_in(self.spared))
            yield not_(hidden)
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


def _any_object(
    table: FromClause, community: ColumnElement[Any], id: ColumnElement[Any]
) -> ColumnElement[bool]:
    """Whether a table has an object, visible or not."""
    found = select(table.c.id).where(table.c.community_id == community, table.c.id == id)
    return exists(found.correlate_except(table).offset(literal_column("0")))
