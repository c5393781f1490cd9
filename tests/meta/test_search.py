"""Every record that some source adds to the search index is found in the history in which every command is sent."""

import ast
from pathlib import Path

from tests.meta.history import History
from tests.meta.suites import ROOT

SOURCES = [*ROOT.glob("src/commkit/**/*.py"), *ROOT.glob("plugins/*/src/**/*.py")]


def indexed_records(source: str) -> set[str]:
    """The records that a module adds to the index, or removes from it: `record="Post"`, or `{"record": "Post"}`."""
    if "commkit.search" not in source:
        return set()
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            found |= {_text(keyword.value) for keyword in node.keywords if keyword.arg == "record"}
        if isinstance(node, ast.Dict):
            keys = zip(node.keys, node.values, strict=True)
            found |= {_text(value) for key, value in keys if key is not None and _text(key) == "record"}
    return found - {""}


def _text(node: ast.AST) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def declared_in(sources: list[Path]) -> set[str]:
    return {record for file in sources for record in indexed_records(file.read_text())}


def test_every_record_that_is_indexed_is_found(history: History) -> None:
    declared = declared_in(SOURCES)
    assert len(declared) >= 3
    assert declared - history.found == set()


def test_control_a_record_that_nobody_searches_is_reported(history: History) -> None:
    source = 'from commkit.search import index_object\nindex_object(context, record="Fake", object=id)\n'
    assert indexed_records(source) - history.found == {"Fake"}
