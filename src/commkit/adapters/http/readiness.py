"""Readiness: what a process found when it was last asked whether it can serve, so that probes do not ask for ever."""

from collections.abc import Callable
from time import monotonic
from typing import Any

from commkit.runtime.model.forks import ForkedLock

KEPT_FOR = 1.0
"""Seconds: probes come more rarely, so they see what is; a flood of them costs nothing."""

Told = dict[str, Any]


class Readiness:
    """Keeps an answer for a moment; while one asks, others wait for what it finds."""

    def __init__(self) -> None:
        self._lock = ForkedLock()
        self._told: Told | None = None
        self._ends_at = 0.0

    def ask(self, look: Callable[[], Told]) -> Told:
        """The answer that is kept, or a new one.

        Args:
            look: Finds a new one.
        """
        with self._lock:
            if self._told is None or monotonic() >= self._ends_at:
                self._told = look()
                self._ends_at = monotonic() + KEPT_FOR
            return self._told
