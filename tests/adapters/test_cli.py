"""The command line, run as people run it: what it prints where, and how it ends."""

import json
import signal
import sqlite3
import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from commkit.adapters.cli import installed_commands
from commkit.adapters.cli.app import run
from commkit.adapters.cli.exit_codes import as_cli_error, exit_code
from commkit.runtime.model.errors import Denied, MigrationPending
from tests.adapters.running import commkit, commkit_alone

COMMANDS = ("migrate", "check", "status", "worker", "purge")


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'town.db'}"


@pytest.mark.slow
def test_a_fresh_database_is_migrated_once_and_fits_then(url: str) -> None:
    first = commkit_alone("migrate", "--database", url)
    again = commkit_alone("migrate", "--database", url)
    assert (first.returncode, again.returncode) == (0, 0)
    assert "ran commkit 0001" in first.stdout
    assert "nothing to do" in again.stdout
    assert commkit_alone("check", "--database", url).returncode == 0


def test_json_is_all_there_is_on_stdout(url: str) -> None:
    ran = json.loads(commkit("migrate", "--json", "--database", url).stdout)["ran"]
    assert ran[0] == "commkit 0001"
    status = json.loads(commkit("status", "--json", "--database", url).stdout)
    assert status["compatible"]
    newest = [each for each in ran if each.startswith("commkit ")][-1].partition(" ")[2]
    assert {
        "component": "commkit",
        "version": newest,
        "pending": [],
        "too_new": False,
        "missing": False,
        "missing_types": [],
    } in status["components"]
    assert status["waiting"] == []
    assert json.loads(commkit("check", "--json", "--database", url).stdout) == {
        "compatible": True,
        "missing_plugins": [],
        "missing_types": [],
    }
    worked = json.loads(commkit("worker", "--once", "--json", "--database", url).stdout)
    assert worked == {"done": 0, "failed": 0, "parked": 0, "waiting": 0}


def test_the_database_may_come_from_the_environment(url: str) -> None:
    assert commkit("migrate", env={"COMMKIT_DATABASE": url}).returncode == 0
    assert commkit("check", env={"COMMKIT_DATABASE": url}).returncode == 0


def test_a_database_behind_the_code_is_something_to_do(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    behind = commkit("check", "--json", "--database", f"sqlite:///{tmp_path / 'empty.db'}")
    assert behind.returncode == 3
    assert json.loads(behind.stdout)["error"]["code"] == "runtime.migration_pending"


def test_a_database_ahead_of_the_code_is_left_alone(url: str, tmp_path: Path) -> None:
    commkit("migrate", "--database", url)
    with sqlite3.connect(tmp_path / "town.db") as connection:
        connection.execute("UPDATE commkit_version SET version_num = '9999'")
    connection.close()
    for command in ("check", "migrate"):
        ahead = commkit(command, "--database", url)
        assert ahead.returncode == 3
        assert "install the release" in ahead.stderr
    shown = commkit("status", "--database", url)
    assert (shown.returncode, "newer than the code" in shown.stdout) == (0, True)


@pytest.mark.parametrize("command", COMMANDS[1:])
def test_looking_makes_no_database(command: str, url: str, tmp_path: Path) -> None:
    looked = commkit(command, "--database", url)
    assert looked.returncode == 1
    assert "`commkit migrate` creates it" in looked.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("database", "says"),
    [
        ("what is this", "sqlite:///file.db"),
        ("mysql://user@host/name", "sqlite:///file.db"),
        ("nosuch://host/name", "sqlite:///file.db"),
        ("postgresql://host:port/name", "sqlite:///file.db"),
        ("postgresql://[::1/name", "sqlite:///file.db"),
        ("postgresql+pg8000://host/name", "sqlite:///file.db"),
        ("postgresql://nobody:hidden@127.0.0.1:1/town", "cannot be reached"),
        ("sqlite:////no/such/folder/town.db", "no folder"),
    ],
)
def test_a_bad_database_is_one_sentence(database: str, says: str) -> None:
    refused = commkit("migrate", "--database", database)
    assert refused.returncode == 1
    assert refused.stdout == ""
    assert says in refused.stderr
    assert "Traceback" not in refused.stderr
    assert "hidden" not in refused.stderr


def test_a_file_that_is_no_database_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("milk, bread\n" * 200)
    refused = commkit("status", "--json", "--database", f"sqlite:///{tmp_path / 'notes.txt'}")
    assert refused.returncode == 1
    assert json.loads(refused.stdout)["error"]["code"] == "cli.database"
    assert (tmp_path / "notes.txt").read_text().startswith("milk")


