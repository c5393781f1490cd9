"""Nothing is defined that nothing uses."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
_WORD = re.compile(r"\w+")
_FOUND_BY_NAME = re.compile(r"pytest_\w+|\w+Config|__\w+__")
"""What pytest, Django and Python look up by its name."""


def definitions(source: str) -> Iterator[str]:
    """The names that a module defines, without what a decorator registers."""
    for node in ast.parse(source).body:
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                if not node.decorator_list:
                    yield name
            case ast.Assign(targets=targets):
                yield from (target.id for target in targets if isinstance(target, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name


def unused(own: dict[Path, str], others: str) -> list[str]:
    """What stands once only: private names in their own file, others anywhere."""
    everywhere = Counter(_WORD.findall(others))
    for text in own.values():
        everywhere.update(_WORD.findall(text))
    found = []
    for path, text in own.items():
        here = Counter(_WORD.findall(text))
        for name in definitions(text):
            counted = here if name.startswith("_") else everywhere
            if counted[name] == 1 and not _FOUND_BY_NAME.fullmatch(name):
                found.append(f"{path.name}: {name}")
    return found


def test_nothing_is_unused() -> None:
    own = {
        path: path.read_text()
        for folder in (ROOT / "src", *sorted((ROOT / "plugins").glob("*/src")))
        for path in sorted(folder.rglob("*.py"))
        if "migrations" not in path.parts and "template" not in path.parts
    }
    others = "\n".join(
        path.read_text()
        for folder in ("tests", "benchmarks", "examples", "docs")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in (".py", ".md")
    )
    assert unused(own, others) == []


def test_control_what_is_unused_is_found() -> None:
    own = {
        Path("tea.py"): "_CUP = 1\nPOT = 2\n\ndef pour(): ...\n\ndef sip(): ...\n",
        Path("use.py"): "sip()\n",
    }
    assert unused(own, "`pour` it") == ["tea.py: _CUP", "tea.py: POT"]
