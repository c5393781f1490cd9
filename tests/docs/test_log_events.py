"""Every line of the log begins with the name of an event, and the page on log events has each with its level."""

import ast
import re
from collections.abc import Iterator

from tests.docs.blocks import ROOT

PAGE = ROOT / "docs" / "reference" / "log-events.md"
SOURCES = (*ROOT.glob("src/commkit/**/*.py"), *ROOT.glob("plugins/*/src/**/*.py"))
LEVELS = {
    name: "error" if name == "exception" else name
    for name in ("debug", "info", "warning", "error", "exception", "critical")
}
_ROW = re.compile(r"^\| `([a-z_]+\.[a-z_]+)` \| (\w+) \| (.+) \|$", re.MULTILINE)
_EVENT = re.compile(r"[a-z_]+\.[a-z_]+(?=[ :]|$)")


def logged(source: str) -> Iterator[tuple[str, str]]:
    """The event and the level of each line that a file logs; the whole text where it names no event."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="_log" | "logger"), attr=level), args=[first, *_]
            ) if level in LEVELS:
                text = first.value if isinstance(first, ast.Constant) else ast.unparse(first)
                event = _EVENT.match(str(text))
                yield (event[0] if event else str(text)), LEVELS[level]


def all_logged() -> set[tuple[str, str]]:
    return {found for file in SOURCES for found in logged(file.read_text())}


def test_the_page_has_what_the_sources_log() -> None:
    listed = {(event, level) for event, level, _ in _ROW.findall(PAGE.read_text())}
    assert all_logged() == listed


def test_the_list_is_in_order_and_each_row_says_what_happened() -> None:
    rows = _ROW.findall(PAGE.read_text())
    events = [event for event, _, _ in rows]
    assert events == sorted(set(events))
    assert [event for event, _, says in rows if not says.endswith(".")] == []
    assert len(rows) == PAGE.read_text().count("\n| `")


def test_one_logger_is_used_under_two_names_only() -> None:
    """Else a line could be logged that the search above does not see."""
    made = [
        ast.unparse(node)
        for file in SOURCES
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("logging.getLogger", "getLogger")
    ]
    assert len(made) > 15
    assert set(made) == {"logging.getLogger('commkit')"}
    held = re.compile(r"^(\w+) = logging\.getLogger\(", re.MULTILINE)
    assert {name for file in SOURCES for name in held.findall(file.read_text())} == {"_log", "logger"}


def test_a_line_without_an_event_would_be_noticed() -> None:
    assert list(logged('_log.info("something happened to %s", it)')) == [("something happened to %s", "info")]
    assert list(logged('logger.exception("http.failed %s", it)')) == [("http.failed", "error")]
    assert list(logged("_log.warning(text)")) == [("text", "warning")]
