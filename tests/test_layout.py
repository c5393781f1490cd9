"""Where things are: the same file names in every noun, SQL and facts each in one kind of file, borders kept."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "commkit"
PLUGINS = {
    folder.name: folder
    for folder in sorted(ROOT.glob("plugins/*/src/commkit_*"))
    if folder.name != "commkit_demo"
}
NOUNS = ("communities", "members", "spaces", "posts", "events", "feedback", "moderation", "notifications", "search",
         "webhooks", "feeds", "crawlers", "privacy", "explaining", "insight", "community_types", "fields")  # fmt: skip
FILE_NAMES = frozenset({
    "__init__", "feature", "records", "messages", "facts", "tables", "statements", "handlers", "queries", "policy",
    "jobs", "gates", "visibility", "reactions", "subscribers", "ports", "explanations", "offers",
    "retention", "measures", "imports", "resources", "command",
})  # fmt: skip
"""What a file of a noun, or of a room in it, may be called."""
ROOMS = (*NOUNS, *PLUGINS)
"""The nouns, and the plugins of this repository, which keep to the same names."""
PLUGIN_FILES = frozenset({"plugin.py", "community_type.py", "seeds.py"})
KERNEL_HOOKS = frozenset({"members/access.py", "members/actor_lock.py"})
"""What the Kit wires into every session; a session has no noun of its own."""
SQL_FUNCTIONS = frozenset({"select", "insert", "update", "delete", "upsert", "insert_if_absent", "statement"})


def files_of(room: str) -> Iterator[Path]:
    folder = PLUGINS.get(room, SOURCE / room)
    yield from (file for file in sorted(folder.rglob("*.py")) if "migrations" not in file.parts)


def name_of(file: Path) -> str:
    return str(file.relative_to(next(filter(file.is_relative_to, PLUGINS.values()), SOURCE)))


def imports_of(file: Path) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                yield node.module, alias.name


@pytest.mark.parametrize("room", ROOMS)
def test_the_same_file_names_in_every_noun(room: str) -> None:
    odd = [
        name_of(file)
        for file in files_of(room)
        if file.stem not in FILE_NAMES and name_of(file) not in KERNEL_HOOKS | PLUGIN_FILES
    ]
    assert not odd, f"call them by what they hold, or make a room: {odd}"


@pytest.mark.parametrize("room", [*ROOMS, "importers"])
def test_sql_is_in_statements_only(room: str) -> None:
    odd = [
        f"{name_of(file)}: {name}"
        for file in files_of(room)
        if file.stem not in ("statements", "tables", "visibility", "retention")
        and name_of(file) not in KERNEL_HOOKS
        for module, name in imports_of(file)
        if name in SQL_FUNCTIONS and module.startswith(("sqlalchemy", "commkit.runtime", "commkit.storage"))
    ]
    assert not odd


@pytest.mark.parametrize("room", ROOMS)
def test_facts_are_in_facts_only(room: str) -> None:
    odd = [
        f"{name_of(file)}: {node.name}"
        for file in files_of(room)
        if file.stem != "facts"
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.ClassDef)
        and any(isinstance(base, ast.Name) and base.id == "Fact" for base in node.bases)
    ]
    assert not odd


@pytest.mark.parametrize("noun", NOUNS)
def test_a_noun_uses_what_other_nouns_hand_out(noun: str) -> None:
    fronts = {f"commkit.{other}" for other in NOUNS} | {f"commkit.{other}.jobs" for other in NOUNS}
    odd = [
        f"{file.relative_to(SOURCE)}: {module}"
        for file in files_of(noun)
        for module, _ in imports_of(file)
        if module.split(".")[1:2] in ([other] for other in NOUNS if other != noun) and module not in fronts
    ]
    assert not odd, f"import from the noun's front, or let it publish: {odd}"
