"""What a PostgreSQL server must promise, and what stands between it and the application."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from commkit.diagnosis.records import Diagnosis, fault, ok, warning
from commkit.kit import Kit

CLOCK_SKEW = timedelta(seconds=5)
REPLICA_LAG = timedelta(seconds=30)


def check_postgres(kit: Kit) -> Iterator[Diagnosis]:
    """The server's settings, its clock, its roles and its replica."""
    with kit.database.engine.connect() as connection:
        yield _durable(connection)
        yield _clock(connection, kit)
        yield _role(connection)
        yield _encoding(connection)
        yield _pooler(connection, kit)
    if kit.database.replica is not None:
        yield _replica(kit)


def _durable(connection: Connection) -> Diagnosis:
    off = [
        name
        for name in ("fsync", "full_page_writes", "synchronous_commit")
        if connection.execute(text(f"SHOW {name}")).scalar_one() == "off"
    ]
    if "fsync" in off or "full_page_writes" in off:
        return fault(
            "postgres.durable", f"{', '.join(off)} is off: a crash may damage the database", "switch it on"
        )
    if off:
        return warning(
            "postgres.durable",
            "synchronous_commit is off: a crash may lose what was acknowledged in the last moment",
            "switch it on",
        )
    return ok("postgres.durable", "what was acknowledged outlasts a crash")


def _clock(connection: Connection, kit: Kit) -> Diagnosis:
    skew = abs(connection.execute(text("SELECT clock_timestamp()")).scalar_one() - kit.clock())
    if skew > CLOCK_SKEW:
        return warning(
            "postgres.clock",
            f"the clocks of the application and of the server differ by {skew.total_seconds():.0f} s",
            "let both follow the same time service: deadlines and the order of ids depend on it",
        )
    return ok("postgres.clock", "the clocks agree")


def _role(connection: Connection) -> Diagnosis:
    if connection.execute(text("SELECT current_setting('is_superuser')")).scalar_one() == "on":
        return warning(
            "postgres.role",
            "the application connects as a superuser",
            "give it a role that owns its tables and no more",
        )
    return ok("postgres.role", "the application's role is no superuser")


def _encoding(connection: Connection) -> Diagnosis:
    encoding = connection.execute(text("SHOW server_encoding")).scalar_one()
    if encoding != "UTF8":
        return fault(
            "postgres.encoding",
            f"the database keeps texts as {encoding}",
            "create it with ENCODING 'UTF8', and copy what is there: docs/how-to/copy-to-postgresql.md",
        )
    return ok("postgres.encoding", "texts are kept as UTF-8")


def _pooler(connection: Connection, kit: Kit) -> Diagnosis:
    driver: Any = connection.connection.driver_connection
    seen = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
    if driver.info.backend_pid == seen or "pooler" in kit.database.url.query:
        return ok("postgres.pooler", "statements reach the server as the driver sends them")
    return warning(
        "postgres.pooler",
        "a pooler stands between the application and the server",
        "add ?pooler=transaction to the URL, unless it pools whole sessions",
    )


def _replica(kit: Kit) -> Diagnosis:
    try:
        with kit.database.reader.connect() as connection:
            standby = connection.execute(text("SELECT pg_is_in_recovery()")).scalar_one()
            lag = connection.execute(text("SELECT now() - pg_last_xact_replay_timestamp()")).scalar_one()
    except SQLAlchemyError as error:
        return fault(
            "postgres.replica",
            f"the replica cannot be asked: {str(error).splitlines()[0]}",
            "mend it, or leave it out: read-only sessions use it",
        )
    if not standby:
        return warning(
            "postgres.replica",
            "the replica is no standby: it may never hear of what is written",
            "name a standby",
        )
    if lag is not None and lag > REPLICA_LAG:
        return warning(
            "postgres.replica",
            f"the replica may be {lag.total_seconds():.0f} s behind, unless nothing was written since",
            "look at its load and its network",
        )
    return ok("postgres.replica", "the replica follows")
