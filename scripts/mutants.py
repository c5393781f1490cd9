"""Changes the code of a room in one place at a time, and sees that its tests notice: mutation tests, by cosmic-ray.

    python -m scripts.mutants [--sample N] [--again] [--minutes N] [ROOM...]

The rooms stand in pyproject.toml under `[tool.commkit.mutants]`: what is changed, and which tests must notice. A room
is copied to build/mutants/ROOM, so that nothing here is ever changed; what was tried is kept beside the copy, and the
next run goes on from there while the files of the room are the same. Which changes count, and which of them a sample
tries, says mutant_changes.py; for each those of the room's tests run that run the changed statement, up to the first
that fails (see mutant_tests.py and mutant_trials.py). Exit code 1: of some room less than 90 % was noticed, or its
tests fail unchanged.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from attrs import frozen
from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import TestOutcome, WorkResult

from scripts.mutant_changes import counted, in_order, wilson
from scripts.mutant_tests import COVERAGE, DURATIONS

ROOT = Path(__file__).parent.parent
BUILD = ROOT / "build" / "mutants"
LEAST = 90
"""The percentage of changes that must be noticed."""
TIMES = 3
"""So many times as long as the unchanged tests a change may keep them, then it counts as noticed."""
LEAST_SECONDS = 30
"""So long at least."""
BUDGET = 40
"""So many seconds of a processor, by its tests, a change meets, the quickest first; what they let live meets all tests
with `--again`."""
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
class Options:
    """What is wanted of a run.

    Attributes:
        sample: Of each room only so many changes are tried.
        again: Whether those that nothing noticed before are tried once more.
        minutes: How long a room may take.
    """

    sample: int | None = None
    again: bool = False
    minutes: float | None = None


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


def digest(room: Room, root: Path = ROOT) -> str:
    """Changes with every file of the room, and with what its tests are."""
    hashed = hashlib.sha256(repr(room.tests).encode())
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


def prepare(room: Room) -> None:
    """List the changes anew where the room has changed since."""
    mark = room.session.with_suffix(".sha256")
    if room.session.exists() and mark.exists() and mark.read_text() == digest(room):
        return
    room.session.unlink(missing_ok=True)
    config = room.copy / "cosmic-ray.toml"
    config.write_text(
        "[cosmic-ray]\n"
        f"module-path = {list(room.files)!r}\n"
        "timeout = 1\n"
        "excluded-modules = []\n"
        'test-command = "false"\n'  # mutant_trials.py runs them
        '[cosmic-ray.distributor]\nname = "local"\n'
    )
    if _run(room, "cosmic_ray.cli", "init", str(config), str(room.session)):
        raise SystemExit(f"{room.name}: cosmic-ray could not list the changes")
    mark.write_text(digest(room))


def changes(room: Room) -> tuple[list[str], dict[str, WorkResult]]:
    """The changes of a room in the order in which they are tried, and what became of those that were."""
    sources = {file: (ROOT / file).read_text() for file in room.files}
    with use_db(str(room.session), WorkDB.Mode.open) as db:
        order = [item.job_id for item in in_order(counted(db.work_items, sources), digest(room))]
        tried = dict(db.results)
    return order, {job: tried[job] for job in order if job in tried}


def score(tried: Collection[WorkResult], whole: int) -> Score:
    """What became of the changes.

    Args:
        tried: Those that were tried.
        whole: How many there are.
    """
    alive = sum(result.test_outcome == TestOutcome.SURVIVED for result in tried)
    return Score(len(tried) - alive, alive, whole - len(tried))


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


def run_unchanged(room: Room) -> float | None:
    """Run the tests of the copy as it is, and write down which runs what; gives their seconds, None if one fails."""
    (room.copy / COVERAGE).write_text(
        "[run]\nbranch = false\nrelative_files = true\nconcurrency = thread, greenlet\ninclude =\n"
        + "".join(f"    {file}\n" for file in room.files)
    )
    started = time.monotonic()
    if _run(room, "scripts.mutant_tests", "--unchanged", *room.tests):
        return None
    return time.monotonic() - started


def run(room: Room, options: Options) -> bool:
    """Try the changes of a room that are still open; gives whether enough was noticed of those tried so far."""
    copy_tree(room)
    compile_tree(room)
    prepare(room)
    order, tried = changes(room)
    jobs = to_be_tried(order, tried, options)
    if jobs:
        seconds = run_unchanged(room)
        if seconds is None:
            print(f"{room.name}: its tests fail as the code is; mend them first", file=sys.stderr)
            return False
        plan = {
            "session": str(room.session),
            "jobs": jobs,
            "tests": room.tests,
            "durations": json.loads((room.copy / DURATIONS).read_text()),
            "seconds": LEAST_SECONDS + TIMES * seconds,
            "budget": None if options.again else BUDGET,
        }
        path = room.copy / "plan.json"
        path.write_text(json.dumps(plan))
        _run(room, "scripts.mutant_trials", str(path), seconds=options.minutes and options.minutes * 60)
        order, tried = changes(room)
    for result in tried.values():
        if result.test_outcome == TestOutcome.SURVIVED:
            print(result.diff)
    found = score(tried.values(), len(order))
    print(told(room.name, found))
    return found.percent >= LEAST


def to_be_tried(order: Sequence[str], tried: Mapping[str, WorkResult], options: Options) -> list[str]:
    """The changes to try, of those in order: the first of them that make up the sample, but for those tried before.

    Args:
        order: All changes.
        tried: What became of those that were tried.
        options: How many are wanted, and whether those that nothing noticed are tried again.
    """
    left = [job for job in order[: options.sample] if job not in tried]
    if not options.again:
        return left
    return [job for job, result in tried.items() if result.test_outcome == TestOutcome.SURVIVED] + left


def told(name: str, found: Score) -> str:
    """The score of a room in a line; with what it tells of the whole room, where only some changes were tried."""
    tried = found.noticed + found.alive
    line = f"{name}: {found.percent:.1f} % of {tried} changes noticed, {found.alive} alive"
    if not found.open:
        return line
    low, high = wilson(found.noticed, tried)
    return f"{line}; of all {tried + found.open} it is {low:.0f} to {high:.0f} % (Wilson, 95 % certain)"


def main(arguments: Sequence[str]) -> int:
    """Go through the rooms; gives the exit code."""
    parser = argparse.ArgumentParser(
        prog="mutants.py", description=__doc__.partition("\n")[0] if __doc__ else ""
    )
    parser.add_argument("--sample", type=int, help="of each room try only so many changes, always the same")
    parser.add_argument(
        "--again",
        action="store_true",
        help="try once more what nothing noticed before, with all tests that could",
    )
    parser.add_argument("--minutes", type=float, help="stop each room after so long; the next run goes on")
    parser.add_argument("rooms", nargs="*", help="which; all by default")
    options = parser.parse_args(arguments)
    known = rooms()
    unknown = [name for name in options.rooms if name not in known]
    if unknown:
        parser.error(f"there is no room {', '.join(unknown)}; there are {', '.join(known)}")
    BUILD.mkdir(parents=True, exist_ok=True)
    wanted = Options(options.sample, options.again, options.minutes)
    enough = [run(known[name], wanted) for name in options.rooms or known]
    return 0 if all(enough) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
