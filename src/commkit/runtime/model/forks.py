"""Objects that begin anew in a forked process, such as pools of connections: the parent goes on using the old ones.

Servers load an application once and fork their workers (gunicorn's `--preload`), perhaps after it has used the
database. A connection that two processes write to breaks for both, and a lock that a thread of the parent held is never
released.
"""

import os
from threading import Lock
from typing import Protocol
from weakref import WeakSet


class Renewable(Protocol):
    """What begins anew in a forked process."""

    def renew_after_fork(self) -> None:
        """Begin anew: the process is a copy, and this is its only thread."""
        ...


_renewed: "WeakSet[Renewable]" = WeakSet()


def renew_in_forks(owner: Renewable) -> None:
    """Renew an object in every process that is forked from now on, as long as it is used."""
    _renewed.add(owner)


class ForkedLock:
    """A lock that is free in a forked process, whatever thread of the parent held it."""

    def __init__(self) -> None:
        self._lock = Lock()
        renew_in_forks(self)

    def renew_after_fork(self) -> None:
        """Begin anew, free."""
        self._lock = Lock()

    def __enter__(self) -> None:
        self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.release()


def _renew_all() -> None:
    for owner in list(_renewed):
        owner.renew_after_fork()


if hasattr(os, "register_at_fork"):  # not where processes are never forked
    os.register_at_fork(after_in_child=_renew_all)
