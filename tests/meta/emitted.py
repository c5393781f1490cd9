"""Which facts the tests emit: the names are gathered while they run, and compared with those that are registered.

`make test-all` names a folder in COMMKIT_EMITTED: each process of the run writes a file of names there, see the root's
`conftest.py`. When all have ended, `python -m tests.meta.check_emitted FOLDER` fails where no test emitted some fact.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

from commkit import Fact, Kit
from commkit.runtime.sessions.context import Context


@contextmanager
def recording() -> Iterator[set[str]]:
    """Gather the names of the facts that are emitted in the block, and accepted."""
    names: set[str] = set()
    emit = Context.emit

    @wraps(emit)
    def emit_and_record(self: Context, fact: Fact) -> Any:
        emit(self, fact)
        names.add(fact.name)

    Context.emit = emit_and_record  # type: ignore[method-assign]
    try:
        yield names
    finally:
        Context.emit = emit  # type: ignore[method-assign]


def write(folder: Path, process: str, names: set[str]) -> None:
    """Write what one process of the run gathered."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{process}.txt").write_text("\n".join(sorted(names)))


def never_emitted(kit: Kit, folder: Path) -> list[str]:
    """The registered facts that no process of the run gathered."""
    emitted = {name for file in folder.glob("*.txt") for name in file.read_text().split()}
    return sorted(kit.registry.facts.keys() - emitted)
