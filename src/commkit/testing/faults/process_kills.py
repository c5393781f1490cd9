"""Processes that are killed with SIGKILL: at a chosen statement, or at a random moment.

What runs in them are functions of modules: they travel by name.
"""

import multiprocessing
import random
import signal
import time
from collections.abc import Callable
from contextlib import closing
from multiprocessing.connection import Connection
from multiprocessing.context import ForkContext, ForkServerContext, SpawnContext
from typing import Any

from commkit.kit import Kit
from commkit.testing.faults.fault_schedule import FaultSchedule, inject_faults, kill_process
from commkit.testing.snapshots import differences, snapshot

StartMethod = SpawnContext | ForkServerContext | ForkContext
"""How a process starts: `multiprocessing.get_context(...)`."""

_TIMEOUT = 60.0
"""Seconds after which a process that should have ended by itself is given up."""


def kill_at_step(
    work: Callable[..., object],
    *arguments: Any,
    at: int,
    after_commit: bool = True,
    start_method: StartMethod | None = None,
) -> bool:
    """Run `work(schedule, *arguments)` in a process of its own, which dies at step `at` of its schedule.

    Args:
        work: A function of a module; it makes a kit of its own and puts the schedule to it with `inject_faults`.
        *arguments: What it gets.
        at: The step; 0 lets it live.
        after_commit: Whether the answer to a commit is a step, see `FaultSchedule`.
        start_method: How the process starts; it spawns by default.

    Returns:
        Whether it died there; otherwise it came to its end.

    Raises:
        AssertionError: It ended in another way.
    """
    process = (start_method or multiprocessing.get_context("spawn")).Process(
        target=_work_until, args=(work, at, after_commit, arguments)
    )
    process.start()
    process.join(_TIMEOUT)
    code = process.exitcode
    if code is None:
        process.kill()
        process.join()
    assert code in (0, -signal.SIGKILL), f"the process ended with {code}; see what it printed"
    return bool(code)


def _work_until(work: Callable[..., object], at: int, after_commit: bool, arguments: tuple[Any, ...]) -> None:
    work(FaultSchedule(at, kill_process, after_commit=after_commit), *arguments)


def kill_at_each_statement(
    make: Callable[[], Kit],
    work: Callable[[Kit], object],
    *,
    start_method: StartMethod | None = None,
    each: int = 1,
) -> int:
    """Kill a process at the first statement of `work`, then at the second..., then at its commit.

    Each time every table must be as it was. In the end the work is let through.

    Args:
        make: Makes a kit on a file or a server, always the same one.
        work: Gets a kit; opens one session, and writes.
        start_method: How the process starts; it spawns by default.
        each: Only every so many-th statement, where all of them take too long.

    Returns:
        How often it was killed.

    Raises:
        AssertionError: Something was left, or the work wrote nothing.
    """
    with closing(make()) as kit:
        before = snapshot(kit)
        at = 1
        while kill_at_step(_working, make, work, at=at, after_commit=False, start_method=start_method):
            changed = differences(before, snapshot(kit))
            assert not changed, f"killed at step {at}, it left something:\n" + "\n".join(changed)
            at += each
        assert differences(before, snapshot(kit)), "the work wrote nothing, so nothing could be left of it"
    return (at - 1) // each


def _working(schedule: FaultSchedule, make: Callable[[], Kit], work: Callable[[Kit], object]) -> None:
    with closing(make()) as kit, inject_faults(kit, schedule) as twin:
        work(twin)


def kill_at_random(
    work: Callable[..., object],
    *arguments: Any,
    chance: random.Random,
    after: int = 1,
    within: float = 0.03,
    start_method: StartMethod | None = None,
) -> list[Any]:
    """Run `work(acknowledge, *arguments)` in a process of its own, and kill it some time after it began to write.

    Args:
        work: A function of a module that goes on for ever; it calls `acknowledge(something)` for what it knows to be
            kept.
        *arguments: What it gets.
        chance: Where the moment comes from.
        after: How many acknowledgements to wait for.
        within: Seconds after that, at most.
        start_method: How the process starts; it spawns by default.

    Returns:
        What it had acknowledged.
    """
    made = start_method or multiprocessing.get_context("spawn")
    receiver, sender = made.Pipe(duplex=False)
    process = made.Process(target=_run_and_report, args=(work, sender, arguments), daemon=True)
    process.start()
    sender.close()
    acknowledged = [receiver.recv() for _ in range(after)]
    time.sleep(chance.uniform(0, within))
    process.kill()
    process.join()
    acknowledged += _drain(receiver)
    assert process.exitcode == -signal.SIGKILL, f"it ended by itself, with {process.exitcode}"
    return acknowledged


def _run_and_report(work: Callable[..., object], sender: Connection, arguments: tuple[Any, ...]) -> None:
    work(sender.send, *arguments)


def _drain(receiver: Connection) -> list[Any]:
    """What was sent and not read yet; a message that was cut short by the kill was not."""
    rest = []
    with receiver:
        while True:
            try:
                rest.append(receiver.recv())
            except (EOFError, OSError):
                return rest
