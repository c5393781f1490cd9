"""Two servers of PostgreSQL, of which the second is a copy of the first and follows it, and the pooler before them."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
from sqlalchemy import URL

from commkit.testing.embedded_postgres import SUPERUSER, EmbeddedServer

PGBOUNCER = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")
DATABASE = "town"
_HOST = "127.0.0.1"

# Processes are killed here, never the machine, so nothing waits for the disk; but each commit waits for the standby.
_REPLICATED = {"synchronous_commit": "on", "wal_level": "replica", "max_connections": "60"}

_POOLER = """\
[databases]
{database} = host={host} user={user}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = trust
auth_file = {users}
admin_users = {user}
pool_mode = transaction
default_pool_size = 10
server_login_retry = {login_retry}
query_wait_timeout = {query_wait}
"""


class Standby(EmbeddedServer):
    """A server that begins as a base backup of another one, and follows it."""

    def __init__(self, primary: URL) -> None:
        super().__init__(durable=False, settings=_REPLICATED)
        self._primary = primary

    def _new_cluster(self, binaries: Path, data: Path) -> tuple[str | Path, ...]:
        host = str(self._primary.query["host"])
        return (
            *(binaries / "pg_basebackup", "-h", host, "-U", SUPERUSER, "-D", data),
            *("--wal-method=stream", "--checkpoint=fast", "--write-recovery-conf", "--no-sync"),
        )

    def promote(self) -> None:
        """Make it a primary."""
        assert self._root is not None
        self._run(self._binaries / "pg_ctl", "-D", self._root / "data", "-w", "promote")


class Pair:
    """A primary and its standby.

    Attributes:
        primary: The URL of the first server's database.
        standby: The URL of the second one's.
    """

    def __init__(self, first: EmbeddedServer, second: Standby, urls: tuple[URL, URL]) -> None:
        self._first, self._second = first, second
        self.primary, self.standby = urls

    def wait_for_each_commit(self) -> None:
        """Let each commit on the primary wait until the standby has it.

        Set after the base backup: the standby would take it over, and as a primary wait for a standby that it lacks.
        """
        _set(self.primary, "synchronous_standby_names", "*")
        wait_until(lambda: _ask(self.primary, "SELECT sync_state FROM pg_stat_replication") == [("sync",)])

    def leave_behind(self) -> None:
        """Let the standby follow no more, while the primary goes on."""
        _set(self.standby, "primary_conninfo", "")
        wait_until(lambda: _ask(self.primary, "SELECT 1 FROM pg_stat_replication") == [])

    def kill_primary(self) -> None:
        """Kill every process of the primary at once."""
        found = _ask(self.primary, "SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
        self._first.kill([pid for (pid,) in found])

    def promote(self) -> None:
        """Make the standby the primary."""
        self._second.promote()


@contextmanager
def pair_of_servers(prepare: Callable[[str], object]) -> Iterator[Pair]:
    """A primary and a standby that follows it; both end with the block.

    Args:
        prepare: Called with the URL of the primary's database before the standby is made.
    """
    first = EmbeddedServer(durable=False, settings=_REPLICATED)
    try:
        maintenance = first.start()
        with _connected(maintenance) as connection:
            connection.execute(f"CREATE DATABASE {DATABASE} TEMPLATE template0")
        primary = maintenance.set(database=DATABASE)
        prepare(primary.render_as_string(hide_password=False))
        second = Standby(maintenance)
        try:
            standby = second.start().set(database=DATABASE)
            yield Pair(first, second, (primary, standby))
        finally:
            second.stop()
    finally:
        first.stop()


@contextmanager
def readable_folder() -> Iterator[Path]:
    """A folder that every account may read: pgbouncer refuses to run as root, and reads its files again later."""
    with TemporaryDirectory(prefix="commkit-pooler-", dir="/tmp") as made:
        folder = Path(made)
        folder.chmod(0o755)
        yield folder


class Pooler:
    """pgbouncer in transaction mode before one of two servers.

    Args:
        folder: Where its files are, readable by its account.
        server: The URL of the database that it leads to first.
        query_wait: Seconds that a client waits for a connection of the server.
        login_retry: Seconds between two attempts to reach a server that cannot be reached.
    """

    def __init__(self, folder: Path, server: URL, *, query_wait: int = 3, login_retry: int = 1) -> None:
        with closing(socket.socket()) as free:
            free.bind((_HOST, 0))
            self._port = free.getsockname()[1]
        self._config = folder / "pgbouncer.ini"
        self._users = folder / "users.txt"
        self._users.write_text(f'"{SUPERUSER}" ""\n')
        self._times = {"query_wait": query_wait, "login_retry": login_retry}
        self._write(server)
        self.url = f"postgresql://{SUPERUSER}@{_HOST}:{self._port}/{DATABASE}?pooler=transaction"

    @contextmanager
    def running(self) -> Iterator[str]:
        """Run it; gives the URL of the database behind it."""
        assert PGBOUNCER is not None
        command = [PGBOUNCER, str(self._config)]
        if os.geteuid() == 0:  # it refuses to run as root
            command = [*command[:1], "-u", "nobody", *command[1:]]
        log = self._config.with_suffix(".log")
        with log.open("wb") as out, subprocess.Popen(command, stdout=out, stderr=out) as process:
            self._process = process
            try:
                wait_until(self._answers)
                yield self.url
            finally:
                process.send_signal(signal.SIGTERM)
                try:
                    process.wait(5)
                except subprocess.TimeoutExpired:
                    process.kill()

    def lead_to(self, server: URL) -> None:
        """Lead to another server, as an operator does: change the file, RELOAD, RECONNECT."""
        self._write(server)
        with self._console() as console:
            console.execute("RELOAD")
            console.execute(f"RECONNECT {DATABASE}")

    def _write(self, server: URL) -> None:
        self._config.write_text(
            _POOLER.format(
                database=DATABASE,
                host=server.query["host"],
                user=SUPERUSER,
                port=self._port,
                users=self._users,
                **self._times,
            )
        )

    def _console(self) -> Any:
        # The console understands no BEGIN and no prepared statements.
        return psycopg.connect(
            f"postgresql://{SUPERUSER}@{_HOST}:{self._port}/pgbouncer",
            autocommit=True,
            prepare_threshold=None,
        )

    def _answers(self) -> bool:
        with suppress(psycopg.OperationalError), self._console():
            return True
        return False


def wait_until(holds: Callable[[], bool], *, seconds: float = 20) -> None:
    """Wait until something holds.

    Raises:
        AssertionError: It did not within the time.
    """
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, f"it did not come true within {seconds} seconds"
        time.sleep(0.05)


def _connected(url: URL) -> Any:
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(plain, autocommit=True)


def _ask(url: URL, query: str) -> list[Any]:
    with _connected(url) as connection:
        found: list[Any] = connection.execute(query).fetchall()
    return found


def _set(url: URL, name: str, value: str) -> None:
    with _connected(url) as connection:
        connection.execute(f"ALTER SYSTEM SET {name} = '{value}'")
        connection.execute("SELECT pg_reload_conf()")
