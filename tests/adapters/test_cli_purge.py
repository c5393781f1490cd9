"""`commkit purge`: by the application's own word on how long it keeps what, and by nothing else."""

import json
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from commkit import Kit
from commkit.runtime.storage.tables import audit
from tests.adapters.running import commkit
from tests.runtime.purging.purges import add_audit_entries, batch, count, make_all_due

APP = """
from datetime import timedelta
from commkit import Kit

def make():
    return Kit("sqlite:///town.db", retention={"audit": timedelta(days=5)})
"""


@pytest.fixture
def host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "keeping.py").write_text(APP)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.delitem(sys.modules, "keeping", raising=False)
    assert commkit("migrate", "--app", "keeping:make", cwd=tmp_path).returncode == 0
    return tmp_path


@pytest.fixture
def kit(host: Path) -> Iterator[Kit]:
    """A town with three old entries of the audit log."""
    with closing(Kit(f"sqlite:///{host / 'town.db'}", retention={"audit": timedelta(days=5)})) as kit:
        add_audit_entries(kit, 3, datetime.now(UTC) - timedelta(days=30))
        yield kit


def test_old_rows_go(kit: Kit, host: Path) -> None:
    purged = commkit("purge", "--json", "--app", "keeping:make", cwd=host)
    assert json.loads(purged.stdout) == {"purged": {"audit": 3}, "failed": []}
    assert count(kit, audit) == 0
    again = commkit("purge", "--app", "keeping:make", cwd=host)
    assert (again.returncode, again.stdout.strip()) == (0, "nothing is older than its retention")


def test_status_tells_how_long_rows_are_kept(kit: Kit, host: Path) -> None:
    told = json.loads(commkit("status", "--json", "--app", "keeping:make", cwd=host).stdout)
    (log,) = [kind for kind in told["retention"] if kind["name"] == "audit"]
    assert (log["rows"], log["kept_for"], log["finished_at"]) == (3, "P5D", None)
    kit.purge()
    shown = commkit("status", "--app", "keeping:make", cwd=host).stdout
    (line,) = [line for line in shown.splitlines() if line.split()[:1] == ["audit"]]
    assert "5 days" in line
    assert f"{datetime.now(UTC):%Y-}" in line


def test_the_database_alone_does_not_say_how_long_what_is_kept(kit: Kit, host: Path) -> None:
    url = f"sqlite:///{host / 'town.db'}"
    refused = commkit("purge", "--json", "--database", url)
    assert refused.returncode == 1
    assert json.loads(refused.stdout)["error"]["code"] == "cli.no_app"
    make_all_due(kit)
    commkit("migrate", "--database", url)
    assert commkit("worker", "--once", "--database", url).returncode == 0
    assert count(kit, audit) == 3
    plugins = sorted(entry.name for entry in entry_points(group="commkit.plugins"))
    without = [word for name in plugins for word in ("--without", name)]
    mine = commkit("worker", "--once", *without, "--app", "keeping:make", cwd=host)
    assert mine.returncode == 0, mine.stderr
    assert count(kit, audit) == 0, "the control: the application's own worker deletes them"


def test_a_purge_that_is_under_way_is_left_alone(kit: Kit, host: Path) -> None:
    make_all_due(kit)
    assert batch(kit, "a busy worker", size=1).more
    refused = commkit("purge", "--app", "keeping:make", cwd=host)
    assert refused.returncode == 1
    assert "the worker a busy worker is deleting old rows already" in refused.stderr.replace("\n", " ")
