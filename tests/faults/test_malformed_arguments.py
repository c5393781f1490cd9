"""Two thousand malformed command lines, a quarter of them with all tests.

Each ends with an exit code that is written down, and none with a traceback.
"""

import json
import os
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commkit.adapters.cli import options
from commkit.adapters.cli.exit_codes import FAILED, OK, PARTIAL, SCHEMA_MISMATCH, USAGE
from tests.adapters.running import commkit

ENDS = {OK, FAILED, USAGE, SCHEMA_MISMATCH, PARTIAL}

many = settings(
    max_examples=2_000,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)

_COMMANDS = (
    "migrate",
    "check",
    "status",
    "types",
    "import",
    "import stackexchange",
    "worker --once",
    "",
    "nothing",
)
_OPTIONS = (
    *("--database", "--json", "--community", "--type", "--source", "--title", "--once", "--nothing"),
    *("-x", "--", "-"),
)
_VALUES = (
    *("", " ", "-1", "\ud800", "x" * 5_000, "--database", "@file", "../..", "%s", "null", "\u202e"),
    *(
        "sqlite://",
        "sqlite:///",
        "sqlite:///gone/x.db",
        "sqlite:///new.db",
        "sqlite:///text.db",
        "sqlite:///folder",
    ),
    *("sqlite:///file:x?mode=ro&uri=true", "sqlite:///new.db?timeout=soon", "sqlite+nothing:///x"),
    *(
        "postgresql://nobody@127.0.0.1:1/x",
        "postgresql://127.0.0.1:port/x",
        "postgresql://[::1/x",
        "://",
        "mysql:///x",
    ),
    *("folder", "text.db", "gone", "dump"),
)
_anything = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with things that are no databases and no dumps."""
    (tmp_path / "text.db").write_text("milk, bread\n" * 200)
    (tmp_path / "folder").mkdir()
    (tmp_path / "dump").mkdir()
    (tmp_path / "dump" / "Posts.xml").write_text("<posts><row Id='1'")
    return tmp_path


def test_any_command_line_ends_with_a_documented_exit_code(place: Path) -> None:
    tokens = st.sampled_from(_OPTIONS) | st.sampled_from(_VALUES) | _anything
    seen: set[int] = set()

    @many
    @given(st.sampled_from(_COMMANDS), st.lists(tokens, max_size=6), st.sampled_from(_VALUES))
    def typed(command: str, more: list[str], database: str) -> None:
        done = commkit(*command.split(), "--database", database, *more, cwd=place)
        assert done.returncode in ENDS
        assert "Traceback" not in done.stdout + done.stderr
        if done.returncode and "--json" in more:
            assert json.loads(done.stdout)["error"]["code"]
        seen.add(done.returncode)

    typed()
    assert {FAILED, USAGE} <= seen


def test_control_a_command_that_raises_is_noticed(place: Path) -> None:
    def broken(*args: Any, **words: Any) -> Any:
        raise KeyError("no")

    with patch.object(options, "build_kit", broken), pytest.raises(KeyError):
        commkit("migrate", "--database", "sqlite:///new.db", cwd=place)


def test_nothing_of_ours_is_in_the_environment(place: Path) -> None:
    with patch.dict(os.environ, COMMKIT_DATABASE="sqlite:///new.db"):
        assert commkit("check", cwd=place).returncode == USAGE
