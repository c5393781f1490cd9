"""Imports that are killed in the middle, however busy the machine is."""

import random
import signal
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from tests.runtime.processes import CONTEXT

BEYOND = 3
"""How many more steps a process may do until the kill comes."""


class Steps:
    """Tells of each step of an import; after the last that is allowed it waits to be killed."""

    def __init__(self, sender: Connection, most: int) -> None:
        self._sender = sender
        self._left = most

    def __call__(self, *_: object) -> None:
        self._sender.send("step")
        self._left -= 1
        while not self._left:
            time.sleep(60)


def kill_an_import(
    importing: Callable[..., None], *arguments: Any, steps: tuple[int, int], chance: random.Random
) -> None:
    """Start an import in a process of its own and kill it soon after some of its steps.

    Args:
        importing: Takes the arguments and then `Steps`, which it calls after each step.
        steps: Between how many steps the kill comes.
        chance: Decides after which step, and how soon.
    """
    receiver, sender = CONTEXT.Pipe(duplex=False)
    done = chance.randint(*steps)
    process = CONTEXT.Process(target=_import, args=(importing, arguments, sender, done + BEYOND), daemon=True)
    process.start()
    sender.close()
    for _ in range(done):
        receiver.recv()
    time.sleep(chance.uniform(0, 0.05))
    process.kill()
    process.join()
    receiver.close()
    assert process.exitcode == -signal.SIGKILL, "it was over before it was killed"


def _import(
    importing: Callable[..., None], arguments: tuple[Any, ...], sender: Connection, most: int
) -> None:
    importing(*arguments, Steps(sender, most))
