"""A Kit with the types of these tests, and the shortest way to bring tables of a dump in."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from commkit import Kit
from commkit.importers.stackexchange import ImportReport
from tests.importers.dumps import Bring, Rows, Types, bring_in, write_dump
from tests.sample import new_kit


@pytest.fixture
def kit(url: str) -> Iterator[Kit]:
    with closing(new_kit(url, Types())) as made:
        yield made


@pytest.fixture
def bring(kit: Kit, tmp_path: Path) -> Bring:
    """Import tables of a dump into the community `town`, by default one of the type `archive`."""

    def work(into: str = "archive", batch: int = 500, **tables: Rows) -> ImportReport:
        return bring_in(kit, write_dump(tmp_path / "town", **tables), into=into, batch=batch)

    return work
