"""What pages promise of themselves: tables that are whole, so many lines, installation that works before a release."""

import re
from pathlib import Path

import pytest

from tests.docs.blocks import ROOT
from tests.docs.test_links import PAGES

_FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_HEAD = re.compile(r"\|[\s:|-]+\|")
_INSTALL = re.compile(r"pip install ([^`\n]+)")


def broken_tables(text: str) -> list[str]:
    """Rows that stand under no head: a blank line before them ends the table."""
    lines = ["", *_FENCED.sub("", text).splitlines(), ""]
    return [
        line
        for before, line, after in zip(lines, lines[1:], lines[2:], strict=False)
        if line.startswith("|") and not before.startswith("|") and not _HEAD.fullmatch(after)
    ]


def from_an_index(text: str) -> list[str]:
    """Installations that name a distribution instead of a folder of the checkout."""
    return [
        found
        for found in (line.partition(" #")[0].strip() for line in _INSTALL.findall(text))
        if not all(word.strip("'\"").startswith((".", "-")) for word in found.split())
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_tables_are_whole(page: Path) -> None:
    assert broken_tables(page.read_text()) == []


def test_control_a_blank_line_breaks_a_table() -> None:
    table = "| a | b |\n|---|---|\n| 1 | 2 |\n{}| 3 | 4 |\n"
    assert broken_tables(table.format("")) == []
    assert broken_tables(table.format("\n")) == ["| 3 | 4 |"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_nothing_is_installed_from_an_index_before_it_is_there(page: Path) -> None:
    assert from_an_index(page.read_text().replace("`pip install acme`", "")) == []


def test_control_an_index_is_noticed() -> None:
    assert from_an_index(
        "`pip install 'commkit[mail]'`, `pip install '.[cli]' ./plugins/commkit-qa ./plugins/commkit-support`"
    ) == ["'commkit[mail]'"]


def test_the_example_has_as_many_lines_as_its_heading_says() -> None:
    found = re.search(r"^## A community in (\d+) lines\n.*?^```python\n(.*?)^```", (ROOT / "README.md").read_text(),
                      re.MULTILINE | re.DOTALL)  # fmt: skip
    assert found
    assert len(found[2].splitlines()) == int(found[1])