@pytest.mark.parametrize(
    "args", [["nonsense"], ["check"], ["check", "--databse", "x"], ["worker", "--twice"]]
)
def test_wrong_usage_is_reported_and_is_2(args: list[str]) -> None:
    wrong = commkit(*args)
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "commkit --help" in wrong.stderr
    assert json.loads(commkit(*args, "--json").stdout)["error"]["code"] == "cli.usage"


def test_help_names_every_command_and_exit_code() -> None:
    helped = commkit("--help")
    assert helped.returncode == 0
    for word in (*COMMANDS, "types", "import", "plugin", "Exit codes"):
        assert word in helped.stdout
    for command in COMMANDS:
        assert "--database" in commkit(command, "--help").stdout


def entry(name: str, value: str) -> Any:
    return lambda **wanted: (
        [EntryPoint(name, value, installed_commands.GROUP)] if wanted.get("name", name) == name else []
    )


def echo(*words: str) -> int:
    """Say it again."""
    print(*words)  # noqa: T201  # as commands do
    return 4


def test_a_command_of_another_distribution_is_found_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installed_commands, "entry_points", entry("echo", f"{__name__}:echo"))
    done = commkit("echo", "one", "two")
    assert (done.returncode, done.stdout) == (4, "one two\n")
    assert "Say it again." in commkit("--help").stdout


@pytest.mark.parametrize("value", ["no_such_module:echo", f"{__name__}:nothing"])
def test_a_broken_command_is_one_sentence_and_no_other_command_minds(
    value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installed_commands, "entry_points", entry("echo", value))
    done = commkit("echo")
    assert done.returncode == 1
    assert "the command 'echo' cannot be loaded" in done.stderr
    assert commkit("--help").returncode == 0


def test_other_commands_load_nothing_of_other_distributions(monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(**_: str) -> Any:
        raise AssertionError("no entry point is needed for this")

    monkeypatch.setattr(installed_commands, "entry_points", asked)
    assert commkit("types").returncode == 0
    assert commkit("--version").returncode == 0
    with pytest.raises(AssertionError):
        commkit("echo")


def test_without_the_demo_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installed_commands, "entry_points", lambda **_: [])
    result = commkit("demo", "--members", "15")
    assert result.returncode == 1
    assert result.stderr == (
        "commkit: `commkit demo` is a distribution of its own; run: pip install commkit-demo\n"
    )


@pytest.mark.parametrize("missing", ["cyclopts", "rich"])
def test_without_the_extra_it_says_what_to_install(missing: str) -> None:
    code = f"import sys; sys.modules['{missing}'] = None; from commkit.adapters.cli import main; main()"
    result = commkit_alone("types", code=code)
    assert result.returncode == 1
    assert result.stderr == "commkit: the command line needs more packages; run: pip install 'commkit[cli]'\n"


@pytest.mark.slow
def test_without_the_driver_it_says_what_to_install() -> None:
    code = "import sys; sys.modules['psycopg'] = None; from commkit.adapters.cli import main; main()"
    result = commkit_alone("check", "--database", "postgresql://host/town", code=code)
    assert result.returncode == 1
    assert "pip install 'commkit[postgres]'" in result.stderr


BROKEN = """
import importlib.metadata as m, sys
from commkit.runtime.composing import discovery, hooks
real = discovery.entry_points
def points(**names):
    return [*real(**names), m.EntryPoint('broken', 'no.such.module:Plugin', hooks.ENTRY_POINTS)]
discovery.entry_points = points
import commkit.adapters.cli.list_types as list_types
list_types.entry_points = points
from commkit.adapters.cli import main
main()
"""


@pytest.mark.slow
def test_a_broken_plugin_is_a_warning_where_nothing_depends_on_it(url: str) -> None:
    made = commkit_alone("migrate", "--json", "--database", url, code=BROKEN)
    assert made.returncode == 0
    assert "warning: plugin 'broken'" in made.stderr
    assert json.loads(made.stdout)["ran"]
    (found,) = [
        p for p in json.loads(commkit_alone("types", "--json", code=BROKEN).stdout)["plugins"] if p["broken"]
    ]
    assert found["name"] == "broken"


@pytest.mark.slow
def test_a_worker_refuses_to_run_with_a_broken_plugin(url: str) -> None:
    commkit("migrate", "--database", url)
    refused = commkit_alone("worker", "--once", "--database", url, code=BROKEN)
    assert refused.returncode == 1
    assert "plugin 'broken' cannot be loaded" in refused.stderr


