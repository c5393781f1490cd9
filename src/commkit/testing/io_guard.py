"""A guard against I/O inside a transaction: who waits for the network there lets others wait for a row lock.

    def test_my_gate_asks_nobody(no_io_in_transactions): ...

or, anywhere::

    with forbid_io(): ...

While a session is open, its thread (its task, in an async host) must not connect, look up a name, send a datagram,
start a process or sleep; the database's own traffic is no such thing. What is tried is refused at once, so that nothing
leaves the machine, and raised again at the end, since a gate that fails only refuses.
"""

import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any
from unittest.mock import patch

from commkit.runtime.storage.unit import UnitOfWork

_FORBIDDEN = frozenset(
    {
        "os.exec",
        "os.fork",
        "os.posix_spawn",
        "os.system",
        "socket.connect",
        "socket.getaddrinfo",
        "socket.gethostbyaddr",
        "socket.gethostbyname",
        "socket.sendmsg",
        "socket.sendto",
        "subprocess.Popen",
    }
)
"""Names of audit events; see "Audit events table" in Python's documentation."""

_open_units: ContextVar[int] = ContextVar("_open_units", default=0)
# All guards of the process; an audit hook cannot be taken away again, so it looks here.
_guards: list[list[str]] = []


class IoInTransaction(RuntimeError):
    """Something did I/O while a transaction was open."""


@contextmanager
def forbid_io() -> Iterator[list[str]]:
    """Refuse I/O in open transactions while the block runs.

    Gives:
        What was tried so far, one line each with the place in the code.

    Raises:
        AssertionError: At the end of the block, where something was tried.
    """
    _hook()
    tried: list[str] = []
    with (
        patch.object(UnitOfWork, "begin", _after(UnitOfWork.begin, 1)),
        patch.object(UnitOfWork, "commit", _before(UnitOfWork.commit, -1)),
        patch.object(UnitOfWork, "rollback", _before(UnitOfWork.rollback, -1)),
        patch.object(time, "sleep", _awake(time.sleep)),
    ):
        _guards.append(tried)
        try:
            yield tried
        finally:
            _guards.remove(tried)
    assert not tried, "I/O inside a transaction; do it in a subscriber:\n" + "\n".join(tried)


@cache
def _hook() -> None:
    sys.addaudithook(_watch)


def _watch(event: str, args: tuple[Any, ...]) -> None:
    if _guards and event in _FORBIDDEN and _open_units.get():  # at the interpreter's end they are None
        _refuse(f"{event}{args!r:.200}")


def _refuse(what: str) -> None:
    place = next(
        (
            f"{frame.filename}:{frame.lineno}"
            for frame in reversed(traceback.extract_stack())
            if frame.filename != __file__ and "/lib/python3" not in frame.filename.replace("\\", "/")
        ),
        "somewhere",
    )
    for tried in _guards:
        tried.append(f"{place}: {what}")
    raise IoInTransaction(f"{what} inside a transaction; do it in a subscriber, which runs in the worker")


def _after(method: Any, change: int) -> Any:
    def wrapped(self: UnitOfWork) -> None:
        method(self)
        _open_units.set(_open_units.get() + change)

    return wrapped


def _before(method: Any, change: int) -> Any:
    def wrapped(self: UnitOfWork) -> None:
        _open_units.set(_open_units.get() + change)
        method(self)

    return wrapped


def _awake(sleep: Any) -> Any:
    def wrapped(seconds: float) -> None:
        if seconds > 0 and _open_units.get():
            _refuse(f"time.sleep({seconds!r})")
        sleep(seconds)

    return wrapped
