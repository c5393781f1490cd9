"""`commkit worker`: deliver facts to notifications, until a signal says enough."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from typing import Annotated

from cyclopts import Parameter
from rich.text import Text

from commkit.adapters.cli.exits import OK
from commkit.adapters.cli.options import Where, opened
from commkit.runtime.delivery.worker import DeliveryReport

Once = Annotated[bool, Parameter(negative="", help="End when nothing is due, rather than wait for more.")]
_IDLE = 1.0
"""Seconds between two looks when there is nothing to do."""


def worker(*, where: Where, once: Once = False) -> int:
    """Deliver what happened to notifications, mail, webhooks; until SIGINT or SIGTERM. Any number may run at once."""
    # Strict: without a plugin that is there, its facts would count as delivered to nobody.
    with opened(where, strict=True) as (kit, out), _stopping() as stop:
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
                stop.wait(_IDLE)
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
