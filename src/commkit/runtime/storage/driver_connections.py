"""Connections of the driver itself, for hosts whose framework has no SQLAlchemy."""

from collections.abc import Callable
from typing import Any, NoReturn

from attrs import frozen
from sqlalchemy import Connection, Engine
from sqlalchemy.pool import PoolProxiedConnection

from commkit.runtime.model.errors import Conflict


@frozen(eq=False)
class DriverConnection:
    """An open connection of the driver, in a transaction that the host's framework began and will end.

    An adapter of the framework makes it, such as `commkit.adapters.django.connection`.

    Attributes:
        driver: psycopg's or sqlite3's connection.
        owner: What keeps it, and leads to one database only; it can be weakly referenced.
        new_cursor: Makes a cursor that takes and gives values as the driver does by itself, whatever the framework has
            registered with its connection, and that refuses to run outside of the transaction.
        check: Raises where the host is in no transaction, or in one that has failed.
    """

    driver: Any
    owner: object
    new_cursor: Callable[[], Any]
    check: Callable[[], None]

    def through(self, engine: Engine) -> Connection:
        """The connection as SQLAlchemy sees it, with the dialect of an engine that has connected before."""
        return Connection(engine, connection=DriverProxy(self))


class DriverProxy(PoolProxiedConnection):
    """What SQLAlchemy takes for a connection of its pool: there is no pool, and nothing is ended here."""

    __slots__ = ("__weakref__", "_given", "_info", "dbapi_connection", "driver_connection")

    def __init__(self, given: DriverConnection) -> None:
        self._given = given
        self._info: dict[Any, Any] = {}
        self.dbapi_connection = self.driver_connection = given.driver

    @property
    def info(self) -> dict[Any, Any]:
        """What SQLAlchemy notes about it."""
        return self._info

    @property
    def is_valid(self) -> bool:
        """Whether it is open, as far as is known: the host closes it."""
        return not getattr(self._given.driver, "closed", False)

    @property
    def is_detached(self) -> bool:
        """Whether it belongs to no pool."""
        return True

    def check(self) -> None:
        """Raise where the host is in no transaction that could be joined."""
        self._given.check()

    def cursor(self, *_: Any, **__: Any) -> Any:
        """A cursor that gives values as the driver does by itself."""
        return self._given.new_cursor()

    def invalidate(self, e: BaseException | None = None, soft: bool = False) -> None:
        """Leave it to the host, whose framework finds out with its next statement."""

    def commit(self) -> NoReturn:
        """Refuse: the host commits."""
        raise _belongs_to_the_host()

    def rollback(self) -> NoReturn:
        """Refuse: the host rolls back."""
        raise _belongs_to_the_host()

    def close(self) -> NoReturn:
        """Refuse: the host closes it."""
        raise _belongs_to_the_host()

    def detach(self) -> None:
        """There is no pool to leave."""

    def __getattr__(self, name: str) -> Any:
        """Whatever else the driver's connection has."""
        return getattr(self.driver_connection, name)


def _belongs_to_the_host() -> Conflict:
    return Conflict(
        "runtime.host_transaction",
        "this is the host's transaction: never commit, roll back or close it; raise an error to undo the session",
    )
