"""Whole units again: a database may give one unit up for another; nothing of it was kept, so it may simply be rerun."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TypeVar

from commkit.runtime.model.backoff import Backoff
from commkit.runtime.model.errors import Busy

T = TypeVar("T")
ATTEMPTS = 8
_BACKOFF = Backoff(first=timedelta(milliseconds=20), longest=timedelta(seconds=2), spread=(0.0, 1.0))


def retrying(unit: Callable[[], T]) -> T:
    """Run a unit, again with growing random pauses while the database gives it up.

    Raises:
        Busy: It was given up each time.
    """
    for pause in pauses():
        try:
            return unit()
        except Busy as busy:
            raise_if_final(busy)
        time.sleep(pause)
    return unit()


def pauses() -> Iterator[float]:
    """The seconds to wait after each attempt but the last."""
    for attempt in range(1, ATTEMPTS):
        yield _BACKOFF.pause(attempt).total_seconds()


def raise_if_final(busy: Busy) -> None:
    """Raise it, unless another attempt may help."""
    if not busy.data.get("retryable"):
        raise busy
