"""A copy that is killed at any moment is gone on with by the next run, and has every row once."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from textwrap import dedent

import pytest
from sqlalchemy import text

from commkit import Conflict, Kit
from commkit.copying import copy_database, running
from commkit.posts import CreateThread
from commkit.runtime.storage.database import Database
from tests.copying.conftest import open_kit
from tests.copying.test_copying import assert_same_rows, check_report
from tests.helpers import assert_refused, do

KILLED = """
    import os, signal, sys
    from contextlib import closing
    from commkit.copying import copy_database
    from tests.copying.conftest import open_kit

    source, target, wanted = sys.argv[1:]

    def stop(what, done, total):
        if what == wanted:
            os.kill(os.getpid(), signal.SIGKILL)

    with closing(open_kit(source)) as kit:
        copy_database(kit, target, batch=7, progress=stop)
"""
MOMENTS = (
    "copying commkit_outbox",
    "copying commkit_post",
    "copying commkit_suggestion",
    "comparing commkit_post",
    "indexing",
)


ALL_COPIED = "comparing commkit_directory"


class Interrupted(BaseException):
    """As a kill is, within a process."""


def copy_until(kit: Kit, target: str, wanted: str, *, times: int = 1) -> None:
    """Copy, and stop after some batches of a step."""
    left = iter(range(times - 1))

    def stop(what: str, done: int, total: int) -> None:
        if what == wanted and next(left, None) is None:
            raise Interrupted

    with pytest.raises(Interrupted):
        copy_database(kit, target, batch=7, progress=stop)


@pytest.mark.slow
@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_process_is_gone_on_with(source_url: str, target_url: str, moment: str) -> None:
    root = Path(__file__).parents[2]
    path = os.pathsep.join([*filter(None, [os.environ.get("PYTHONPATH")]), str(root)])
    killed = subprocess.run(
        [sys.executable, "-c", dedent(KILLED), source_url, target_url, moment],
        check=False,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    with closing(open_kit(source_url)) as source:
        report = copy_database(source, target_url, batch=7)
        check_report(report, source)
        if moment.startswith("copying"):
            assert 0 < report.copied < report.rows
        else:
            assert report.copied == 0
        with closing(open_kit(target_url)) as target:
            assert_same_rows(source, target)


@pytest.mark.slow
def test_it_is_killed_again_and_again_at_moments_that_nobody_chose(source_url: str, target_file: str) -> None:
    """Kills `commkit copy` later each time until it ends by itself."""
    root = Path(__file__).parents[2]
    code = "\n".join(line for line in dedent(KILLED).splitlines() if "kill(" not in line).replace(
        "== wanted:", "== wanted: pass"
    )
    environment = {**os.environ, "PYTHONPATH": f"{os.environ.get('PYTHONPATH', '')}{os.pathsep}{root}"}
    kills = 0
    for attempt in range(20):
        process = subprocess.Popen(
            [sys.executable, "-c", code, source_url, target_file, "-"],
            env=environment,
            stderr=subprocess.PIPE,
        )
        try:
            _, told = process.communicate(timeout=1.3**attempt)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            kills += 1
            continue
        assert process.returncode == 0, told
        break
    assert kills
    with closing(open_kit(source_url)) as source, closing(open_kit(target_file)) as target:
        check_report(copy_database(source, target_file), source)
        assert_same_rows(source, target)


@pytest.mark.parametrize("times", [1, 2, 5])
def test_a_run_takes_only_what_is_left(source: Kit, target_url: str, times: int) -> None:
    copy_until(source, target_url, "copying commkit_post", times=times)
    report = copy_database(source, target_url, batch=7)
    check_report(report, source)
    posts = next(table for table in report.tables if table.name == "commkit_post")
    assert posts.copied == posts.rows - 7 * times
    with closing(open_kit(target_url)) as target:
        assert_same_rows(source, target)


def forget_progress(url: str) -> None:
    with closing(Database(url)) as database, database.engine.begin() as connection:
        connection.execute(text("DROP TABLE commkit_copied_table"))
        connection.execute(text("DROP TABLE commkit_copy"))


def test_control_without_the_progress_it_is_refused(source: Kit, target_url: str) -> None:
    copy_until(source, target_url, "copying commkit_post")
    forget_progress(target_url)
    with assert_refused(Conflict, "copying.target_not_empty"):
        copy_database(source, target_url)


def test_control_progress_outside_of_the_transaction_loses_count(
    source: Kit, target_file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Were rows kept and their progress not, a resumed copy would not add up, and is refused."""
    monkeypatch.setattr(running, "save_batch", lambda *_: None)
    copy_until(source, target_file, "copying commkit_post")
    monkeypatch.undo()
    with assert_refused(Conflict, "copying.target_changed"):
        copy_database(source, target_file)