def test_types_shows_what_each_type_holds() -> None:
    shown = json.loads(commkit("types", "--json").stdout)
    (support,) = [made for made in shown["types"] if made["name"] == "support"]
    (question,) = [kind for kind in support["kinds"] if kind["opens"]][:1]
    assert "answer" in question["replies"]
    assert question["states"]["open"]
    assert {"member", "steward", "owner"} <= set(support["roles"])
    assert support["reactions"]
    assert support["settings"]["posts"]["max_tags"] == 5
    people = commkit("types")
    assert people.returncode == 0
    assert "type support" in people.stdout


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_worker_ends_cleanly_at_a_signal(number: signal.Signals, url: str) -> None:
    commkit("migrate", "--database", url)
    command = [sys.executable, "-m", "commkit.adapters.cli", "worker", "--json", "--database", url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as worker:
        assert worker.stderr is not None
        assert "Ctrl-C" in worker.stderr.readline()
        worker.send_signal(number)
        stdout, stderr = worker.communicate(timeout=60)
    assert worker.returncode == 0
    assert json.loads(stdout) == {"done": 0, "failed": 0, "parked": 0, "waiting": 0}
    assert "Traceback" not in stderr


@pytest.mark.slow
@pytest.mark.parametrize("args", [["types"], ["types", "--json"]])
def test_a_reader_that_goes_away_is_no_fault(args: list[str]) -> None:
    code = """
import os, sys
read, write = os.pipe()
os.dup2(write, 1)
os.close(read)
from commkit.adapters.cli import main
main()
"""
    result = commkit_alone(*args, code=code)
    assert result.returncode == 1
    assert "Traceback" not in result.stderr


def test_an_interrupt_is_130(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], url: str
) -> None:
    def interrupted(*_: Any, **__: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr("commkit.adapters.cli.options.Kit", interrupted)
    assert run(["migrate", "--database", url]) == 130
    assert "interrupted" in capsys.readouterr().err


def test_only_the_foreseeable_becomes_a_sentence() -> None:
    driver = OperationalError("SELECT secret", {}, Exception("server closed\nsecond line"))
    assert str(as_cli_error(driver)) == "the database cannot be used: server closed [cli.database]"
    assert (
        as_cli_error(PermissionError(13, "Permission denied", "town.db")).message
        == "town.db: Permission denied"
    )  # type: ignore[union-attr]
    assert as_cli_error(ModuleNotFoundError("no", name="copier")).code == "cli.no_extra"  # type: ignore[union-attr]
    assert as_cli_error(ModuleNotFoundError("no", name="our_own_mistake")) is None
    assert as_cli_error(ZeroDivisionError()) is None
    assert exit_code(MigrationPending("a.b", "c")) == 3
    assert exit_code(Denied("a.b", "c")) == 1


def test_json_true_is_json_for_errors_too(tmp_path: Path) -> None:
    refused = commkit("check", "--json=true", "--database", f"sqlite:///{tmp_path / 'none.db'}")
    assert json.loads(refused.stdout)["error"]["code"] == "cli.no_database"


def test_json_fits_a_stdout_that_knows_ascii_only(tmp_path: Path) -> None:
    where = f"sqlite:///{tmp_path / 'städtchen.db'}"
    ran = commkit_alone("status", "--json", "--database", where, env={"PYTHONIOENCODING": "ascii"})
    assert (ran.returncode, ran.stderr) == (1, "")
    assert "städtchen" in json.loads(ran.stdout)["error"]["message"]


HEAVY = {
    "alembic",
    "copier",
    "pygments",
    "defusedxml",
    "commkit.importers",
    "commkit.adapters.cli.new_plugin",
}


@pytest.mark.parametrize(("command", "loads"), [("status", set()), ("import", {"commkit.importers"})])
def test_a_command_loads_only_what_it_needs(command: str, loads: set[str]) -> None:
    code = (
        "import sys\n"
        "from commkit.adapters.cli.app import run\n"
        f"run([{command!r}, '--help'])\n"
        f"print('loaded', *sorted({HEAVY!r} & sys.modules.keys()))"
    )
    ran = commkit_alone(code=code)
    assert f"Usage: commkit {command}" in ran.stdout
    assert set(ran.stdout.splitlines()[-1].split()[1:]) == loads


def test_a_shell_completes_commands_and_options(tmp_path: Path) -> None:
    script = tmp_path / "completion.bash"
    script.write_text(commkit("completion", "bash").stdout)

    def completed(*words: str) -> list[str]:
        code = (
            f'source {script}; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _commkit; echo "${{COMPREPLY[@]}}"'
        )
        done = subprocess.run(
            ["bash", "-c", code, "bash", *words], capture_output=True, text=True, check=True, timeout=30
        )
        return done.stdout.split()

    assert completed("commkit", "sta") == ["status"]
    assert {
        "stackexchange",
        "conferences",
        "ical",
        "irc",
        "mbox",
        "disqus",
        "commento",
        "wxr",
        "discourse",
    } <= set(completed("commkit", "import", ""))
    assert "--community" in completed("commkit", "import", "ical", "--")
    assert commkit("completion", "csh").returncode == 2
