"""Which of the changes that cosmic-ray knows count in mutation tests, and which of those a sample tries.

Left out are changes that no test could notice, and replacements of an operator by one that has nothing to do with it
(`a == b` by `a is b`): they fail at once and flatter the score.
"""

import ast
import math
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from cosmic_ray.work_item import MutationSpec, WorkItem

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

CACHES = {"lru_cache", "cache"}
"""Decorators whose functions give the same without them, only later."""
HINTS = {"kw_only", "strict", "alone"}
"""Arguments that change no answer: they refuse calls that a type checker refuses and sequences of other lengths, which
there are none of; `Visible(..., alone=True)` leaves out what its statement asks once for all rows."""
TUNED = 10
"""From this number on a private constant is tuned: how many rows are read at once."""

Span = tuple[tuple[int, int], tuple[int, int]]
"""From a line and column to a line and column."""


def unnoticeable(source: str) -> list[Span]:
    """Where a change shows in no test: what only type checkers read, what only makes faster, and what is tuned."""
    nodes = list(ast.walk(ast.parse(source)))
    found = [_span(hidden) for node in nodes for hidden in _unnoticeable_in(node)]
    caches = [one for node in nodes for one in getattr(node, "decorator_list", ()) if _called(one) in CACHES]
    return found + [((one.lineno, one.col_offset - len("@")), _span(one)[1]) for one in caches]


def _unnoticeable_in(node: ast.AST) -> Iterator[ast.expr | ast.stmt]:
    if isinstance(node, ast.AnnAssign | ast.arg) and node.annotation is not None:
        yield node.annotation
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        yield node
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.returns is not None:
        yield node.returns
    if isinstance(node, ast.keyword) and node.arg in HINTS:
        yield node.value
    if isinstance(node, ast.Module):
        yield from (one.value for one in node.body if _is_tuned(one))  # type: ignore[attr-defined]  # those assign


def _called(decorator: ast.expr) -> str:
    return ast.unparse(decorator.func if isinstance(decorator, ast.Call) else decorator)


def _is_tuned(statement: ast.stmt) -> bool:
    """Whether it gives a private constant a number of some size: one more or less of it changes no rule."""
    return (
        isinstance(statement, ast.Assign)
        and all(isinstance(name, ast.Name) and name.id.startswith("_") for name in statement.targets)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, int)
        and statement.value.value >= TUNED
    )


def _span(node: ast.expr | ast.stmt) -> Span:
    return (node.lineno, node.col_offset), (
        node.end_lineno or node.lineno,
        node.end_col_offset or node.col_offset,
    )


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


def counted(items: Iterable[WorkItem], sources: Mapping[str, str]) -> list[WorkItem]:
    """The changes that count.

    Args:
        items: All that cosmic-ray knows.
        sources: The text of each file.
    """
    spans = {file: unnoticeable(source) for file, source in sources.items()}
    lines = {file: source.splitlines() for file, source in sources.items()}

    def counts(change: MutationSpec) -> bool:
        file, position = str(change.module_path), tuple(change.start_pos)
        hidden = is_within(position, spans[file]) or is_marker(position, lines[file])
        return not hidden and is_replacement(change.operator_name)

    return [item for item in items if counts(item.mutations[0])]


def in_order(items: Iterable[WorkItem], seed: str) -> list[WorkItem]:
    """Changes in the order in which they are tried: chosen at random, but any first part has its share of each file.

    Args:
        items: The changes.
        seed: With the same one the order is the same.
    """
    by_file = defaultdict(list)
    for item in sorted(items, key=_identity):
        by_file[item.mutations[0].module_path].append(item)
    chance = random.Random(seed)  # nobody is kept out by it
    places = []
    for of_file in by_file.values():
        chance.shuffle(of_file)
        places += [((place + chance.random()) / len(of_file), item) for place, item in enumerate(of_file)]
    return [item for _, item in sorted(places, key=lambda placed: placed[0])]


def _identity(item: WorkItem) -> tuple[str, str, int, str]:
    change = item.mutations[0]
    return str(change.module_path), change.operator_name, change.occurrence, repr(change.operator_args)


def wilson(found: int, tried: int) -> tuple[float, float]:
    """Between which percentages the share of the whole lies with 95 % certainty, by a sample: Wilson's interval."""
    if not tried:
        return 0.0, 100.0
    z = 1.96
    share, spread = found / tried, z * z / tried
    middle = (share + spread / 2) / (1 + spread)
    half = z / (1 + spread) * math.sqrt(share * (1 - share) / tried + spread / tried / 4)
    return 100 * max(0.0, middle - half), 100 * min(1.0, middle + half)
