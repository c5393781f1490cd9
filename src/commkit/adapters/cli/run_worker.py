"""`commkit worker`: deliver facts to subscribers, until a signal says enough."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from typing import Annotated

from cyclopts import Parameter
from rich.text import Text

from commkit.adapters.cli.exit_codes import OK
from commkit.adapters.cli.options import DatabaseOptions, open_kit
from commkit.runtime.delivery.worker import DeliveryReport

Once = Annotated[bool, Parameter(negative="", help="End when nothing is due, rather than wait for more.")]
_POLL_SECONDS = 1.0
"""Seconds between two looks when there is nothing to do."""


def worker(*, database_options: DatabaseOptions, once: Once = False) -> int:
    """Deliver facts to subscribers, mail, webhooks; until SIGINT or SIGTERM. Any number may run at once."""
    # Strict: without a plugin that is there, its facts would count as delivered to nobody.
    with open_kit(database_options, strict=True) as (kit, out), _stopping() as stop:
        runner = kit.worker()
        if not once:
            out.note(f"worker {runner.name} delivers; Ctrl-C ends it")
        total = DeliveryReport()
        while not stop.is_set():
            step = runner.run_once()
            total += step
            if step == DeliveryReport():
                if once:
                    break
                stop.wait(_POLL_SECONDS)
        told = (
            f"delivered {total.done:,}, failed {total.failed:,} (tried again later), parked {total.parked:,}"
        )
        out.result({"done": total.done, "failed": total.failed, "parked": total.parked}, Text(told))
    return OK


@contextmanager
def _stopping() -> Iterator[Event]:
    """An event that SIGINT and SIGTERM set, so that a delivery under way is finished."""
    stop = Event()
    before = {
        number: signal.signal(number, lambda *_: stop.set()) for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
