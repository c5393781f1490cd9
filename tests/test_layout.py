"""Where things are: the same file names in every noun, SQL and facts each in one kind of file, borders kept."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "commkit"
NOUNS = ("communities", "members", "posts", "events", "feedback", "moderation", "notifications", "search",
         "webhooks", "privacy", "explaining")  # fmt: skip
FILE_NAMES = frozenset({
    "__init__", "feature", "records", "messages", "facts", "tables", "statements", "handlers", "queries", "policy",
    "jobs", "gates", "reactions", "subscribers", "ports", "explanations",
})  # fmt: skip
"""What a file of a noun, or of a room in it, may be called."""
KERNEL_HOOKS = frozenset({"members/access.py", "members/actor_lock.py"})
"""What the Kit wires into every session; a session has no noun of its own."""
SQL_FUNCTIONS = frozenset({"select", "insert", "update", "delete", "upsert", "insert_if_absent", "statement"})


def files_of(noun: str) -> Iterator[Path]:
    yield from sorted((SOURCE / noun).rglob("*.py"))


def imports_of(file: Path) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                yield node.module, alias.name


@pytest.mark.parametrize("noun", NOUNS)
def test_the_same_file_names_in_every_noun(noun: str) -> None:
    odd = [
        str(file.relative_to(SOURCE))
        for file in files_of(noun)
        if file.stem not in FILE_NAMES and str(file.relative_to(SOURCE)) not in KERNEL_HOOKS
    ]
    assert not odd, f"call them by what they hold, or make a room: {odd}"


@pytest.mark.parametrize("noun", NOUNS)
def test_sql_is_in_statements_only(noun: str) -> None:
    odd = [
        f"{file.relative_to(SOURCE)}: {name}"
        for file in files_of(noun)
        if file.stem not in ("statements", "tables") and str(file.relative_to(SOURCE)) not in KERNEL_HOOKS
        for module, name in imports_of(file)
        if name in SQL_FUNCTIONS and module.startswith(("sqlalchemy", "commkit.runtime", "commkit.storage"))
    ]
    assert not odd


@pytest.mark.parametrize("noun", NOUNS)
def test_facts_are_in_facts_only(noun: str) -> None:
    odd = [
        f"{file.relative_to(SOURCE)}: {node.name}"
        for file in files_of(noun)
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
