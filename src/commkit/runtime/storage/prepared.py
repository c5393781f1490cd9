"""Statements, compiled once for a dialect and a community type, and run on the driver's own cursor."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from operator import itemgetter
from typing import Any, NamedTuple

from attrs import field, frozen
from sqlalchemy import Connection, Dialect, Float, Numeric
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

from commkit.runtime.storage.statements import Statement, no_reader
from commkit.runtime.storage.visibility import Visibility, Visible

Processor = Callable[[Any], Any]

_MISSING = object()
_FLOAT8, _NUMERIC = 701, 1700
"""PostgreSQL's numbers of two types."""


class Parameter(NamedTuple):
    """One parameter of a compiled statement: its name, how a value is prepared, and its default, if any.

    A tuple, since `Prepared.bind` unpacks some fifty of them for each command.
    """

    name: str
    process: Processor | None
    default: Any = _MISSING

    def value_of(self, values: Mapping[str, Any]) -> Any:
        """Its value among some, or else its default.

        Raises:
            KeyError: There is neither.
        """
        value = values.get(self.name, self.default)
        if value is _MISSING:
            raise _not_given(self.name, values)
        return value


def _not_given(name: str, values: Mapping[str, Any]) -> KeyError:
    return KeyError(f"this statement needs {name!r}; it was given {', '.join(values) or 'nothing'}")


@frozen
class Prepared:
    """A statement compiled for one dialect.

    Attributes:
        construct: What was compiled, where it has lists; a hundred times as large as its text.
        into: What a row becomes; a tuple where it is None.
        sql: Its text; None where it depends on the length of a list, see `list_parameters`.
        parameters: Each once; the text may name one in many places.
        names: Those of the parameters.
        positional: Whether the driver takes a sequence rather than a dict.
        arrange: Puts values of the parameters into the order of the text; None where they stand in it once each.
        gives_rows: Whether it gives rows. The driver knows too, but psycopg describes every column to say so.
        writes: Whether it changes rows.
        columns: The processor of each result column, by position, where it has one.
        permissions: Permissions of the reader by the parameter that says whether they are held; None where it shows
            nothing to a reader.
        replan: Whether psycopg is told to keep no plan of it.
        lists: The parameters that are lists.
        compiled: What the compiler made of it, where it has lists.
        by_lengths: What it was compiled to for lists of some lengths.
    """

    construct: Any
    into: Callable[..., Any] | None
    sql: str | None
    parameters: tuple[Parameter, ...]
    names: tuple[str, ...]
    positional: bool
    arrange: Callable[[Sequence[Any]], Sequence[Any]] | None
    gives_rows: bool
    writes: bool
    columns: tuple[tuple[int, Processor], ...]
    permissions: Mapping[str, str] | None
    replan: bool
    lists: tuple[Parameter, ...] = ()
    compiled: SQLCompiler | None = field(default=None, repr=False, eq=False)
    by_lengths: dict[tuple[int, ...], "Prepared"] = field(factory=dict, repr=False, eq=False)

    @property
    def text(self) -> str:
        """Its SQL for people, with parameters for all values, and one for a list of any length."""
        if self.sql is None and self.compiled is not None:
            return self.compiled.string
        return self.sql or ""

    def bind(self, values: Mapping[str, Any]) -> Any:
        """The driver's form of the parameters.

        Raises:
            KeyError: A parameter without a default is not among the values.
        """
        bound = []
        for name, process, default in self.parameters:
            value = values.get(name, default)
            if value is _MISSING:
                raise _not_given(name, values)
            bound.append(value if process is None else process(value))
        if not self.positional:
            return dict(zip(self.names, bound, strict=True))
        return bound if self.arrange is None else self.arrange(bound)

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
    known = dict.fromkeys(compiled.bind_names.values())  # one name may stand for several parameters
    lists = [name for name in known if compiled.binds[name].expanding]
    return Prepared(
        construct=construct if lists else None,
        into=statement.into,
        sql=None if lists else compiled.string,
        parameters=tuple(_parameter(compiled, name, dialect) for name in known),
        names=tuple(known),
        positional=compiled.positiontup is not None,
        arrange=arranger(list(known), compiled.positiontup or list(known)),
        gives_rows=len(_types_of_columns(construct)) > 0,
        writes=construct.is_dml,
        columns=tuple(_columns(construct, dialect)),
        permissions=visible.permissions if statement.shows else None,
        replan=statement.replan and dialect.driver == "psycopg",
        lists=tuple(_parameter(compiled, name, dialect) for name in lists),
        compiled=compiled if lists else None,
    )


def arranger(names: Sequence[str], order: Sequence[str]) -> Callable[[Sequence[Any]], Sequence[Any]] | None:
    """What puts values of some names, each once, into an order that may name one in many places; see `Prepared`."""
    if list(order) == list(names):
        return None
    places = [names.index(name) for name in order]
    return itemgetter(*places) if len(places) > 1 else lambda values: [values[place] for place in places]


def _parameter(compiled: SQLCompiler, name: str, dialect: Dialect) -> Parameter:
    bind = compiled.binds[name]
    process = bind.type.dialect_impl(dialect).bind_processor(dialect)
    if bind.required:
        return Parameter(name, process)
    return Parameter(name, process, bind.effective_value)


def _columns(construct: Any, dialect: Dialect) -> list[tuple[int, Processor]]:
    found: list[tuple[int, Processor]] = []
    for position, kind in enumerate(_types_of_columns(construct)):
        process = kind.dialect_impl(dialect).result_processor(dialect, _driver_type(kind))
        if process is not None:
            found.append((position, process))
    return found


def _types_of_columns(construct: Any) -> list[TypeEngine[Any]]:
    """The types of the columns that a construct gives.

    A change with RETURNING that is made of another change keeps the `exported_columns` of that, where somebody asked
    for them before: these would be none. So what it returns is read itself.
    """
    if not construct.is_dml:
        return [column.type for column in getattr(construct, "exported_columns", ())]
    returned = vars(construct).get("_returning", ())
    return [column.type for its in returned for column in getattr(its, "columns", (its,))]


def _driver_type(kind: Any) -> int | None:
    """What the driver would call the type of a column; only those of numbers are asked for it, on PostgreSQL."""
    if isinstance(kind, Float):
        return _FLOAT8
    return _NUMERIC if isinstance(kind, Numeric) else None


@contextmanager
def without_kept_plan(psycopg: Any) -> Iterator[None]:
    """Have psycopg keep no plan of what is executed in the block.

    The cursor that SQLAlchemy wraps around an async one takes no `prepare=False`.

    Args:
        psycopg: Its connection, sync or async.
    """
    threshold, psycopg.prepare_threshold = psycopg.prepare_threshold, None
    try:
        yield
    finally:
        psycopg.prepare_threshold = threshold


def execute_through_core(
    connection: Connection, prepared: Prepared, values: Mapping[str, Any]
) -> tuple[list[Any], int]:
    """Run a statement with long lists; gives its records and the count of rows it touched."""
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
