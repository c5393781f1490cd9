"""The log of slow statements."""

import logging
from datetime import timedelta

from commkit.runtime.model.errors import Invalid
from commkit.runtime.model.observers import Step

_log = logging.getLogger("commkit")
_LONGEST_TEXT = 4000


class SlowStatements:
    """An observer that logs each statement which took long, as `statement.slow`, with the message that ran it.

    Beginnings and ends of transactions are among them: the first wait for a connection, on SQLite for other writers,
    the second for the disk.

    Args:
        threshold: How long a statement may take without being logged.

    Raises:
        Invalid: The threshold is negative.
    """

    def __init__(self, threshold: timedelta = timedelta(milliseconds=200)) -> None:
        if threshold < timedelta():
            raise Invalid.field("threshold", "out_of_range", "give a duration of zero or more")
        self._seconds = threshold.total_seconds()

    def begin(self, step: Step) -> None:
        """See `commkit.Observer`."""

    def end(self, step: Step) -> None:
        """See `commkit.Observer`."""
        if step.seconds >= self._seconds and step.kind in ("statement", "transaction"):
            text = " ".join(step.name.split())[:_LONGEST_TEXT]
            _log.warning(
                "statement.slow seconds=%.3f message=%s outcome=%s sql=%s",
                step.seconds,
                step.message or "none",
                step.outcome,
                text,
            )
