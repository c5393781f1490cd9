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

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar, overload

from attrs import frozen
from sqlalchemy import Connection, Dialect, Executable, Float, Numeric, Table, bindparam, select
from sqlalchemy.sql.compiler import SQLCompiler

from commkit.runtime.model.errors import PluginError
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.visibility import Visibility, Visible, VisibleRecord

if TYPE_CHECKING:  # the dialect is a tenth of all of SQLAlchemy
    from sqlalchemy.dialects.postgresql import Insert

T = TypeVar("T")
Processor = Callable[[Any], Any]

_MISSING = object()
_FLOAT8, _NUMERIC = 701, 1700
"""PostgreSQL's numbers of two types."""


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


def upsert(table: Table) -> "Insert":
    """An insert that can go on with `.on_conflict_do_update(...)`, alike in both databases."""
    from sqlalchemy.dialects.postgresql import insert  # noqa: PLC0415  # see above

    return insert(table)


def insert_if_absent(table: Table) -> "Insert":
    """An insert that leaves a row alone that is there already: `ON CONFLICT DO NOTHING`, alike in both databases."""
    return upsert(table).on_conflict_do_nothing()


class Parameter(NamedTuple):
    """One parameter of a compiled statement: its name, how a value is prepared, and its default, if any.

    A tuple, since `Prepared.bind` unpacks some fifty of them for each command.
    """

    name: str
    process: Processor | None
    default: Any = _MISSING


@frozen
class Prepared:
    """A statement compiled for one dialect.

    Attributes:
        construct: What was compiled.
        into: What a row becomes; a tuple where it is None.
        sql: Its text; None where it has to be compiled at each execution.
        parameters: In the order of the text.
        names: Those of the parameters.
        positional: Whether the driver takes a tuple rather than a dict.
        gives_rows: Whether it gives rows. The driver knows too, but psycopg describes every column to say so.
        writes: Whether it changes rows.
        columns: The processor of each result column, by position, where it has one.
        permissions: Permissions of the reader by the parameter that says whether they are held; None where it shows
            nothing to a reader.
        replan: Whether psycopg is told to keep no plan of it.
    """

    construct: Any
    into: Callable[..., Any] | None
    sql: str | None
    parameters: tuple[Parameter, ...]
    names: tuple[str, ...]
    positional: bool
    gives_rows: bool
    writes: bool
    columns: tuple[tuple[int, Processor], ...]
    permissions: Mapping[str, str] | None
    replan: bool

    def bind(self, values: Mapping[str, Any]) -> Any:
        """The driver's form of the parameters.

        Raises:
            KeyError: A parameter without a default is not among the values.
        """
        bound = []
        for name, process, default in self.parameters:
            value = values.get(name, default)
            if value is _MISSING:
                raise KeyError(name)
            bound.append(value if process is None else process(value))
        return bound if self.positional else dict(zip(self.names, bound, strict=True))

    def records(self, rows: Sequence[Sequence[Any]]) -> list[Any]:
        """What the driver's rows become."""
        if not rows:
            return []
        columns: list[Any] = list(zip(*rows, strict=True))
        for position, process in self.columns:
            columns[position] = map(process, columns[position])
        return list(map(self.into or _row, *columns))


def _row(*values: Any) -> tuple[Any, ...]:
    return values


def prepare(statement: Statement[Any], dialect: Dialect, visibility: Visibility | None = None) -> Prepared:
    """Compile a statement for a dialect and, where it shows records to a reader, for a community type.

    Raises:
        PluginError: It shows records, and there is no reader.
    """
    if statement.shows and visibility is None:
        raise no_reader()
    visible = Visible(visibility or Visibility())
    construct = statement.construct_for(visible)
    compiled = construct.compile(dialect=dialect)
    assert isinstance(compiled, SQLCompiler)
    expanding = any(bind.expanding or bind.literal_execute for bind in compiled.binds.values())
    names = compiled.positiontup if compiled.positiontup is not None else list(compiled.binds)
    return Prepared(
        construct=construct,
        into=statement.into,
        sql=None if expanding else compiled.string,
        parameters=tuple(_parameter(compiled, name, dialect) for name in names),
        names=tuple(names),
        positional=compiled.positiontup is not None,
        gives_rows=len(getattr(construct, "exported_columns", ())) > 0,
        writes=construct.is_dml,
        columns=() if expanding else tuple(_columns(construct, dialect)),
        permissions=visible.permissions if statement.shows else None,
        replan=statement.replan and dialect.driver == "psycopg",
    )


def _parameter(compiled: SQLCompiler, name: str, dialect: Dialect) -> Parameter:
    bind = compiled.binds[name]
    process = bind.type.dialect_impl(dialect).bind_processor(dialect)
    if bind.required:
        return Parameter(name, process)
    return Parameter(name, process, bind.effective_value)


def _columns(construct: Any, dialect: Dialect) -> list[tuple[int, Processor]]:
    found = []
    for position, column in enumerate(getattr(construct, "exported_columns", ())):
        process = column.type.dialect_impl(dialect).result_processor(dialect, _driver_type(column.type))
        if process is not None:
            found.append((position, process))
    return found


def _driver_type(kind: Any) -> int | None:
    """What the driver would call the type of a column; only those of numbers are asked for it, on PostgreSQL."""
    if isinstance(kind, Float):
        return _FLOAT8
    return _NUMERIC if isinstance(kind, Numeric) else None


def execute_through_core(
    connection: Connection, prepared: Prepared, values: Mapping[str, Any]
) -> tuple[list[Any], int]:
    """Run a statement that cannot be compiled once; gives its records and the count of rows it touched."""
    named = {
        parameter.name: values[parameter.name]
        for parameter in prepared.parameters
        if parameter.name in values
    }
    result = connection.execute(prepared.construct, named)
    if not result.returns_rows:
        return [], result.rowcount
    into = prepared.into or _row
    return [into(*row) for row in result], -1
