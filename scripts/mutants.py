"""Changes the code of a room in one place at a time, and sees that its tests notice: mutation tests, by cosmic-ray.

    python -m scripts.mutants [--minutes N] [ROOM...]

The rooms stand in pyproject.toml under `[tool.commkit.mutants]`: what is changed, and which tests must notice. A room
is copied to build/mutants/ROOM, so that nothing here is ever changed; what was tried is kept beside the copy, and the
next run goes on from there while the files of the room are the same. For each change those of the room's tests run that
run the changed statement (see mutant_tests.py). Left out are changes of annotations, which no test could notice, and
replacements of an operator by one that has nothing to do with it (`a == b` by `a is b`): they fail at once and flatter
the score. Exit code 1: of some room less than 90 % was noticed, or its tests fail unchanged.
"""

import argparse
import ast
import hashlib
import os
import shlex
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from attrs import frozen
from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import TestOutcome, WorkerOutcome, WorkResult

from scripts.mutant_tests import OPTIONS

ROOT = Path(__file__).parent.parent
BUILD = ROOT / "build" / "mutants"
LEAST = 90
"""The percentage of changes that must be noticed."""
TIMES = 3
"""So many times as long as the unchanged tests a change may keep them, then it counts as noticed."""
REPLACEMENTS = {
    "Eq": {"NotEq"},
    "NotEq": {"Eq"},
    "Lt": {"LtE", "GtE"},
    "LtE": {"Lt", "Gt"},
    "Gt": {"GtE", "LtE"},
    "GtE": {"Gt", "Lt"},
    "Is": {"IsNot"},
    "IsNot": {"Is"},
    "Add": {"Sub"},
    "Sub": {"Add"},
    "Mul": {"Div"},
    "Div": {"Mul"},
    "FloorDiv": {"Mul"},
    "Mod": {"Mul"},
    "Pow": {"Mul"},
    "LShift": {"RShift"},
    "RShift": {"LShift"},
    "BitAnd": {"BitOr"},
    "BitOr": {"BitAnd"},
    "BitXor": {"BitAnd"},
}
"""By what an operator of two sides is replaced: its contrary, and where it has a bound, the bound's other side."""
COPIED = (
    "src",
    "plugins",
    "tests",
    "benchmarks",
    "examples",
    "scripts",
    "conftest.py",
    "pyproject.toml",
    "README.md",
)

Span = tuple[tuple[int, int], tuple[int, int]]
"""From a line and column to a line and column."""


@frozen
class Room:
    """What is changed together.

    Attributes:
        name: Its name in pyproject.toml.
        files: What is changed.
        tests: What must notice.
    """

    name: str
    files: tuple[str, ...]
    tests: tuple[str, ...]

    @property
    def copy(self) -> Path:
        """Where the tree is copied to."""
        return BUILD / self.name

    @property
    def session(self) -> Path:
        """Where cosmic-ray keeps what it tried."""
        return BUILD / f"{self.name}.sqlite"


@frozen
class Score:
    """What became of the changes of a room."""

    noticed: int
    alive: int
    open: int

    @property
    def percent(self) -> float:
        """How many of those that were tried were noticed."""
        tried = self.noticed + self.alive
        return 100 * self.noticed / tried if tried else 100.0


def rooms(root: Path = ROOT) -> dict[str, Room]:
    """The rooms of pyproject.toml, by name."""
    section = tomllib.loads((root / "pyproject.toml").read_text())["tool"]["commkit"]["mutants"]
    return {
        name: Room(name, tuple(_matching(root, room["files"])), tuple(room["tests"]))
        for name, room in section.items()
    }


def _matching(root: Path, patterns: Iterable[str]) -> Iterator[str]:
    for pattern in patterns:
        found = sorted(str(path.relative_to(root)) for path in root.glob(pattern))
        if not found:
            raise SystemExit(f"no file matches {pattern}: name the file as it is called now")
        yield from found


def unnoticeable(source: str) -> list[Span]:
    """Where a change shows in no test: annotations, and what only type checkers read."""
    found: list[ast.AST] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.AnnAssign | ast.arg) and node.annotation is not None:
            found.append(node.annotation)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.returns is not None:
            found.append(node.returns)
        elif isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            found.append(node)
    return [((n.lineno, n.col_offset), (n.end_lineno, n.end_col_offset)) for n in found]  # type: ignore[attr-defined]  # all of them have a place


def is_replacement(operator: str) -> bool:
    """Whether a change, as cosmic-ray names it, is none of an operator of two sides, or one of `REPLACEMENTS`."""
    kind, _, change = operator.partition("_")
    if kind not in {"core/ReplaceComparisonOperator", "core/ReplaceBinaryOperator"}:
        return True
    before, _, after = change.partition("_")
    return after in REPLACEMENTS[before]


def is_within(position: tuple[int, int], spans: Iterable[Span]) -> bool:
    """Whether a line and column lie in one of the spans."""
    return any(start <= position <= end for start, end in spans)


def is_marker(position: tuple[int, int], lines: Sequence[str]) -> bool:
    """Whether a line and column are of a `*` or `/` among parameters, which cosmic-ray takes for operators."""
    line, column = position
    before, after = lines[line - 1][:column].rstrip(), lines[line - 1][column + 1 :]
    return lines[line - 1][column : column + 1] in ("*", "/") and (
        before.endswith(("(", ",")) or (not before and after.startswith(","))
    )


def digest(room: Room, root: Path = ROOT) -> str:
    """Changes with every file of the room, with what its tests are, and with what is replaced by what."""
    hashed = hashlib.sha256(repr((room.tests, REPLACEMENTS)).encode())
    for file in room.files:
        hashed.update((root / file).read_bytes())
    return hashed.hexdigest()


