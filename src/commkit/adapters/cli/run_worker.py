"""`commkit worker`: deliver facts to subscribers, until a signal stops it."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from typing import Annotated

from cyclopts import Parameter
from rich.text import Text

from commkit.adapters.cli.exit_codes import OK, CliError
from commkit.adapters.cli.options import DEFAULT_OPTIONS, DatabaseOptions, open_kit
from commkit.kit import Kit
from commkit.runtime.delivery.deliveries import DeliveryReport
from commkit.runtime.delivery.worker import Worker
from commkit.runtime.model.errors import Busy

Once = Annotated[bool, Parameter(negative="", help="Stop when nothing is due, instead of waiting.")]
Without = Annotated[
    tuple[str, ...],
    Parameter(negative="", help="Plugins that are gone, though the database has their tables."),
]
_POLL_SECONDS = 1.0
"""Seconds between two polls when nothing is due."""


def worker(
    *, database_options: DatabaseOptions = DEFAULT_OPTIONS, once: Once = False, without: Without = ()
) -> int:
    """Deliver facts to subscribers, mail and webhooks, until SIGINT or SIGTERM. Any number may run at once."""
    # Strict: if a plugin was skipped, its subscribers would miss facts.
    with open_kit(database_options, strict=True) as (kit, out), _stop_signal() as stop:
        _refuse_missing(kit, without)
        # The database alone does not say how long the application keeps what.
        runner = kit.worker(purge=bool(database_options.app))
        if not once:
            out.note(f"worker {runner.name} runs; Ctrl-C stops it")
        total = _drain(runner, stop) if once else runner.run(stop, idle=_POLL_SECONDS)
        summary = (
            f"delivered {total.done:,}, failed {total.failed:,} (retried later), parked {total.parked:,}"
        )
        waiting = _waiting(runner)
        if waiting:
            summary += f"; {waiting:,} wait for a worker that has what they need: see commkit status"
        out.result(
            {"done": total.done, "failed": total.failed, "parked": total.parked, "waiting": waiting},
            Text(summary),
        )
    return OK


def _drain(runner: Worker, stop: Event) -> DeliveryReport:
    total = DeliveryReport()
    while not stop.is_set() and (step := runner.run_once()) != DeliveryReport():
        total += step
    return total


def _waiting(runner: Worker) -> int | None:
    """How much waits for another worker; None where the database is away as this one stops."""
    try:
        return sum(work.count for work in runner.waiting())
    except Busy:
        return None


def _refuse_missing(kit: Kit, without: tuple[str, ...]) -> None:
    """Refuse a Kit that lacks plugins of the database: it would route facts, and leave those plugins out.

    Raises:
        CliError: It lacks some that were not named.
    """
    # One that was removed has no tables any more; its archived communities can still be read.
    missing = [
        part.component
        for part in kit.status()
        if part.missing and (part.version or not part.types) and part.component not in without
    ]
    if missing:
        raise CliError(
            "cli.plugins_missing",
            f"the database has tables of {', '.join(missing)}, which this Kit lacks, so they would hear of nothing: "
            f"give your application with --app, or say --without {missing[0]} until you have removed it "
            "with `commkit plugin remove`",
        )


@contextmanager
def _stop_signal() -> Iterator[Event]:
    """An event that SIGINT and SIGTERM set, so that the current delivery is finished first."""
    stop = Event()
    before = {
        number: signal.signal(number, lambda *_: stop.set()) for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