@pytest.mark.slow
def test_two_at_once_do_not_copy_a_row_twice(source: Kit, target_url: str) -> None:
    once: Iterator[int] = iter([1])

    def overtake(what: str, done: int, total: int) -> None:
        if what == "copying commkit_post" and next(once, None):
            with closing(open_kit(source.database.url)) as other:  # type: ignore[arg-type]  # a URL is taken, too
                copy_database(other, target_url, batch=7)

    with pytest.raises(Conflict) as refused:
        copy_database(source, target_url, batch=7, progress=overtake)
    assert refused.value.code in ("copying.running", "copying.refused")
    check_report(copy_database(source, target_url), source)


def test_what_is_written_between_two_runs_is_noticed(source: Kit, target_url: str) -> None:
    copy_until(source, target_url, ALL_COPIED)
    do(source, "ada", "town", CreateThread(kind="question", title="Meanwhile", body="x"))
    with assert_refused(Conflict, "copying.unequal"):
        copy_database(source, target_url)


def test_a_row_that_is_changed_between_two_runs_is_noticed(source: Kit, target_url: str) -> None:
    copy_until(source, target_url, ALL_COPIED)
    with source.database.engine.begin() as connection:
        connection.execute(text("UPDATE commkit_post SET score = score + 1"))
    with pytest.raises(Conflict) as refused:
        copy_database(source, target_url)
    assert refused.value.data["report"].unequal == ("commkit_post",)
    assert "stop your application" in refused.value.message
    with pytest.raises(Conflict, match="commkit_post"):
        copy_database(source, target_url)


def test_control_without_the_comparison_the_change_is_not_noticed(
    source: Kit, target_file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_until(source, target_file, ALL_COPIED)
    with source.database.engine.begin() as connection:
        connection.execute(text("UPDATE commkit_post SET score = score + 1"))
    monkeypatch.setattr(running, "read_checksum", lambda *_: running.Checksum())
    monkeypatch.setattr(running._Copy, "_seen_again", lambda self, report: report)
    assert copy_database(source, target_file).unequal == ()


@pytest.mark.parametrize("step", ["copying commkit_directory", "comparing commkit_post"])
def test_what_is_written_while_it_runs_is_noticed(source: Kit, target_url: str, step: str) -> None:
    once: Iterator[int] = iter([1])

    def write(what: str, done: int, total: int) -> None:
        if what == step and next(once, None):
            do(source, "ada", "town", CreateThread(kind="question", title="Meanwhile", body="x"))

    with pytest.raises(Conflict) as refused:
        copy_database(source, target_url, progress=write)
    assert refused.value.code == "copying.unequal"
    assert "commkit_post" in refused.value.data["report"].unequal
    assert "commkit_audit" in refused.value.data["report"].unequal
    with closing(open_kit(target_url)) as target, target.database.engine.connect() as connection:
        query = "SELECT count(*) FROM commkit_post WHERE title = 'Meanwhile'"
        assert connection.execute(text(query)).scalar_one() == 0, "the copy is of one moment"
