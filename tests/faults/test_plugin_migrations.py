"""Migrations of the plugins on databases with rows: from each older revision to the newest, with the same data."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from attrs import evolve

from commkit import Kit
from commkit.runtime.composing import migrations
from commkit_articles import Articles
from commkit_developer import Developer
from commkit_internal import Internal
from commkit_media import Media
from commkit_reputation import Reputation
from commkit_support import Support
from tests.faults.conftest import WHOLE
from tests.faults.revisions import Picture, missing_rows, picture, seed

Look = Callable[[str], Picture]
"""A component, and what its tables are."""
BROUGHT_BY: dict[str, Callable[[], Any]] = {
    "articles": Articles,
    "qa": Support,
    "support": Support,
    "reputation": Reputation,
    "developer": Developer,
    "internal": Internal,
    "media": Media,
}
"""The plugin whose Kit has a component, by the component; those without an older revision have nothing to test."""


def kit_at(url: str, component: str) -> Kit:
    return Kit(url, plugins=[BROUGHT_BY[component]()])


@cache
def older_revisions(component: str) -> tuple[str, ...]:
    with closing(kit_at("sqlite://", component)) as kit:
        (revisions,) = [each.revisions for each in kit._components if each.name == component]
    return revisions[:-1]


def migrate_to(kit: Kit, component: str, revision: str | None) -> None:
    """Migrate as the release of a plugin did that ended with this revision: what builds on it came later.

    Args:
        kit: Its database is migrated.
        component: The plugin's.
        revision: Its revision; None for what it builds on alone.
    """
    place = [each.name for each in kit._components].index(component)
    own = kit._components[place]
    known = own.revisions[: own.revisions.index(revision) + 1] if revision is not None else ()
    migrations.migrate(kit.database, [*kit._components[:place], evolve(own, revisions=known)])


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A SQLite database with what a component builds on; it is copied, which is faster than to make it each time."""

    @cache
    def made(component: str) -> Path:
        file = tmp_path_factory.mktemp(component) / "before.db"
        with closing(kit_at(f"sqlite:///{file}", component)) as kit:
            migrate_to(kit, component, None)
        return file

    return made


@pytest.fixture(scope="module")
def newest(prepared: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Look:
    """What the tables of a component are today."""

    @cache
    def look(component: str) -> Picture:
        file = shutil.copy(prepared(component), tmp_path_factory.mktemp("newest"))
        with closing(kit_at(f"sqlite:///{file}", component)) as kit:
            kit.migrate()
            return picture(kit, of=f"commkit_{component}_")

    return look


@pytest.fixture
def url(request: pytest.FixtureRequest, prepared: Callable[[str], Path], tmp_path: Path) -> str:
    engine, component = request.param
    if engine == "postgres":
        return str(request.getfixturevalue("postgres_url"))
    return f"sqlite:///{shutil.copy(prepared(component), tmp_path)}"


def cases() -> Iterator[Any]:
    """Each older revision of each; on PostgreSQL the last but one, where it is not the whole suite."""
    for component in BROUGHT_BY:
        older = older_revisions(component)
        for engine, revisions in (("sqlite", older), ("postgres", older if WHOLE else older[-1:])):
            for revision in revisions:
                is_quick = (component, engine, revision) == ("media", "sqlite", older[-1])
                marks = [] if is_quick else [pytest.mark.slow]
                if engine == "postgres":
                    marks.append(pytest.mark.postgres)
                yield pytest.param(
                    (engine, component),
                    component,
                    revision,
                    id=f"{engine}-{component}-{revision}",
                    marks=marks,
                )


@pytest.mark.parametrize(("url", "component", "revision"), list(cases()), indirect=["url"])
def test_rows_of_each_older_revision_are_there_at_the_newest(
    url: str, component: str, revision: str, newest: Look
) -> None:
    with closing(kit_at(url, component)) as kit:
        migrate_to(kit, component, revision)
        assert seed(kit) > 0
        own = f"commkit_{component}_"
        before = picture(kit, of=own)
        assert len(before.rows) > 1, "its tables, and that of its version"
        later = len(older_revisions(component)) - older_revisions(component).index(revision)
        assert len([step for step in kit.migrate() if step.startswith(f"{component} ")]) == later
        after = picture(kit, of=own)
        assert missing_rows(before, after) == []
        assert after.shape == newest(component).shape
        kit.check()


@pytest.mark.slow
@pytest.mark.parametrize("url", [("sqlite", "media")], indirect=True)
def test_control_a_row_that_a_migration_loses_is_missed(url: str) -> None:
    with closing(kit_at(url, "media")) as kit:
        migrate_to(kit, "media", "0001")
        seed(kit)
        before = picture(kit, of="commkit_media_")
        kit.migrate()
        with kit.database.engine.begin() as connection:
            connection.execute(sa.text("UPDATE commkit_media_entry SET position = 99"))
        assert {
            line.partition(":")[0] for line in missing_rows(before, picture(kit, of="commkit_media_"))
        } == {"commkit_media_entry"}
