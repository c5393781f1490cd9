"""Every code block in the README and the documentation does what it says."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from commkit import Kit
from tests.docs.blocks import ROOT, parse

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("plugins/*/README.md"), *ROOT.glob("docs/**/*.md")])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder to work in, from which modules can be imported and forgotten again."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    yield tmp_path
    for name, module in list(sys.modules.items()):
        if Path(getattr(module, "__file__", None) or "/").is_relative_to(tmp_path):
            del sys.modules[name]


LONG = {
    ROOT / "docs/tutorial/a-thing-of-your-own.md",
    ROOT / "docs/tutorial/first-community.md",
    ROOT / "docs/how-to/write-a-plugin.md",
    ROOT / "docs/how-to/test-a-plugin.md",
    ROOT / "docs/how-to/run-the-worker.md",
    ROOT / "docs/how-to/copy-to-postgresql.md",
    ROOT / "docs/how-to/embed-commkit.md",
    ROOT / "docs/how-to/embed-in-django.md",
    ROOT / "docs/how-to/embed-in-flask.md",
    ROOT / "docs/how-to/import-a-stack-exchange-dump.md",
    ROOT / "docs/how-to/import-logs-of-irc.md",
    ROOT / "docs/how-to/import-an-mbox.md",
    ROOT / "docs/how-to/import-comments.md",
    ROOT / "docs/how-to/import-match-results.md",
    ROOT / "docs/how-to/operate.md",
    ROOT / "docs/how-to/remove-a-plugin.md",
    ROOT / "docs/how-to/use-the-command-line.md",
    ROOT / "plugins/commkit-demo/README.md",
}
"""Pages that run a whole plugin, a worker, the demo, an application of another framework, or many processes."""


@pytest.mark.parametrize(
    "page",
    [pytest.param(page, marks=pytest.mark.slow if page in LONG else ()) for page in PAGES],
    ids=lambda page: str(page.relative_to(ROOT)),
)
def test_blocks_do_what_the_page_says(
    page: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    if "DATABASE_URL" in page.read_text():
        monkeypatch.setenv("DATABASE_URL", request.getfixturevalue("postgres_url"))
    document = parse(page)
    document.namespace["__name__"] = "__main__"
    try:
        for example in document.examples():
            example.evaluate()
    finally:
        for value in document.namespace.values():
            if isinstance(value, Kit):
                value.close()


@pytest.mark.slow
@pytest.mark.parametrize(
    "block",
    [
        "```python\nprint(1 / 0)\n```\n",
        "```python\nprint(1)\n```\n\n```text\n2\n```\n",
        "```text\nnothing printed this\n```\n",
        "```console\n$ commkit no-such-command\n```\n",
        "```console\n$ commkit types\nno such line\n```\n",
        "```console\n$ make no-such-target\n```\n",
        "```console\n$ pip install '.[nothing]'\n```\n",
        "```console\n$ rm -r somewhere\n```\n",
        "```\nof no language\n```\n",
    ],
)
def test_a_wrong_block_fails(block: str, folder: Path) -> None:
    (folder / "page.md").write_text(block)
    (example,) = list(parse(folder / "page.md").examples())[-1:]
    with pytest.raises((AssertionError, ZeroDivisionError)):
        example.evaluate()
