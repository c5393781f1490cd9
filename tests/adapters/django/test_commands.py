"""`manage.py commkit ...`, and what `manage.py check` says of the tables."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.management import call_command, execute_from_command_line
from django.test import override_settings
from sqlalchemy import create_engine, text

from commkit.adapters.django import get_kit
from tests.adapters.django.conftest import use_databases
from tests.sample import create_community, new_kit


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    """A project on a file of its own, which is not migrated."""
    found = tmp_path / "shop.sqlite3"
    with (
        use_databases({"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": found}}),
        override_settings(COMMKIT={"plugins": ["tests.sample.Sample"]}),
    ):
        yield found


def ids(**options: Any) -> list[str | None]:
    return [found.id for found in run_checks(tags=["commkit"], **options)]


def test_migrate_and_the_checks(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ids() == [], "without --database no check asks one"
    (pending,) = run_checks(tags=["commkit"], databases=["default"])
    assert (pending.id, pending.hint) == ("commkit.W001", "run: manage.py commkit migrate")
    call_command("commkit", "migrate")
    assert "ran commkit 0001" in capsys.readouterr().out
    assert ids(databases=["default"]) == []
    execute_from_command_line(["manage.py", "commkit", "status", "--json"])
    assert json.loads(capsys.readouterr().out)["compatible"] is True


def test_a_worker_that_does_not_run_is_missed(file: Path) -> None:
    long_ago = datetime.now(UTC) - timedelta(minutes=11)
    with closing(new_kit(f"sqlite:///{file}", clock=lambda: long_ago)) as kit:
        kit.migrate()
        create_community(kit)
    assert ids(databases=["default"]) == ["commkit.W002"]
    call_command("commkit", "worker", "--once")
    assert ids(databases=["default"]) == []
    with closing(new_kit(f"sqlite:///{file}")) as kit:
        create_community(kit, "city")
    assert ids(databases=["default"]) == [], "a fact of this moment has not waited"


def test_a_database_that_is_newer_or_broken_is_an_error(file: Path) -> None:
    get_kit().migrate()
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        names = connection.execute(
            text("SELECT name FROM sqlite_master WHERE name LIKE '%version%'")
        ).scalars()
        (versions,) = [name for name in names if name.startswith("commkit_") and "autoindex" not in name][:1]
        connection.execute(text(f"UPDATE {versions} SET version_num = '9999'"))
    engine.dispose()
    assert ids(databases=["default"]) == ["commkit.E002"]
    get_kit().close()
    file.write_bytes(b"no database" * 1000)
    assert ids(databases=["default"]) == ["commkit.E003"]


def test_exit_codes_are_those_of_commkit(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words, code in ((["check"], 1), (["no-such-command"], 2)):
        with pytest.raises(SystemExit) as ended:
            call_command("commkit", *words)
        assert ended.value.code == code
    call_command("commkit", "migrate")
    call_command("commkit", "worker", "--once")
    with pytest.raises(SystemExit) as ended:
        call_command("commkit", "status", "--app", "other:kit")
    assert ended.value.code == 1
    assert "leave --app" in capsys.readouterr().err


def test_without_words_it_lists_its_commands(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("commkit")
    assert "migrate" in capsys.readouterr().out
