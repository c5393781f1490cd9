"""Which tests can notice the change of a line, and in which order they are run: the quickest that run the line first.

    python -m scripts.mutant_tests ORDER TEST...
    python -m scripts.mutant_tests --unchanged TEST...

Runs tests in the order that a file gives, up to the first that fails; or all, and writes down how long each takes and
what it runs.
"""

import ast
import difflib
import gc
import json
import math
import os
import sys
from collections.abc import Collection, Generator, Iterable, Mapping, Sequence
from functools import _lru_cache_wrapper
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
from coverage import CoverageData

PLUGINS = ("pytest_timeout", "pytest_cov.plugin", "_hypothesis_pytestplugin", "commkit.testing.pytest_plugin")
"""Those that the tests of rooms need; looking for installed ones takes longer than most changes."""
os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
COVERAGE = "rooms.coveragerc"
"""Tells coverage.py, in a copy, which files its room has."""
DURATIONS = "durations.json"
"""Where a copy keeps how long each test takes."""
OPTIONS = (
    *("-q", "-x", "-p", "no:cacheprovider", "-m", "not postgres and not slow and not faults"),
    "--timeout=45",  # many a change makes something endless
    *(option for plugin in PLUGINS for option in ("-p", plugin)),
)
"""How pytest runs the tests of a room."""


class Durations:
    """A plugin of pytest that writes down how many seconds of a processor each test takes.

    Not how long it lasts: beside other work that is a multiple, and fewer tests would be run for a change.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seconds: dict[str, float] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, Any, Any]:
        """Count a test; what is set up for many counts with the first of them."""
        before = _worked()
        result = yield
        self._seconds[item.nodeid] = _worked() - before
        return result

    def pytest_sessionfinish(self) -> None:
        """Write them."""
        self._path.write_text(json.dumps(self._seconds))


class Caches:
    """A plugin of pytest that forgets what tests have run and left for those that follow.

    Args:
        each: Whether it forgets ahead of each test, so that each of them runs all that it uses.
    """

    def __init__(self, *, each: bool) -> None:
        self._each = each
        self._found: list[Any] = []

    def pytest_collection_finish(self) -> None:
        """Look for caches; what statements are made of is kept no more."""
        from commkit.runtime.storage import statements  # noqa: PLC0415  # coverage.py is to see its import

        def construct(statement: statements.Statement[Any]) -> Any:
            if statement.shows:
                raise statements.no_reader()
            return statement.source() if callable(statement.source) else statement.source

        statements.Statement.construct = property(construct)  # type: ignore[assignment,method-assign]
        caches = [found for found in gc.get_objects() if isinstance(found, _lru_cache_wrapper)]
        self._found = [cache for cache in caches if str(cache.__module__).startswith("commkit")]

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self) -> None:
        """Forget."""
        if self._each:
            self.forget()

    def forget(self, *, kits: bool = False) -> None:
        """Forget what was kept up to now.

        Args:
            kits: Whether Kits that are used again are forgotten, too; else only what they have compiled.
        """
        for cache in self._found:
            cache.cache_clear()
        for reused in getattr(sys.modules.get("tests.reused_kits"), "ALL", ()):
            if kits:
                reused.close()
            else:
                reused.forget_statements()


class InOrder:
    """A plugin of pytest that runs tests in a given order, those it does not name last."""

    def __init__(self, order: Sequence[str]) -> None:
        self._places = {test: place for place, test in enumerate(order)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Put them into the order."""
        items.sort(key=lambda item: self._places.get(item.nodeid, len(self._places)))


def _worked() -> float:
    """Seconds for which a processor has worked for this process and for those that it waited for."""
    return sum(os.times()[:4])


def changed_lines(before: str, after: str) -> set[int]:
    """The lines, counted from 1, of the text before that stand otherwise in the text after."""
    matcher = difflib.SequenceMatcher(None, before.splitlines(), after.splitlines(), autojunk=False)
    return {
        line + 1
        for tag, start, end, *_ in matcher.get_opcodes()
        if tag != "equal"
        for line in range(start, max(end, start + 1))
    }


def statement_lines(source: str, line: int) -> set[int]:
    """The lines of the innermost statement that a line belongs to; of a compound one only its head."""
    found = {line}
    smallest = sys.maxsize
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.stmt) or node.end_lineno is None:
            continue
        decorators = getattr(node, "decorator_list", [])
        start = min([node.lineno, *(decorator.lineno for decorator in decorators)])
        body = getattr(node, "body", None)
        end = max(start, body[0].lineno - 1) if body else node.end_lineno
        if start <= line <= end and end - start < smallest:
            smallest, found = end - start, set(range(start, end + 1))
    return found


def contexts_of(file: str, before: str, after: str, data: CoverageData) -> set[str]:
    """Of what a change changes: in which contexts it runs, as coverage.py names them."""
    by_line = data.contexts_by_lineno(file)
    lines = {near for line in changed_lines(before, after) for near in statement_lines(before, line)}
    return {context for line in lines for context in by_line.get(line, [])}


def choose_tests(
    contexts: Collection[str], durations: Mapping[str, float], seconds: float = math.inf
) -> list[str]:
    """The tests that can notice a change of what has these contexts, the quickest first.

    Tests that run it come before those that have it run when they are set up. Where it runs outside of tests, while
    modules are imported or something is set up, or nowhere that is known, all others follow.

    Args:
        contexts: What `contexts_of` gives.
        durations: How long each test takes.
        seconds: How long all of them together may take, at most; the first one is chosen always.
    """
    named = [context.rpartition("|")[::2] for context in contexts]
    running = {test for test, phase in named if phase == "run"}
    around = {test for test, phase in named if test and phase != "run"} - running
    others: set[str] = set()
    if not named or any(phase != "run" for _, phase in named):
        others = set(durations) - running - around
    ordered = [test for group in (running, around, others) for test in _quickest_first(group, durations)]
    ends = accumulate(durations.get(test, 0) for test in ordered)
    return [test for test, end in zip(ordered, ends, strict=True) if end <= seconds] or ordered[:1]


def _quickest_first(tests: Iterable[str], durations: Mapping[str, float]) -> list[str]:
    return sorted(tests, key=lambda test: (durations.get(test, 0), test))


def main(arguments: Sequence[str]) -> int:
    """Run the tests; gives pytest's exit code."""
    path, *tests = arguments
    if path == "--unchanged":
        covering = ("--cov", f"--cov-config={COVERAGE}", "--cov-context=test", "--cov-report=")
        return int(
            pytest.main([*OPTIONS, *covering, *tests], [Durations(Path(DURATIONS)), Caches(each=True)])
        )
    order = json.loads(Path(path).read_text())
    return int(pytest.main([*OPTIONS, *tests], [InOrder(order)]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
