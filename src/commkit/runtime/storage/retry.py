"""Whole units again: a database may give one unit up for another; nothing of it was kept, so it may simply be rerun."""

import random
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from commkit.runtime.model.errors import Busy

T = TypeVar("T")
ATTEMPTS = 8


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
        yield random.uniform(0, 0.01 * 2**attempt)  # noqa: S311  # jitter, not a secret


def raise_if_final(busy: Busy) -> None:
    """Raise it, unless another attempt may help."""
    if not busy.data.get("retryable"):
        raise busy
