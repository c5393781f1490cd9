"""Django's own transaction, joined: what `kit.session(..., connection=connection("default"))` is given."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from django.db import connections, transaction
from django.db.utils import DEFAULT_DB_ALIAS

from commkit.adapters.django.configuration import get_kit
from commkit.adapters.django.cursors import SqliteCursor, new_postgres_cursor
from commkit.kit import Kit
from commkit.runtime.model.errors import Conflict, Invalid
from commkit.runtime.model.ids import CommunityId
from commkit.runtime.sessions.composition import Actor
from commkit.runtime.sessions.session import Session
from commkit.runtime.storage.driver_connections import DriverConnection


def connection(using: str = DEFAULT_DB_ALIAS) -> DriverConnection:
    """Django's connection to a database, for a session inside `transaction.atomic()`.

    The session is a SAVEPOINT in Django's transaction: all of it or none, and Django commits. Signals are not sent
    then; `joined_session` sends them.

    Args:
        using: The database's name in `DATABASES`.

    Raises:
        Conflict: There is no `atomic()` block, or it has failed already.
        Invalid: The database is neither SQLite nor PostgreSQL with psycopg 3.
    """
    wrapper: Any = connections[using]
    wrapper.ensure_connection()
    new_cursor = _new_cursor(wrapper)
    check = partial(_check_atomic, wrapper)
    check()
    if wrapper.vendor == "sqlite":  # so that what is erased is overwritten, as on commkit's own connections
        wrapper.connection.execute("PRAGMA secure_delete = ON")
    return DriverConnection(wrapper.connection, wrapper, new_cursor, check)


@contextmanager
def joined_session(
    actor: Actor,
    community: str | CommunityId | None = None,
    *,
    using: str = DEFAULT_DB_ALIAS,
    kit: Kit | None = None,
    idempotency_key: str | None = None,
    read_only: bool = False,
) -> Iterator[Session]:
    """A session inside `transaction.atomic()`; its signals are sent after Django's commit, and not where it rolls back.

    Args:
        actor: The host's key of the user; None for a visitor; `SYSTEM` for the host itself.
        community: Its slug or id; None for the lobby.
        using: The database's name in `DATABASES`.
        kit: The Kit; that of the setting `COMMKIT` by default.
        idempotency_key: As for `Kit.session`.
        read_only: As for `Kit.session`.

    Raises:
        Conflict: There is no `atomic()` block, or it has failed already.
        Invalid: The database is none of the Kit's.
    """
    opened = kit or get_kit()
    with opened.session(
        actor,
        community,
        connection=connection(using),
        idempotency_key=idempotency_key,
        read_only=read_only,
    ) as session:
        yield session
    if session.facts:
        transaction.on_commit(partial(opened.send_signals, tuple(session.facts)), using=using)


def _new_cursor(wrapper: Any) -> Callable[[], Any]:
    if wrapper.vendor == "sqlite":
        return partial(SqliteCursor, wrapper.connection)
    if wrapper.vendor != "postgresql":
        raise Invalid.field("connection", "wrong_database", f"commkit does not run on {wrapper.vendor}")
    if type(wrapper.connection).__module__.startswith("psycopg2"):
        told = "Django uses psycopg2 here; install psycopg 3, which Django then uses: pip install 'psycopg[binary]'"
        raise Invalid.field("connection", "wrong_driver", told)
    return partial(new_postgres_cursor, wrapper.connection)


def _check_atomic(wrapper: Any) -> None:
    if not wrapper.in_atomic_block or not _in_transaction(wrapper):
        raise Conflict(
            "runtime.autocommit",
            f"Django commits each statement by itself here; open the session inside "
            f"`with transaction.atomic(using={wrapper.alias!r}):`",
        )
    if wrapper.needs_rollback:
        raise Conflict(
            "runtime.host_failed",
            "this atomic() block has failed; leave it, and open the session in a new one",
        )


def _in_transaction(wrapper: Any) -> bool:
    driver = wrapper.connection
    if driver is None:
        return False
    return driver.in_transaction if wrapper.vendor == "sqlite" else not driver.autocommit
