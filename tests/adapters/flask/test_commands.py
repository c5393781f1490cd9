"""`flask commkit ...`: the command line with the Kit of the application."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from unittest.mock import patch

import pytest
from flask import Flask

from commkit import Kit
from commkit.adapters.flask import Commkit
from tests.adapters.flask.conftest import current_user, new_app
from tests.sample import new_kit


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    app = new_app("sqlite://")
    with closing(new_kit(f"sqlite:///{tmp_path}/town.db")) as kit:
        Commkit(app, kit, actor=current_user)
        yield app


def flask(app: Flask, *words: str) -> tuple[int, str]:
    done = app.test_cli_runner().invoke(args=["commkit", *words])
    return done.exit_code, done.output


def test_its_database_is_migrated_and_shown(app: Flask, tmp_path: Path) -> None:
    code, said = flask(app, "check", "--json")
    assert (code, json.loads(said)["error"]["code"]) == (1, "cli.no_database")
    assert flask(app, "migrate")[0] == 0
    assert flask(app, "check")[0] == 0
    code, said = flask(app, "status", "--json")
    shown = json.loads(said)
    assert (code, shown["compatible"]) == (0, True)
    assert shown["database"] == f"sqlite:///{tmp_path}/town.db"
    assert flask(app, "worker", "--once")[0] == 0


def test_its_types_are_shown(app: Flask) -> None:
    code, said = flask(app, "types", "--json")
    assert (code, [found["name"] for found in json.loads(said)["types"]]) == (0, ["forum"])


def test_help_and_wrong_usage_are_those_of_commkit(app: Flask) -> None:
    code, said = flask(app, "--help")
    assert code == 0
    assert "migrate" in said
    assert flask(app, "no-such-command")[0] == 2
    assert "commkit" in app.test_cli_runner().invoke(args=["--help"]).output


def test_another_application_is_refused(app: Flask, tmp_path: Path) -> None:
    flask(app, "migrate")
    for words in (("--app", "other:kit"), ("--database", f"sqlite:///{tmp_path}/other.db")):
        code, said = flask(app, "status", *words)
        assert code == 1
        assert "leave" in said
    code, said = flask(app, "types", "--app", "other:kit")
    assert "leave --app" in said


def test_the_kit_stays_open(app: Flask) -> None:
    kit: Kit = app.extensions["commkit"]
    with patch.object(kit, "close", wraps=kit.close) as close:
        flask(app, "migrate")
        flask(app, "types")
        assert not close.called
    assert kit.status()
