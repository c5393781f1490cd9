"""Runs the tests of a room that can notice the change made to its copy: what cosmic-ray calls for each change.

    python -m scripts.mutant_tests ORIGINAL FILES TEST...

Run in the copy. ORIGINAL is the tree that was copied, FILES are those of the room, with commas between them. Of the
tests those run that run the changed statement, by what coverage.py wrote of the unchanged copy; where the statement
runs while modules are imported or fixtures set up, all of them.
"""

import ast
import difflib
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from coverage import CoverageData

COVERAGE = ".coverage"
"""Where the tests of the unchanged copy wrote what they ran."""
OPTIONS = ("-q", "-x", "-p", "no:cacheprovider", "-n", "0", "-m", "not postgres and not slow and not faults")
"""How pytest runs the tests of a room."""


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


def tests_of(contexts: Iterable[str]) -> list[str] | None:
    """The tests that run what has these contexts, as pytest names them; None if all might."""
    named = {context.rpartition("|")[::2] for context in contexts}
    if not named or any(phase != "run" for _, phase in named):
        return None
    return sorted(test for test, _ in named)


def selected(original: Path, files: Sequence[str], data: CoverageData) -> list[str] | None:
    """The tests that run what was changed; None if all might."""
    contexts: set[str] = set()
    for file in files:
        before, after = (original / file).read_text(), Path(file).read_text()
        if before == after:
            continue
        by_line = data.contexts_by_lineno(file)
        lines = {near for line in changed_lines(before, after) for near in statement_lines(before, line)}
        contexts |= {context for line in lines for context in by_line.get(line, [])}
    return tests_of(contexts)


def main(arguments: Sequence[str]) -> int:
    """Run the tests; gives pytest's exit code."""
    original, files, *tests = arguments
    data = CoverageData(COVERAGE)
    data.read()
    chosen = selected(Path(original), files.split(","), data)
    return int(pytest.main([*OPTIONS, *(tests if chosen is None else chosen)]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
