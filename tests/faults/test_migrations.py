"""Migrations on databases with rows, killed anywhere: always an old or a new revision, with the same data."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from commkit.testing.faults import FaultSchedule, inject_faults, kill_at_step
from tests.faults.conftest import WHOLE
from tests.faults.revisions import REVISIONS, Picture, kit_at, migrate_to, missing_rows, picture, seed
from tests.runtime.processes import CONTEXT, run_in_processes

STARTS = 8

LAST_BUT_ONE = REVISIONS[-2:][0]
"""The revision of the core before the newest; the only one, where there is one only: the plugin has more to run."""

SOME = REVISIONS if WHOLE else tuple(dict.fromkeys((REVISIONS[0], LAST_BUT_ONE)))
"""What PostgreSQL starts from, and what many start from at once or are killed at: the first and the last but one."""


def starts(sqlite: Sequence[str | None], postgres: Sequence[str | None]) -> Any:
    """Run a test on databases at these revisions; None is an empty one."""
    return pytest.mark.parametrize(
        ("old_url", "revision"),
        [
            *((("sqlite", revision), revision) for revision in sqlite),
            *(pytest.param(("postgres", at), at, marks=pytest.mark.postgres) for at in postgres),
        ],
        indirect=["old_url"],
        ids=lambda value: None if isinstance(value, tuple) else str(value),
    )


@pytest.fixture
def old_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database at a revision, with rows in all of its tables."""
    engine, revision = request.param
    url: str = (
        request.getfixturevalue("postgres_url")
        if engine == "postgres"
        else f"sqlite:///{tmp_path / 'old.db'}"
    )
    if revision is not None:
        with closing(kit_at(url)) as kit:
            migrate_to(kit, revision)
            assert seed(kit) > 0
    return url


@pytest.fixture(scope="module")
def newest(tmp_path_factory: pytest.TempPathFactory) -> Picture:
    """What a database looks like that was made today."""
    with closing(kit_at(f"sqlite:///{tmp_path_factory.mktemp('newest') / 'new.db'}")) as kit:
        kit.migrate()
        return picture(kit)


@starts(REVISIONS, SOME)
def test_rows_of_each_older_revision_are_there_at_the_newest(
    old_url: str, newest: Picture, revision: str
) -> None:
    with closing(kit_at(old_url)) as kit:
        before = picture(kit)
        assert len(kit.migrate()) == len(REVISIONS) - REVISIONS.index(revision)  # and the plugin's
        after = picture(kit)
        assert missing_rows(before, after) == []
        assert after.shape == newest.shape
        kit.check()


def migrate(number: int, url: str) -> tuple[str, ...]:
    with closing(kit_at(url)) as kit:
        return kit.migrate()


@starts(SOME if WHOLE else SOME[-1:], SOME if WHOLE else SOME[:1])
def test_eight_starts_at_once_migrate_once_and_keep_the_rows(
    old_url: str, newest: Picture, revision: str
) -> None:
    with closing(kit_at(old_url)) as kit:
        before = picture(kit)
        done = run_in_processes(migrate, STARTS, old_url)
        later = REVISIONS[REVISIONS.index(revision) + 1 :]
        assert sorted(step for steps in done for step in steps) == [
            "club 0002",
            *(f"commkit {step}" for step in later),
        ]
        after = picture(kit)
        assert missing_rows(before, after) == []
        assert after.shape == newest.shape


# --- killed --------------------------------------------------------------------------------------------------------


def migrate_until_killed(schedule: FaultSchedule, url: str) -> None:
    with closing(kit_at(url)) as kit, inject_faults(kit, schedule) as twin:
        twin.migrate()


class _CommittingCursor:
    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._real = connection.cursor()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def execute(self, *args: Any) -> Any:
        result = self._real.execute(*args)
        self._connection.commit()
        return result


class _CommittingConnection:
    """The control: each statement is kept at once."""

    def __init__(self, real: Any) -> None:
        self._real = real

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def cursor(self, *args: Any) -> Any:
        return _CommittingCursor(self._real)


def migrate_in_autocommit_until_killed(schedule: FaultSchedule, url: str) -> None:
    with closing(kit_at(url)) as kit, inject_faults(kit, schedule) as twin:
        begin: Any = twin.database.begin
        twin.database.begin = lambda **words: _CommittingConnection(begin(**words))  # type: ignore[method-assign]
        twin.migrate()


def between(before: Picture, now: Picture, newest: Picture) -> list[str]:
    """What is neither as it was nor as it will be; each component for itself."""
    wrong = missing_rows(before, now)
    plugins = {name for name in {*before.columns, *newest.columns} if name.startswith("commkit_club_")}
    for component in newest.versions:
        of = plugins if component == "club" else {*before.columns, *newest.columns} - plugins
        seen = {name: columns for name, columns in now.columns.items() if name in of}
        states = [
            {name: columns for name, columns in whole.columns.items() if name in of}
            for whole in (before, newest)
            if whole.versions[component] == now.versions[component]
        ]
        if seen not in states:
            wrong.append(
                f"{component} at {now.versions[component]} is neither the old nor the new one: {seen}"
            )
    return wrong


def killed_at_each(work: Any, url: str, newest: Picture, *, each: int) -> list[str]:
    """Kill a migration at every so many-th step; gives what was wrong first, or in the end nothing."""
    with closing(kit_at(url)) as kit:
        before = picture(kit)
        at = 1
        while kill_at_step(work, url, at=at, start_method=CONTEXT):
            kit.database.engine.dispose()
            if wrong := between(before, picture(kit), newest):
                return [f"killed at step {at}", *wrong]
            at += each
        assert at > 1
        after = picture(kit)
        assert after.shape == newest.shape
        return missing_rows(before, after)


@pytest.mark.slow
@starts([None, *SOME], [None, *(SOME if WHOLE else SOME[-1:])])
def test_a_migration_killed_anywhere_leaves_the_old_or_the_new_one(
    old_url: str, newest: Picture, revision: str | None
) -> None:
    # An empty database and the one before the newest are what most people migrate: there, at each single statement.
    each = (1 if revision in (None, LAST_BUT_ONE) else 5) if WHOLE else 23
    assert killed_at_each(migrate_until_killed, old_url, newest, each=each) == []


@starts([None], [None])
def test_control_a_migration_in_autocommit_leaves_a_mixture(
    old_url: str, newest: Picture, revision: str | None
) -> None:
    wrong = killed_at_each(migrate_in_autocommit_until_killed, old_url, newest, each=20)
    assert any("neither the old nor the new" in line for line in wrong)
