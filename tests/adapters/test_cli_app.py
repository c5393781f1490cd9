"""`--app`: every verb uses the application's own Kit, with its database, types and ports."""

import json
import sys
from pathlib import Path

import pytest

from commkit.adapters.cli.app import run
from tests.adapters.running import commkit

HOST = '''
from commkit import CommunityType, Kit

class Nested:
    @staticmethod
    def make():
        return Kit("sqlite:///town.db", types=[CommunityType("club")])

kit = Nested.make()
number = 7

class Asgi:
    async def __call__(self, scope, receive, send):
        """What people name by habit."""

asgi = Asgi()
'''


@pytest.fixture
def host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "hostapp.py").write_text(HOST)
    (tmp_path / "broken.py").write_text("import nothing_of_this_name")
    (tmp_path / "raising.py").write_text("def make():\n    return {}['url']\nraise_now = 1\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [*sys.path])
    for module in ("hostapp", "broken", "raising"):
        monkeypatch.delitem(sys.modules, module, raising=False)
    return tmp_path


@pytest.mark.parametrize("app", ["hostapp:kit", "hostapp:Nested.make", "hostapp:Nested.make()"])
def test_every_verb_uses_the_applications_kit(host: Path, app: str) -> None:
    assert commkit("migrate", "--app", app, cwd=host).returncode == 0
    assert (host / "town.db").exists()
    assert commkit("check", env={"COMMKIT_APP": app}, cwd=host).returncode == 0
    assert json.loads(commkit("status", "--json", "--app", app, cwd=host).stdout)["compatible"]
    worked = json.loads(commkit("worker", "--once", "--json", "--app", app, cwd=host).stdout)
    assert worked == {"done": 0, "failed": 0, "parked": 0, "waiting": 0}
    assert '"club"' in commkit("types", "--json", "--app", app, cwd=host).stdout


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (["--app", "hostapp"], 1, "'hostapp' names no Kit; give package.module:kit"),
        (["--app", "nowhere:kit"], 1, "there is no module 'nowhere' in"),
        (["--app", "hostapp:town"], 1, "hostapp has no 'town'"),
        (["--app", "hostapp:number"], 1, "hostapp:number is a int, not a Kit"),
        (["--app", "hostapp:asgi"], 1, "hostapp:asgi is a Asgi, not a Kit"),
        (["--app", "broken:kit"], 1, "broken cannot be imported: No module named 'nothing_of_this_name'"),
        (["--app", "raising:make"], 1, "raising:make() failed: KeyError: 'url'"),
        (["--app", "hostapp:kit", "--database", "sqlite:///other.db"], 1, "another one than that of --app"),
        ([], 2, "say --app package.module:kit for your application, or --database URL; see"),
    ],
)
def test_what_is_no_application_is_one_sentence(host: Path, args: list[str], code: int, says: str) -> None:
    ended = commkit("status", *args, cwd=host, env={"COMMKIT_DATABASE": "", "COMMKIT_APP": ""})
    assert ended.returncode == code
    assert says in ended.stderr.replace("\n", " ")
    assert "Traceback" not in ended.stderr


def test_the_same_database_may_be_said_twice(host: Path) -> None:
    assert (
        commkit("migrate", "--app", "hostapp:kit", "--database", "sqlite:///town.db", cwd=host).returncode
        == 0
    )


def test_looking_makes_no_database(host: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["status", "--app", "hostapp:kit"]) == 1
    assert "there is no database" in capsys.readouterr().err
    assert not (host / "town.db").exists()
