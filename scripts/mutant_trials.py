"""Tries changes of a copied room one after the other, and writes down which of them its tests notice.

    python -m scripts.mutant_trials PLAN

Run in the copy. The tests are collected once, and for each change a fork of this process runs those that can notice it,
with the changed functions swapped in. What changes more than functions is tried in a new process that imports the
changed file; so is what nothing notices in a fork, if it may have run before the fork. A test counts only after it has
passed in a fork without any change.
"""

import difflib
import json
import math
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import cosmic_ray.plugins
import pytest
from attrs import define, field, frozen
from cosmic_ray.mutating import mutate_code
from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import TestOutcome, WorkerOutcome, WorkItem, WorkResult
from coverage import CoverageData

from scripts.mutant_swap import Pairs, changed_functions, swap
from scripts.mutant_tests import OPTIONS, Caches, choose_tests, contexts_of

TOO_LONG = "the tests took too long"
"""Given in place of a test's name."""
WARMING = 5
"""Tests that take longer than so many seconds are run for changes only."""


@frozen
class Plan:
    """What is to be done.

    Attributes:
        session: Where cosmic-ray keeps the changes.
        jobs: Which of them are tried, in this order.
        tests: The tests of the room.
        durations: How many seconds of a processor each test takes.
        seconds: So long a change may keep them, then it counts as noticed.
        budget: Of the tests that can notice a change those that take so many of these seconds together are run; None
            for all.
    """

    session: str
    jobs: list[str]
    tests: list[str]
    durations: dict[str, float]
    seconds: float
    budget: float | None


@frozen
class Change:
    """One change of one file.

    Attributes:
        file: Which file.
        before: Its text.
        after: The changed text.
        tests: Those that can notice it, in the order in which they are run.
        contexts: In which it runs.
    """

    file: str
    before: str
    after: str
    tests: list[str]
    contexts: set[str]


