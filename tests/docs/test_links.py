"""Pages name only what is there: files, modules, commands, targets of make."""

import importlib
import re
import tomllib
from pathlib import Path

import pytest

from tests.docs.blocks import ROOT

PAGES = sorted(
    [
        *ROOT.glob("*.md"),
        *ROOT.glob("examples/*.md"),
        *ROOT.glob("plugins/*/README.md"),
        *ROOT.glob("docs/**/*.md"),
    ]
)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_QUOTED = re.compile(r"`([^`\n]+)`")
_FILE = re.compile(r"[\w.-]+(?:/[\w.-]+)*(?:/|\.(?:md|py|toml|txt|yml))")
_OWN = (
    "src/",
    "docs/",
    "tests/",
    "examples/",
    "plugins/",
    "scripts/",
    "benchmarks/",
    "changelog.d/",
    "typing_tests/",
)


def missing_targets(page: Path, text: str) -> list[str]:
    """Links to files that are not there, or to headings that their page lacks."""
    links = _LINK.findall(_FENCED.sub("", text))
    return [link for link in links if "://" not in link and not _leads(page, link)]


def _leads(page: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    if not target.exists() or not target.is_relative_to(ROOT):
        return False
    headings = re.findall(r"^#+ (.+)$", target.read_text(), re.MULTILINE) if anchor else []
    return not anchor or anchor in map(_anchor, headings)


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w-]+", "", heading.strip().lower().replace(" ", "-"))


def missing_names(text: str) -> list[str]:
    """Quoted files of the repository, modules and targets of make that are not there."""
    return [name for name in _QUOTED.findall(_FENCED.sub("", text)) if not _is_there(name)]


def _is_there(name: str) -> bool:
    if name.startswith(_OWN) and _FILE.fullmatch(name):
        return (ROOT / name).exists()
    if re.fullmatch(r"commkit(_support|_demo)?(\.\w+)*", name):
        return _resolves(name)
    if name.startswith("make "):
        return re.search(rf"^{name.split()[1]}:", _makefile(), re.MULTILINE) is not None
    return True


def _makefile() -> str:
    return (ROOT / "Makefile").read_text()


def _resolves(name: str) -> bool:
    """Whether it is a module, or something in one; tables and version tables begin with commkit_ too."""
    module, _, rest = name.partition(".")
    try:
        found = importlib.import_module(module)
        for part in filter(None, rest.split(".")):
            module = f"{module}.{part}"
            found = getattr(found, part) if hasattr(found, part) else importlib.import_module(module)
    except ImportError:
        return False
    return True


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    assert missing_targets(page, page.read_text()) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_what_is_named_is_there(page: Path) -> None:
    assert missing_names(page.read_text()) == []


def test_the_readme_names_the_commands_and_extras_there_are() -> None:
    text = (ROOT / "README.md").read_text()
    from commkit.adapters.cli.app import new_app  # noqa: PLC0415  # it brings rich and cyclopts along

    (row,) = [line for line in text.splitlines() if line.startswith("| command line |")]
    commands = {name for name in new_app("--help") if not name.startswith("-")}
    assert {name.removeprefix("commkit ") for name in _QUOTED.findall(row)} == commands
    extras = set(tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"])
    named = re.search(r"is an extra: ([^.]+)\.", text)
    assert named
    assert set(_QUOTED.findall(named[1])) == extras


def test_a_wrong_link_or_name_is_seen() -> None:
    page = ROOT / "README.md"
    assert missing_targets(page, "[a](docs/index.md) [b](nowhere.md) [c](docs/index.md#no-such)") == [
        "nowhere.md",
        "docs/index.md#no-such",
    ]
    assert missing_names("`docs/index.md` `docs/none.md` `commkit.posts` `commkit.nothing` `make fly`") == [
        "docs/none.md",
        "commkit.nothing",
        "make fly",
    ]
