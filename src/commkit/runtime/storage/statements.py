"""Statements: written once in SQLAlchemy Core, compiled once per database dialect, run on the driver's own cursor.

Core's per-execution work (cache key, compiled-cache look-up, result wrapping) costs more than SQLite's own work on the
statements of this library. So a statement is compiled a single time; what is kept is the SQL text, the order of its
parameters and the processors of its column types, which are applied exactly as Core would. Statements that cannot be
compiled once (an expanding IN) run through Core.

A construct is given as a function, so that importing a module of statements builds none of them: a process pays for
those that it runs::

    POST = statement(lambda: select(*COLUMNS).where(post.c.id == bindparam("id")), into=Post)

One that shows records with composed visibility gets the condition, and is compiled once for each community type::

    POST = visible_statement(lambda visible: select(*COLUMNS).where(HERE, visible(Post, post)), into=Post)
"""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from attrs import frozen
from sqlalchemy import ColumnElement, Executable, Table, bindparam, func, select

from commkit.runtime.model.errors import PluginError
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.visibility import Visible, VisibleRecord

if TYPE_CHECKING:  # the dialect is a tenth of all of SQLAlchemy
    from sqlalchemy.dialects.postgresql import Insert

T = TypeVar("T")


@frozen(eq=False)
class Statement(Generic[T]):
    """A module's constant: one SQL statement with named parameters.

    Attributes:
        source: The Core construct, or a function that gives it.
        into: What a row becomes: called with the columns in order.
        shows: Whether it shows records whose visibility is composed: then `source` takes the condition.
        replan: Whether the best plan depends on the values, so that PostgreSQL has to plan each execution.
    """

    source: Any
    into: Callable[..., T] | None = None
    shows: bool = False
    replan: bool = False

    @cached_property
    def construct(self) -> Any:
        """The Core construct; parameters are `bindparam`s or, in a plain insert, the table's columns.

        Raises:
            PluginError: It shows records whose visibility is composed; `construct_for` a community type gives it.
        """
        if self.shows:
            raise no_reader()
        return self.source() if callable(self.source) else self.source

    def construct_for(self, visible: Visible) -> Any:
        """The Core construct for a community type; `visible` learns which permissions it asks for."""
        return self.source(visible) if self.shows else self.construct


def no_reader() -> PluginError:
    """A statement that shows records was used where there is no reader."""
    return PluginError(
        "runtime.no_reader",
        "this statement shows records to a reader: run it by a context, not by a unit of work without an actor",
    )


Source = Executable | Callable[[], Executable]


@overload
def statement(source: Source) -> Statement[tuple[Any, ...]]: ...
@overload
def statement(source: Source, *, into: Callable[..., T]) -> Statement[T]: ...
def statement(source: Source, *, into: Callable[..., Any] | None = None) -> Statement[Any]:
    """A statement whose rows become `into(*columns)`; tuples where that is left out.

    Args:
        source: `lambda: select(...)`: the construct, built when the statement is first used; or the construct itself.
        into: What a row becomes.
    """
    return Statement(source, into)


@overload
def visible_statement(
    source: Callable[[Visible], Executable], *, replan: bool = False
) -> Statement[tuple[Any, ...]]: ...
@overload
def visible_statement(
    source: Callable[[Visible], Executable], *, into: Callable[..., T], replan: bool = False
) -> Statement[T]: ...
def visible_statement(
    source: Callable[[Visible], Executable],
    *,
    into: Callable[..., Any] | None = None,
    replan: bool = False,
) -> Statement[Any]:
    """A statement that shows records only to readers from whom no feature hides them.

    Args:
        source: `lambda visible: select(...).where(visible(Post, post))`; see `commkit.runtime.storage.visibility`.
        into: What a row becomes.
        replan: Whether PostgreSQL plans each execution: where the best plan depends on the values, such as the words of
            a search, a plan kept for all of them is a bad one for some. Planning takes about a millisecond.
    """
    return Statement(source, into, shows=True, replan=replan)


def visible_ids(known: VisibleRecord) -> Statement[tuple[Any, ...]]:
    """The statement that gives those of some ids of a record whose objects the reader may see."""
    table = known.table
    return visible_statement(
        lambda visible: select(table.c.id).where(
            table.c.community_id == bindparam("community_id"),
            table.c.id.in_(bindparam("ids", expanding=True, type_=Id)),
            visible(known.record, table),
        )
    )


def visible_before_removal(known: VisibleRecord) -> Statement[tuple[Any, ...]]:
    """The statement of `visible_ids` as it was before some objects, the `spared` ones, were taken out of sight."""
    table = known.table
    return visible_statement(
        lambda visible: select(table.c.id).where(
            table.c.community_id == bindparam("community_id"),
            table.c.id.in_(bindparam("ids", expanding=True, type_=Id)),
            visible.sparing(bindparam("spared", expanding=True, type_=Id))(known.record, table),
        )
    )


def upsert(table: Table) -> "Insert":
    """An insert that can go on with `.on_conflict_do_update(...)`, alike in both databases."""
    from sqlalchemy.dialects.postgresql import insert  # noqa: PLC0415  # see above

    return insert(table)


def count_where(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
    """How many of the selected rows meet all conditions: `count(*) FILTER (WHERE ...)`."""
    return func.count().filter(*conditions)


def insert_if_absent(table: Table) -> "Insert":
    """An insert that leaves a row alone that is there already: `ON CONFLICT DO NOTHING`, alike in both databases."""
    return upsert(table).on_conflict_do_nothing()
