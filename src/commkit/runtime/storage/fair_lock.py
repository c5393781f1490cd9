"""A fair lock for writers: SQLite lets one writer in at a time and in no order; inside a process we give it one."""

from collections import deque
from threading import Lock, get_ident

from commkit.runtime.model.errors import Busy


class FairLock:
    """A lock that is handed on in the order of arrival."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._waiting: deque[Lock] = deque()
        self._holder: int | None = None

    def acquire(self, timeout: float) -> None:
        """Wait for one's turn, `timeout` seconds at most.

        Raises:
            Busy: The turn did not come, or this very thread has it already and would wait for itself.
        """
        with self._guard:
            if self._holder is None:
                self._holder = get_ident()
                return
            if self._holder == get_ident():
                raise Busy(
                    "runtime.nested_writer",
                    "this thread has a writing session open already; use that one, or open this one read-only",
                )
            turn = Lock()
            turn.acquire()
            self._waiting.append(turn)
        if not turn.acquire(timeout=timeout):
            with self._guard:
                if turn in self._waiting:
                    self._waiting.remove(turn)
                    raise Busy("runtime.locked", "other writers kept the database busy; try again")
        self._holder = get_ident()

    def release(self) -> None:
        """Hand the turn to whoever waits longest."""
        with self._guard:
            if self._waiting:
                # Never None in between: a newcomer must not slip in ahead of those who wait.
                self._holder = 0
                self._waiting.popleft().release()
            else:
                self._holder = None
