"""`commkit new-revision`: writes what declared tables have and migrations do not make; says so if there is nothing."""

import ast
import json
import shutil
from pathlib import Path
from subprocess import CompletedProcess

import pytest
import sqlalchemy as sa

from commkit.adapters.cli.autogenerate import changes_of, revision_source
from tests.adapters.running import commkit_alone
from tests.runtime.storage import kudos

pytestmark = pytest.mark.slow

SOURCE = '''
from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from attrs import frozen

from commkit import Feature, MemberId, hookimpl
from commkit.storage import Person, Personal, Plain, record_table


class Hull(StrEnum):
    WOOD = "wood"
    STEEL = "steel"


@frozen
class Boat:
    """A boat."""

    id: UUID
    owner: Annotated[MemberId, Person()]
    name: Annotated[str, Plain(max=80, multiline=False)]
    tags: tuple[str, ...]
    hull: Hull
    at: datetime
    # more


boat = record_table("commkit_ships_boat", Boat, index=["owner"])
fleet = Feature("ships.fleet", tables=boat.metadata, migrations="commkit_ships.migrations")


@hookimpl
def commkit_features():
    yield fleet
'''


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A plugin that nobody installed, with a table and no migration yet."""
    package = tmp_path / "src/commkit_ships"
    (package / "migrations").mkdir(parents=True)
    (package / "migrations/__init__.py").touch()
    (package / "__init__.py").write_text(SOURCE)
    (tmp_path / "pyproject.toml").write_text(
        '[project.entry-points."commkit.plugins"]\nships = "commkit_ships"\n'
    )
    return tmp_path


def new_revision(project: Path, message: str = "first table", *more: str) -> CompletedProcess[str]:
    return commkit_alone("new-revision", "ships", message, *more, cwd=project)


def revisions(project: Path) -> dict[str, str]:
    files = sorted((project / "src/commkit_ships/migrations").glob("0*.py"))
    return {file.name: file.read_text() for file in files}


def change(project: Path, before: str, after: str) -> None:
    file = project / "src/commkit_ships/__init__.py"
    assert before in file.read_text()
    file.write_text(file.read_text().replace(before, after))


def test_the_first_the_next_and_nothing(project: Path) -> None:
    first = new_revision(project)
    assert first.returncode == 0, first.stderr
    assert revisions(project) == {
        "0001_first_table.py": '''"""First table."""

import sqlalchemy as sa
from alembic import op

from commkit.storage import Id, UtcDateTime, Words

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commkit_ships_boat",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("owner", Id(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("tags", Words(), nullable=False),
        sa.Column("hull", sa.String(length=16), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_ships_boat_owner", "commkit_ships_boat", ["community_id", "owner", "id"], unique=False
    )
'''
    }
    nothing = new_revision(project, "again")
    assert (nothing.returncode, "nothing changed" in nothing.stdout) == (0, True)
    assert list(revisions(project)) == ["0001_first_table.py"]
    told = json.loads(new_revision(project, "again", "--json").stdout)
    assert told == {"plugin": "ships", "revision": None}

    change(project, "    # more", "    log: Annotated[str | None, Personal(of='owner', max=9)]")
    change(project, 'index=["owner"]', 'index=["owner", "name"]')
    told = json.loads(new_revision(project, "Keep a log, by name!", "--json").stdout)
    assert (told["revision"], Path(told["file"]).name) == ("0002", "0002_keep_a_log_by_name.py")
    text = revisions(project)["0002_keep_a_log_by_name.py"]
    assert 'revision = "0002"\ndown_revision = "0001"\n' in text
    assert 'op.add_column("commkit_ships_boat", sa.Column("log", sa.Text(), nullable=True))' in text
    assert "ix_commkit_ships_boat_name" in text
    assert "create_table" not in text
    assert "from commkit" not in text, "nothing that is not used"
    assert "nothing changed" in new_revision(project, "again").stdout


def test_what_deletes_data_is_told(project: Path) -> None:
    new_revision(project)
    change(project, "    tags: tuple[str, ...]\n", "")
    done = new_revision(project, "no tags")
    assert done.returncode == 0, done.stderr
    assert "deletes data" in done.stderr
    assert "commkit_ships_boat.tags" in done.stderr
    assert "nothing changed" in new_revision(project, "again").stdout


def test_a_change_of_type_is_made_on_sqlite_too(project: Path) -> None:
    new_revision(project)
    change(project, "max=80", "max=200")
    done = new_revision(project, "longer names")
    assert done.returncode == 0, done.stderr
    assert "batch_alter_table" in revisions(project)["0002_longer_names.py"]
    assert "nothing changed" in new_revision(project, "again").stdout


def test_a_column_that_rows_cannot_get_is_refused(project: Path) -> None:
    new_revision(project)
    change(project, "    # more", "    length: int")
    done = new_revision(project, "length", "--json")
    error = json.loads(done.stdout)["error"]
    assert (done.returncode, error["code"]) == (1, "cli.impossible_change")
    assert "`X | None`" in error["message"]
    assert list(revisions(project)) == ["0001_first_table.py"]


def test_it_is_found_from_elsewhere(project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    done = commkit_alone(
        "new-revision", "ships", "first", "--project", str(project), cwd=tmp_path_factory.mktemp("elsewhere")
    )
    assert done.returncode == 0, done.stderr
    assert list(revisions(project)) == ["0001_first.py"]


@pytest.mark.parametrize(
    ("name", "message", "code"),
    [
        ("nothing", "first", "cli.no_plugin"),
        ("ships", "", "cli.bad_message"),
        ("ships", "...", "cli.bad_message"),
        ("ships", "größer", "cli.bad_message"),
    ],
)
def test_wrong_words_are_one_sentence(project: Path, name: str, message: str, code: str) -> None:
    done = commkit_alone("new-revision", name, message, "--json", cwd=project)
    assert (done.returncode, json.loads(done.stdout)["error"]["code"]) == (1, code)
    assert revisions(project) == {}


def test_a_plugin_without_tables_has_no_migrations(project: Path) -> None:
    change(project, 'tables=boat.metadata, migrations="commkit_ships.migrations"', "")
    done = new_revision(project, "first", "--json")
    assert json.loads(done.stdout)["error"]["code"] == "cli.no_tables"


def test_a_plugin_that_is_broken_says_why(project: Path) -> None:
    change(project, "Annotated[MemberId, Person()]", "MemberId")
    done = new_revision(project, "first", "--json")
    error = json.loads(done.stdout)["error"]
    assert (error["code"], error["plugin"]) == ("runtime.record_unfit", "ships")
    change(project, "from attrs import frozen", "import no_such_module")
    assert json.loads(new_revision(project, "first", "--json").stdout)["error"]["code"] == "cli.broken_plugin"


def test_what_is_written_without_ruff_is_whole(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'fresh.db'}")
    found = changes_of(engine, [kudos.given.metadata], prefix="commkit_kudos_")
    texts = []
    for tool in (shutil.which, lambda *_, **__: None):
        monkeypatch.setattr(shutil, "which", tool)
        texts.append(revision_source(found, "first table", revision="0001", after=None))
    assert ast.dump(ast.parse(texts[0])) == ast.dump(ast.parse(texts[1]))
    assert max(map(len, texts[0].splitlines())) <= 110
    engine.dispose()


def test_a_condition_with_a_quoted_word_stays_as_it_is(tmp_path: Path) -> None:
    metadata = sa.MetaData()
    boat = sa.Table("commkit_ships_boat", metadata, sa.Column("id", sa.Integer, primary_key=True))
    boat.append_column(sa.Column("state", sa.String(16), nullable=False))
    sa.Index("ix_commkit_ships_boat_sunk", boat.c.id, sqlite_where=sa.text("state = 'sunk'"))
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'fresh.db'}")
    found = changes_of(engine, [metadata], prefix="commkit_ships_")
    source = revision_source(found, "first table", revision="0001", after=None)
    engine.dispose()
    ast.parse(source)
    assert """sa.text("state = 'sunk'")""" in source