@define
class Trials:
    """The plugin of pytest that tries changes, rather than running the collected tests."""

    plan: Plan
    caches: Caches
    _items: dict[str, pytest.Item] = field(init=False, factory=dict)
    _warmed: set[str] = field(init=False, factory=set)
    _sound: dict[str, bool] = field(init=False, factory=dict)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try all."""
        self._items = {item.nodeid: item for item in session.items}
        self._warm(session)
        data = CoverageData(".coverage")
        data.read()
        with use_db(self.plan.session, WorkDB.Mode.open) as db:
            items = {item.job_id: item for item in db.work_items}
        for job in self.plan.jobs:
            change = self._change(items[job], data)
            test = self._noticing(change)
            _keep(self.plan.session, job, change, test)
        return True

    def _warm(self, session: pytest.Session) -> None:
        """Run the quickest test of each file, so that forks find done what is done once."""
        by_file: dict[Path, pytest.Item] = {}
        for item in sorted(session.items, key=lambda item: self.plan.durations.get(item.nodeid, 0)):
            by_file.setdefault(item.path, item)
        for item in by_file.values():
            if self.plan.durations.get(item.nodeid, 0) < WARMING:
                self._warmed.add(item.nodeid)
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=session)

    def _change(self, item: WorkItem, data: CoverageData) -> Change:
        (spec,) = item.mutations
        before = spec.module_path.read_text()
        operator = cosmic_ray.plugins.get_operator(spec.operator_name)(**spec.operator_args)
        after = mutate_code(before, operator, spec.occurrence)
        contexts = contexts_of(str(spec.module_path), before, after, data)
        tests = choose_tests(contexts, self.plan.durations, self.plan.budget or math.inf)
        return Change(str(spec.module_path), before, after, tests, contexts)

    def _noticing(self, change: Change) -> str | None:
        """The test that notices a change, or words for how else it was noticed; None if nothing does."""
        path = Path(change.file)
        path.write_text(change.after)
        try:
            test, is_certain = self._by_fork(change)
            return test if is_certain else self._in_new_process(change.tests)
        finally:
            path.write_text(change.before)

    def _by_fork(self, change: Change) -> tuple[str | None, bool]:
        """The test that notices a change in a fork, and whether a new process would tell the same."""
        pairs = _functions(change)
        if not pairs:
            return None, False
        test = self._in_fork(change.tests, pairs)
        while test in self._items and not self._is_sound(test, change):
            self._items.pop(test)  # it fails in forks, whatever was changed
            test = self._in_fork(change.tests, pairs)
        if test is not None:
            return test, test in self._items or test == TOO_LONG
        return None, all(one in self._items for one in change.tests) and not self._has_run(change)

    def _has_run(self, change: Change) -> bool:
        """Whether this process may have run what is changed, so that a fork may find what it gave, and not run it."""
        named = [context.rpartition("|")[::2] for context in change.contexts]
        return not named or any(phase != "run" or test in self._warmed for test, phase in named)

    def _is_sound(self, test: str, change: Change) -> bool:
        if test not in self._sound:
            Path(change.file).write_text(change.before)
            self._sound[test] = self._in_fork([test], []) is None
            Path(change.file).write_text(change.after)
        return self._sound[test]

    def _in_fork(self, tests: Sequence[str], pairs: Pairs) -> str | None:
        """Run tests in a fork; gives the one that failed, or nothing's name if it failed otherwise."""
        items = [self._items[test] for test in tests if test in self._items]
        if not items:
            return None
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            os.setsid()
            self._run_and_leave(items, pairs, writing)
        os.close(writing)
        status = _wait(child, self.plan.seconds)
        with os.fdopen(reading) as told:
            return TOO_LONG if status is None else told.read() if status else None

    def _run_and_leave(self, items: Sequence[pytest.Item], pairs: Pairs, writing: int) -> NoReturn:
        """Run tests up to the first that fails, and end this process."""

        class UntilFirst:
            def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
                if report.failed:
                    os.write(writing, report.nodeid.encode())
                    os._exit(1)

        try:
            items[0].config.pluginmanager.register(UntilFirst())
            if pairs and not swap(pairs):
                os._exit(2)
            self.caches.forget(kits=True)
            for item in items:
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=item.session)
            os._exit(0)
        finally:
            os._exit(2)

    def _in_new_process(self, tests: Sequence[str]) -> str | None:
        """The same in a process that imports all anew."""
        order = Path("order.json")
        order.write_text(json.dumps(list(tests)))
        named = Path("tests.txt")
        named.write_text("\n".join(tests if len(tests) < len(self.plan.durations) else self.plan.tests))
        command = [sys.executable, "-m", "scripts.mutant_tests", str(order), f"@{named}"]
        environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
        running = subprocess.Popen(
            command, env=environment, start_new_session=True, stdout=subprocess.PIPE, text=True
        )
        try:
            output, _ = running.communicate(timeout=self.plan.seconds)
        except subprocess.TimeoutExpired:
            output = TOO_LONG
        finally:
            _end(running.pid)
            running.wait()
        return (output[-2000:] or "the tests could not be read") if running.returncode else None


def _functions(change: Change) -> Pairs:
    try:
        return changed_functions(str(Path(change.file).absolute()), change.before, change.after) or []
    except SyntaxError:
        return []


def _wait(child: int, seconds: float) -> int | None:
    """How a child ended, 0 if well, or None if it did not end in time; nothing that it started outlives it."""
    deadline = time.monotonic() + seconds
    try:
        while time.monotonic() < deadline:
            pid, status = os.waitpid(child, os.WNOHANG)
            if pid:
                return status
            time.sleep(0.02)
        return None
    finally:
        _end(child)
        with suppress(ChildProcessError):
            os.waitpid(child, 0)


def _end(group: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


def _keep(session: str, job: str, change: Change, test: str | None) -> None:
    difference = difflib.unified_diff(
        change.before.splitlines(), change.after.splitlines(), change.file, change.file, lineterm=""
    )
    outcome = TestOutcome.KILLED if test else TestOutcome.SURVIVED
    result = WorkResult(WorkerOutcome.NORMAL, test, outcome, "\n".join(difference))
    with use_db(session, WorkDB.Mode.open) as db:
        db.set_result(job, result)
    print(
        time.strftime("%H:%M:%S"),
        change.file,
        outcome.value,
        (test or "")[-200:],
        file=sys.stderr,
        flush=True,
    )


def main(arguments: Sequence[str]) -> int:
    """Try them; gives pytest's exit code."""
    (path,) = arguments
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what was started is ended, too
    plan = Plan(**json.loads(Path(path).read_text()))
    caches = Caches(each=False)
    return int(pytest.main([*OPTIONS, *plan.tests], [Trials(plan, caches), caches]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
