"""Real processes for tests of races and kills."""

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.synchronize import Barrier
from typing import Any

CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(
    ["tests.runtime.preload", "pytest", "hypothesis", "psycopg", "sqlalchemy.dialects.postgresql.psycopg"]
)


def run_in_processes(work: Callable[..., Any], count: int, *arguments: Any) -> list[Any]:
    """Run `work(number, *arguments)` in `count` processes that begin at the same moment; gives what each returns.

    `work` must be a function of a module: it travels by name. Whatever one of them raises is raised here.
    """
    barrier = CONTEXT.Barrier(count)
    with ProcessPoolExecutor(count, mp_context=CONTEXT, initializer=_wait, initargs=(barrier,)) as pool:
        running = [pool.submit(work, number, *arguments) for number in range(count)]
        return [future.result() for future in running]


def _wait(barrier: Barrier) -> None:
    barrier.wait(timeout=60)
