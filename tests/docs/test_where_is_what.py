"""Each answer of "Where is what" is true: the file exists, and the symbol is defined in it."""

import ast
import re
from pathlib import Path

import pytest

from tests.docs.blocks import ROOT

PAGE = ROOT / "docs" / "explanation" / "where-is-what.md"
_ROW = re.compile(r"^\| (Where [^|`]+\?) \| `([^`]+)` \| `([^`]+)` \|$", re.MULTILINE)
ANSWERS = _ROW.findall(PAGE.read_text())


def symbols_of(file: Path) -> set[str]:
    """The functions, classes and constants of a file, and the methods of its classes as `Class.method`."""
    found: set[str] = set()
    for node in ast.parse(file.read_text()).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        if isinstance(node, ast.ClassDef):
            found |= {f"{node.name}.{part.name}" for part in node.body if isinstance(part, ast.FunctionDef)}
        if isinstance(node, ast.Assign):
            found |= {target.id for target in node.targets if isinstance(target, ast.Name)}
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found.add(node.target.id)
    return found


@pytest.mark.parametrize(
    ("question", "file", "symbol"), ANSWERS, ids=[question for question, _, _ in ANSWERS]
)
def test_the_answer_is_true(question: str, file: str, symbol: str) -> None:
    assert (ROOT / file).is_file(), f"{question} There is no {file}."
    assert symbol in symbols_of(ROOT / file), f"{question} {file} does not define {symbol}."


def test_every_row_is_a_question_with_its_answer() -> None:
    rows = [line for line in PAGE.read_text().splitlines() if line.startswith("| ")]
    assert len(ANSWERS) >= 30
    assert len(ANSWERS) == sum(not row.startswith("| question ") for row in rows)


def test_a_wrong_answer_is_noticed(tmp_path: Path) -> None:
    file = tmp_path / "example.py"
    file.write_text("LIMIT = 1\n\n\nclass Kit:\n    def session(self): ...\n\n\ndef migrate(): ...\n")
    assert symbols_of(file) == {"LIMIT", "Kit", "Kit.session", "migrate"}
