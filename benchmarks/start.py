"""How long a process takes to start, beside one that imports SQLAlchemy; in processor time, which load sways less."""

import os
import subprocess
import sys
from collections.abc import Iterator
from statistics import median

from benchmarks.measure import Figure, figure

IMPORT_BUDGET = 1.6
"""`import commkit` and `from commkit import Kit`, as a multiple of `import sqlalchemy`."""
COMMAND_BUDGET = 1.0
"""`commkit --version`, as a multiple of `import sqlalchemy`."""

_RAW = ("-c", "import sqlalchemy")
_STARTS = (
    ("import commkit (us)", ("-c", "import commkit"), IMPORT_BUDGET),
    ("from commkit import Kit (us)", ("-c", "from commkit import Kit"), IMPORT_BUDGET),
    ("import commkit, a Kit in memory (us)", ("-c", "import commkit; commkit.Kit('sqlite://')"), None),
    ("commkit --version (us)", ("-m", "commkit.adapters.cli", "--version"), COMMAND_BUDGET),
)


def measure_start(*, pairs: int) -> Iterator[Figure]:
    """Whole processes, each as often as there are pairs, in turns with one that imports SQLAlchemy."""
    for name, arguments, budget in _STARTS:
        processor_seconds(*arguments)  # it may write the byte code
        seconds = [(processor_seconds(*arguments), processor_seconds(*_RAW)) for _ in range(pairs)]
        ours, raw = (median(side) * 1e6 for side in zip(*seconds, strict=True))
        yield figure(name, database="none", posts=0, ours=ours, raw=raw, budget=budget)


def processor_seconds(*arguments: str) -> float:
    """The processor time of a Python process, of the system's calls too.

    Raises:
        RuntimeError: It failed.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL, env=environment)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{' '.join(arguments)} failed")
    return used.ru_utime + used.ru_stime
