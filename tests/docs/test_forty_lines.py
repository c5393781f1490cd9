"""The plugin of the how-to page is short: what its author writes beyond imports, docstrings and what a command made."""

import ast
import re
from pathlib import Path

from tests.adapters.running import commkit
from tests.docs.blocks import ROOT

PAGE = ROOT / "docs/how-to/write-a-plugin.md"
MOST = 43


def lines_of(source: str) -> list[str]:
    """The lines of code: without imports, docstrings and blank lines."""
    left_out: set[int] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            left_out |= set(range(node.lineno, (node.end_lineno or 0) + 1))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node):
            left_out |= set(range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1))
    return [
        line for number, line in enumerate(source.splitlines(), 1) if line.strip() and number not in left_out
    ]


def test_the_plugin_of_the_page_is_short(tmp_path: Path) -> None:
    assert commkit("new-plugin", "kudos", "--bare", cwd=tmp_path).returncode == 0
    made = (tmp_path / "commkit-kudos/src/commkit_kudos/__init__.py").read_text()
    shown = re.search(r'```python title="[^"]*__init__.py"\n(.*?)```', PAGE.read_text(), re.DOTALL)
    assert shown
    hooks = made[made.index("@hookimpl") :]
    assert shown[1].endswith(hooks), "the last functions are those that the command wrote"
    written = lines_of(shown[1].removesuffix(hooks))
    assert len(written) <= MOST, f"{len(written)} lines"


def test_control_lines_are_counted() -> None:
    assert lines_of('"""Doc."""\n\nimport os\n\n\ndef f():\n    """Doc."""\n    # why\n    return os\n') == [
        "def f():",
        "    # why",
        "    return os",
    ]
