"""A Kit with the types of these tests, and the shortest way to import tables of a dump."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from commkit import Kit
from commkit.importers.stackexchange import ImportReport
from tests.importers.dumps import Rows, RunImport, Types, import_into, write_dump
from tests.sample import new_kit


@pytest.fixture
def kit(url: str) -> Iterator[Kit]:
    with closing(new_kit(url, Types())) as made:
        yield made


@pytest.fixture
def run_import(kit: Kit, tmp_path: Path) -> RunImport:
    """Import tables of a dump into the community `town`, by default one of the type `archive`."""

    def work(into: str = "archive", batch: int = 500, **tables: Rows) -> ImportReport:
        return import_into(kit, write_dump(tmp_path / "town", **tables), into=into, batch=batch)

    return work
