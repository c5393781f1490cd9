"""A community with a row in every table and with awkward values, and empty databases to copy it to."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import insert, update

from commkit import Kit
from commkit.posts import CreateReply, CreateThread, post
from commkit.runtime.model.clock import EPOCH, MICROSECOND
from commkit.runtime.storage.pages import EARLIEST, LATEST
from commkit.runtime.storage.tables import audit, idempotency, outbox
from commkit.spaces import CreateSpace
from commkit.testing.clock import ManualClock
from commkit.testing.copies import insert_rows
from commkit.testing.snapshots import tables_of
from commkit_support import Support
from tests.helpers import do
from tests.sample import OWNER, create_community, new_kit

NOW = datetime(2031, 2, 3, 4, 5, 6, 7, tzinfo=UTC)
AWKWARD = (
    "",
    "\\N",
    "\\.",
    "tab\there, line\nthere, \r\n, back\\slash \\t \\x41",
    "Stra\u00dfe \u6570\u636e\u5e93 \u0939\u093f\u0928\u094d\u0926\u0940 \U0001f469\u200d\U0001f680",
    "e\u0301 \u00e9 \u202eright to left\u202c \ufeff\ufffd\uffff",
    "\x01\x1f\x7f\u0085\u2028",
    '\'; DROP TABLE "x"; -- %s %(x)s :x ?',
    " spaces at both ends ",
)
"""Texts that are written down in other ways than others."""


def open_kit(url: str, **options: Any) -> Kit:
    """A Kit with the type `forum` and the plugin Support, whose time stands still; whoever opens it closes it."""
    support = Support(no_help_desk_reason="tests answer")
    return new_kit(url, support, clock=ManualClock(NOW), **options)


@pytest.fixture(scope="session")
def _filled_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("filled") / "town.db"
    with closing(open_kit(f"sqlite:///{file}")) as kit:
        kit.migrate()
        fill(kit)
    return file


def fill(kit: Kit) -> None:
    """Fill an empty database."""
    town = create_community(kit, members=("ada", "bob"))
    do(kit, OWNER, "town", CreateSpace(slug="back-room", title="Back room"))
    for number in range(30):
        thread = do(
            kit,
            ("ada", "bob")[number % 2],
            "town",
            CreateThread(kind="question", title=f"Zebra {number}", body="Why?", tags=("stripes",)),
        )
        do(kit, "bob", "town", CreateReply(thread.id, body=f"Because zebra {number}."))
    insert_rows(kit, town.id, list(tables_of(kit)))
    with kit.database.engine.begin() as connection:
        rows = connection.execute(post.select()).mappings().all()
        for text, row in zip((*AWKWARD, "long " * 100_000), rows, strict=False):
            connection.execute(update(post).where(post.c.id == row["id"]).values(body=text))
        one = connection.execute(audit.select()).mappings().first()
        for number, at in enumerate((EARLIEST, LATEST, EPOCH - MICROSECOND)):
            row = {**(one or {}), "id": UUID(int=number), "at": at, "member": None}
            connection.execute(insert(audit).values(row))
        kept = connection.execute(idempotency.select()).mappings().first()
        for text in AWKWARD:
            connection.execute(insert(idempotency).values({**(kept or {}), "key": text}))
        assert connection.execute(outbox.select()).first()


@pytest.fixture
def source_url(_filled_file: Path, tmp_path: Path) -> str:
    """The URL of a SQLite file with a row in every table."""
    file = tmp_path / "source.db"
    shutil.copy(_filled_file, file)
    return f"sqlite:///{file}"


@pytest.fixture
def source(source_url: str) -> Iterator[Kit]:
    """A Kit on it."""
    with closing(open_kit(source_url)) as kit:
        yield kit


@pytest.fixture
def target_file(tmp_path: Path) -> str:
    """The URL of a SQLite file that is not there."""
    return f"sqlite:///{tmp_path / 'target.db'}"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=[pytest.mark.postgres, pytest.mark.slow])])
def target_url(request: pytest.FixtureRequest) -> str:
    """The URL of an empty database, SQLite and PostgreSQL in turn."""
    found: str = request.getfixturevalue("target_file" if request.param == "sqlite" else "postgres_url")
    return found
