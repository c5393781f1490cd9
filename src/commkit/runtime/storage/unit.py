"""UnitOfWork: one transaction and the statements that run in it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from typing import Any, Self, TypeVar

from sqlalchemy import Connection, NestedTransaction
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import PoolProxiedConnection

from commkit.runtime.model.errors import Busy, CommkitError, Conflict, PluginError
from commkit.runtime.model.ids import LOBBY, CommunityId
from commkit.runtime.model.observers import Step, StepKind
from commkit.runtime.storage.database import Database
from commkit.runtime.storage.driver_errors import ended_inside, is_lost_savepoint, translate
from commkit.runtime.storage.joining import HostConnection, begin_joined
from commkit.runtime.storage.list_parameters import with_lists
from commkit.runtime.storage.prepared import Prepared, execute_through_core, without_kept_plan
from commkit.runtime.storage.statements import Statement, no_reader
from commkit.runtime.storage.visibility import Visibility

T = TypeVar("T")


class UnitOfWork:
    """One transaction: its own, or a part of the host's.

    Attributes:
        writes: How many statements changed something.
        spoiled: Whether the database refused a statement: PostgreSQL then keeps nothing of the transaction, and SQLite
            may have dropped it already; a commit would not even say so.
        step: What runs in it, for observers; None where nothing does, or nobody observes.
    """

    def __init__(self, database: Database, *, connection: HostConnection | None, read_only: bool) -> None:
        self._database = database
        self._joined = database.joining.connection(connection) if connection is not None else None
        self._savepoint: NestedTransaction | None = None
        self._read_only = read_only
        self.writes = 0
        self.spoiled = False
        self._refusal: Busy | None = None
        self.step: Step | None = None

    def __enter__(self) -> Self:
        self.begin()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if error is None:
            self.commit()
        else:
            self.rollback()

    @property
    def dialect_name(self) -> str:
        """`sqlite` or `postgresql`, for the few statements that each database has a language of its own for."""
        name: str = self._dialect.name
        return name

    @property
    def community_id(self) -> CommunityId:
        """The community whose rows statements mean where they name none."""
        return LOBBY

    @property
    def visibility(self) -> Visibility | None:
        """The rules by which statements show records; None where there is no reader."""
        return None

    @property
    def refusal(self) -> Busy | None:
        """What the database refused, where the unit may be run again: whoever swallows it hears of it again."""
        return self._refusal if self.spoiled else None

    def add_reader(self, values: dict[str, Any], permissions: Mapping[str, str]) -> None:
        """Add the parameters by which a statement knows its reader.

        Args:
            values: The parameters of the statement.
            permissions: Permissions that it asks for, by the name of their parameter.
        """
        raise no_reader()

    def begin(self) -> None:
        """Start the transaction, or a SAVEPOINT in the host's."""
        if self._joined is not None:
            self._driver, self._dialect = self._joined.connection, self._joined.dialect
            begin_joined(self._joined, read_only=self._read_only)
            if not self._read_only:
                self._savepoint = self._joined.begin_nested()
        else:
            self._driver, self._dialect = self._begun(), self._database.dialect
        # One cursor for all statements: each is read to its end before the next one, and a new one costs.
        try:
            self._cursor = self._driver.cursor()
        except BaseException as error:
            self._drop()
            if isinstance(error, Exception):
                raise translate(error) from error
            raise

    def commit(self) -> None:
        """Keep what was done; the host's transaction is left to the host."""
        self._cursor.close()
        if self._joined is None:
            observers = self._database.observers
            if observers is None:
                self._database.commit(self._driver, read_only=self._read_only)
            else:
                with observers.observe("transaction", "COMMIT", self.step):
                    self._database.commit(self._driver, read_only=self._read_only)
        elif self._savepoint is not None:
            if not self._savepoint.is_active:
                raise ended_inside()
            try:
                self._savepoint.commit()
            except (
                DBAPIError
            ) as error:  # a framework without SQLAlchemy ended it, which only the database knows
                if not is_lost_savepoint(error.orig):
                    raise
                raise ended_inside() from error

    def rollback(self) -> None:
        """Drop what was done; the host's transaction is left to the host."""
        self._cursor.close()
        self._drop()

    def run(self, statement: Statement[Any], record: Any = None, /, **values: Any) -> int:
        """Run a writing statement.

        Args:
            statement: What to run.
            record: Gives the parameters that `values` does not name, by its attributes.
            **values: Parameters; `community_id` is the session's where it is left out.

        Returns:
            How many rows it touched.
        """
        touched = self._execute(statement, record, values)[1]
        self.writes += touched != 0
        return touched

    def run_many(self, statement: Statement[Any], rows: Sequence[Mapping[str, Any]]) -> int:
        """Run a writing statement once for each row of parameters, in one go; gives how many rows it touched.

        Args:
            statement: What to run; it takes no lists.
            rows: The parameters of each time.

        Raises:
            PluginError: The statement takes lists: its text is another one for each length of them.
        """
        if not rows:
            return 0
        prepared = self._prepared(statement)
        if prepared.sql is None:
            raise _takes_lists(prepared)
        self.writes += 1
        bound = [prepared.bind({"community_id": self.community_id, **row}) for row in rows]
        observers = self._database.observers
        if observers is None:
            return self._execute_many(prepared, bound)
        with observers.observe("statement", prepared.text, self.step):
            return self._execute_many(prepared, bound)

    def rows(self, statement: Statement[T], record: Any = None, /, **values: Any) -> list[T]:
        """Run a statement that gives rows; each becomes what the statement says."""
        return self._execute(statement, record, values)[0]

    def one(self, statement: Statement[T], record: Any = None, /, **values: Any) -> T | None:
        """The first row of a statement, or None."""
        found = self.rows(statement, record, **values)
        return found[0] if found else None

    def _drop(self) -> None:
        if self._joined is None:
            self._database.rollback(self._driver, read_only=self._read_only)
        elif self._savepoint is not None and self._savepoint.is_active:
            try:
                self._savepoint.rollback()
            except (DBAPIError, Conflict) as error:
                if not is_lost_savepoint(getattr(error, "orig", error)):
                    raise  # else there is nothing left to roll back, and what made us do so is to be told

    @property
    def connection(self) -> Connection:
        """The transaction as SQLAlchemy sees it, for tables of the host; never commit or close it."""
        return self._joined or self._database.core(self._driver)

    def _explained(self, error: Exception) -> Exception:
        self.spoiled = True
        if self._joined is not None:  # whether it may write is the host's choice
            explained = translate(error)
        else:
            explained = self._database.explain(error, self._driver, read_only=self._read_only)
        self._refusal = explained if isinstance(explained, Busy) else None
        return explained

    def _prepared(self, statement: Statement[Any]) -> Prepared:
        if self.spoiled:
            raise self.refusal or Conflict(
                "runtime.unit_failed", "the database refused something in this unit; open a new session"
            )
        prepared = self._database.prepared(statement, self._dialect, self.visibility)
        if self._database.observer is not None:
            self._database.observer(prepared.text)
        return prepared

    @contextmanager
    def observe(self, kind: StepKind, name: str) -> Iterator[Step]:
        """Tell the observers, of which there must be some, of a step; what runs in the block runs in it."""
        observers, outer = self._database.observers, self.step
        assert observers is not None  # or nobody asks for it
        with observers.observe(kind, name, outer) as step:
            self.step = step
            try:
                yield step
            finally:
                self.step = outer

    def _begun(self) -> PoolProxiedConnection:
        observers = self._database.observers
        if observers is None:
            return self._database.begin(read_only=self._read_only)
        with observers.observe("transaction", "BEGIN", self.step):
            return self._database.begin(read_only=self._read_only)

    def _execute(self, statement: Statement[T], record: Any, values: dict[str, Any]) -> tuple[list[T], int]:
        prepared = self._prepared(statement)
        observers = self._database.observers
        if observers is None:
            return self._execute_one(prepared, record, values)
        with observers.observe("statement", prepared.text, self.step):
            return self._execute_one(prepared, record, values)

    def _execute_many(self, prepared: Prepared, bound: list[Any]) -> int:
        try:
            if (
                len(bound) == 1
            ):  # psycopg's executemany is made for many: for one it costs several times as much
                self._cursor.execute(prepared.sql or "", bound[0])
            else:
                self._cursor.executemany(prepared.sql or "", bound)
        except Exception as error:
            raise self._explained(error) from error
        touched: int = self._cursor.rowcount
        return touched

    def _execute_one(self, prepared: Prepared, record: Any, values: dict[str, Any]) -> tuple[list[Any], int]:
        values.setdefault("community_id", self.community_id)
        if prepared.permissions is not None:
            self.add_reader(values, prepared.permissions)
        if record is not None:
            for name in prepared.names:
                if name not in values and hasattr(record, name):
                    values[name] = getattr(record, name)
        try:
            found = prepared if prepared.sql is not None else with_lists(prepared, values)
            if found is None or found.sql is None:
                rows, touched = execute_through_core(self.connection, prepared, values)
            else:
                prepared = found
                cursor = self._cursor
                bound = prepared.bind(values)
                with without_kept_plan(self._driver.driver_connection) if prepared.replan else nullcontext():
                    cursor.execute(prepared.sql, bound)
                rows = prepared.records(cursor.fetchall()) if prepared.gives_rows else []
                touched = cursor.rowcount
        except (CommkitError, KeyError, TypeError):
            raise
        except Exception as error:
            raise self._explained(error) from error
        self.writes += prepared.writes and bool(rows)
        return rows, touched


def _takes_lists(prepared: Prepared) -> PluginError:
    names = ", ".join(parameter.name for parameter in prepared.lists)
    return PluginError(
        "runtime.list_in_run_many",
        f"this statement takes lists ({names}): run it once for each of them, by `run`",
    )
