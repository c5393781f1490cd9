"""The disk is full at each statement of a piece of work in turn: nothing of it may be left."""

from collections.abc import Callable
from itertools import count
from typing import Any

from commkit.kit import Kit
from commkit.runtime.model.errors import StorageFull
from commkit.testing.faults.fault_schedule import FaultSchedule, disk_full_error, inject_faults
from commkit.testing.snapshots import differences, snapshot


def fail_at_each_statement(kit: Kit, work: Callable[[Kit], object]) -> int:
    """Let the disk be full at the first statement of `work`, then at the second..., then at its commit.

    Each time the error must come out as `StorageFull`, every table must be as it was, and no connection may stay in
    use. In the end the work is let through.

    Args:
        kit: On a file or a server.
        work: Gets a kit on the same database; opens one session, and writes: `lambda kit: kit.transact(...)`.

    Returns:
        At how many steps it failed.

    Raises:
        AssertionError: Something was left, swallowed or came out as another error; or the work wrote nothing.
    """
    before = snapshot(kit)
    for at in count(1):
        schedule = FaultSchedule(at, _full(kit))
        with inject_faults(kit, schedule) as twin:
            error = _error_of(work, twin)
            held = _in_use(twin)
        if not schedule.triggered:
            if error is not None:
                raise error
            assert differences(before, snapshot(kit)), (
                "the work wrote nothing, so nothing could be left of it"
            )
            return len(schedule.steps)
        where = f"where step {at} failed ({schedule.steps[at - 1][:120]!r})"
        assert error is not None, f"{where}, nothing was raised: the work swallowed it"
        assert isinstance(error, StorageFull), (
            f"{where}, it came out as {error!r}; let errors of the session pass"
        )
        changed = differences(before, snapshot(kit))
        assert not changed, f"{where}, something was left; do it in one session:\n" + "\n".join(changed)
        assert not held, f"{where}, {held} connection(s) stayed in use"
    raise AssertionError("it has no end")


def _full(kit: Kit) -> Callable[[], object]:
    def fail() -> None:
        raise disk_full_error(kit)

    return fail


def _error_of(work: Callable[[Kit], object], kit: Kit) -> Exception | None:
    try:
        work(kit)
    except Exception as error:
        return error
    return None


def _in_use(kit: Kit) -> int:
    pool: Any = kit.database.engine.pool
    return int(pool.checkedout())