def copy_tree(room: Room) -> None:
    """Copy the tree anew: a run that was ended in the middle leaves a changed file behind."""
    shutil.rmtree(room.copy, ignore_errors=True)
    room.copy.mkdir(parents=True)
    ignore = shutil.ignore_patterns("__pycache__", "build", ".*")
    for name in COPIED:
        here, there = ROOT / name, room.copy / name
        if here.is_dir():
            shutil.copytree(here, there, ignore=ignore)
        else:
            shutil.copy(here, there)


def prepare(room: Room, seconds: float) -> Path:
    """Write the configuration and, where the room has changed since, a new session; gives the configuration's path."""
    config = room.copy / "cosmic-ray.toml"
    tests = [sys.executable, "-m", "scripts.mutant_tests", str(ROOT), ",".join(room.files), *room.tests]
    config.write_text(
        "[cosmic-ray]\n"
        f"module-path = {list(room.files)!r}\n"
        f"timeout = {seconds}\n"
        "excluded-modules = []\n"
        f'test-command = "{shlex.join(tests)}"\n'
        '[cosmic-ray.distributor]\nname = "local"\n'
    )
    mark = room.session.with_suffix(".sha256")
    if not room.session.exists() or not mark.exists() or mark.read_text() != digest(room):
        room.session.unlink(missing_ok=True)
        if _run(room, "cosmic_ray.cli", "init", str(config), str(room.session)):
            raise SystemExit(f"{room.name}: cosmic-ray could not list the changes")
        leave_out(room)
        mark.write_text(digest(room))
    return config


def leave_out(room: Room) -> None:
    """Skip the changes that no test could notice."""
    sources = {file: (ROOT / file).read_text() for file in room.files}
    spans = {file: unnoticeable(source) for file, source in sources.items()}
    lines = {file: source.splitlines() for file, source in sources.items()}
    with use_db(str(room.session), WorkDB.Mode.open) as db:
        for item in db.pending_work_items:
            (change,) = item.mutations
            position = tuple(change.start_pos)
            hidden = is_within(position, spans[str(change.module_path)]) or is_marker(
                position, lines[str(change.module_path)]
            )
            if hidden or not is_replacement(change.operator_name):
                db.set_result(item.job_id, WorkResult(worker_outcome=WorkerOutcome.SKIPPED))


def score(room: Room) -> tuple[Score, list[str]]:
    """What became of the changes, and those that nothing noticed, as differences."""
    noticed, alive = 0, []
    with use_db(str(room.session), WorkDB.Mode.open) as db:
        for _, result in db.completed_work_items:
            if result.worker_outcome == WorkerOutcome.SKIPPED:
                continue
            if result.test_outcome == TestOutcome.SURVIVED:
                alive.append(result.diff or "")
            else:
                noticed += 1
        left = len(list(db.pending_work_items))
    return Score(noticed, len(alive), left), alive


def _run(room: Room, module: str, *arguments: str, seconds: float | None = None) -> int:
    paths = [room.copy, room.copy / "src", *sorted(room.copy.glob("plugins/*/src"))]
    command = [sys.executable, "-m", module, *arguments]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, paths))}
    with subprocess.Popen(command, cwd=room.copy, env=environment, start_new_session=True) as running:
        try:
            return running.wait(seconds)
        except (subprocess.TimeoutExpired, KeyboardInterrupt):
            os.killpg(running.pid, 15)
            running.wait()
            return 0


def compile_tree(room: Room) -> None:
    """Compile the copy so that a file's byte code is known by its text: one may be changed twice within a second."""
    _run(room, "compileall", "-q", "--invalidation-mode", "checked-hash", "src", "plugins")


def run_unchanged(room: Room) -> bool:
    """Run the tests of the copy as it is, and write down which runs what; gives whether they passed."""
    return not _run(room, "pytest", *OPTIONS, *room.tests, "--cov", "--cov-context=test", "--cov-report=")


def run(room: Room, minutes: float | None) -> bool:
    """Try the changes of a room that are still open; gives whether enough was noticed of those tried so far."""
    copy_tree(room)
    compile_tree(room)
    started = time.monotonic()
    if not run_unchanged(room):
        print(f"{room.name}: its tests fail as the code is; mend them first", file=sys.stderr)
        return False
    config = prepare(room, TIMES * (time.monotonic() - started))
    seconds = minutes and minutes * 60
    _run(room, "cosmic_ray.cli", "exec", str(config), str(room.session), seconds=seconds)
    found, alive = score(room)
    for difference in alive:
        print(difference)
    print(
        f"{room.name}: {found.percent:.1f} % of {found.noticed + found.alive} changes noticed, "
        f"{found.alive} alive, {found.open} still to be tried"
    )
    return found.percent >= LEAST


def main(arguments: Sequence[str]) -> int:
    """Go through the rooms; gives the exit code."""
    parser = argparse.ArgumentParser(
        prog="mutants.py", description=__doc__.partition("\n")[0] if __doc__ else ""
    )
    parser.add_argument("--minutes", type=float, help="stop each room after so long; the next run goes on")
    parser.add_argument("rooms", nargs="*", help="which; all by default")
    options = parser.parse_args(arguments)
    known = rooms()
    unknown = [name for name in options.rooms if name not in known]
    if unknown:
        parser.error(f"there is no room {', '.join(unknown)}; there are {', '.join(known)}")
    BUILD.mkdir(parents=True, exist_ok=True)
    enough = [run(known[name], options.minutes) for name in options.rooms or known]
    return 0 if all(enough) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
