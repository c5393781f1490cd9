"""What a start costs, counted in modules: time differs from machine to machine, and what is imported does not."""

import json
import subprocess
import sys

import pytest

from benchmarks.start import processor_seconds

HEAVY = frozenset({
    "alembic", "cattrs", "cyclopts", "django", "fastapi", "flask", "greenlet", "hypothesis", "icalendar", "limits",
    "markdown_it", "msgspec", "psycopg", "pytest", "rich", "starlette",
})  # fmt: skip
"""Packages that a process pays for only where it uses them."""
OF_THE_LANGUAGE = frozenset({"commkit", *sys.stdlib_module_names})


def modules_after(program: str) -> set[str]:
    """The modules that a fresh process holds after a program, beyond those it began with."""
    code = (
        f"import sys; before = set(sys.modules); {program}; import json;"
        "print(json.dumps(sorted(set(sys.modules) - before)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return set(json.loads(ran.stdout.splitlines()[-1]))


def packages(modules: set[str]) -> set[str]:
    """The packages of some modules, without the standard library's."""
    return {name.partition(".")[0] for name in modules} - OF_THE_LANGUAGE


def heavy(modules: set[str]) -> set[str]:
    """The heavy packages among some modules, but for what SQLAlchemy loads by itself: 2.0 loads greenlet."""
    return packages(modules) & HEAVY - packages(modules_after("import sqlalchemy"))


def of_commkit(modules: set[str]) -> set[str]:
    """The modules of commkit among some."""
    return {name for name in modules if name.partition(".")[0] == "commkit"}


def test_importing_commkit_imports_nothing_else() -> None:
    loaded = modules_after("import commkit")
    assert of_commkit(loaded) == {"commkit"}
    assert packages(loaded) == set()


def test_an_error_class_is_had_without_a_database_library() -> None:
    assert packages(modules_after("from commkit import NotFound")) == {"attr", "attrs"}


def test_importing_kit_imports_no_noun_and_nothing_heavy() -> None:
    loaded = modules_after("from commkit import Kit")
    rooms = {name.split(".")[1] for name in of_commkit(loaded) if "." in name}
    assert rooms == {"kit", "runtime"}
    assert not heavy(loaded)


@pytest.mark.slow
def test_a_kit_imports_nothing_heavy() -> None:
    loaded = modules_after("import commkit; commkit.Kit('sqlite://')")
    assert "commkit.posts" in loaded
    assert heavy(loaded) <= {"msgspec", "cattrs"}


def test_the_look_for_heavy_packages_finds_one() -> None:
    assert heavy(modules_after("import commkit, cattrs")) == {"cattrs"}


def test_the_command_tells_its_version_before_it_imports_anything() -> None:
    code = "import sys; sys.argv[1:] = ['--version']; from commkit.adapters.cli import main; main()"
    loaded = modules_after(code)
    assert of_commkit(loaded) == {"commkit", "commkit.adapters", "commkit.adapters.cli"}
    assert packages(loaded) == set()


def test_what_a_start_costs_is_measured() -> None:
    assert processor_seconds("-c", "pass") < processor_seconds("-c", "import sqlalchemy")
    with pytest.raises(RuntimeError, match="exit"):
        processor_seconds("-c", "exit(1)")
