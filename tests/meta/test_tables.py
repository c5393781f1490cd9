"""Every table is exported, erased and copied by a generated suite, or by a history in which every command is sent."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from commkit import Kit
from commkit.testing.person_data import person_columns_of
from commkit.testing.snapshots import tables_of
from tests.meta.fakes import FakePlugin
from tests.meta.history import History
from tests.meta.suites import COPIES, PERSON_DATA, Covered, kit_of_all


def uncovered_columns(kit: Kit, history: History) -> list[str]:
    """The columns that name people, and are tried neither with rows of the suite nor in the history."""
    tried = Covered(kit).tables(PERSON_DATA)
    columns = person_columns_of(list(tables_of(kit)))
    return sorted(
        str(column)
        for column in columns
        if column.table.name not in tried and str(column) not in history.columns
    )


def uncopied(kit: Kit) -> list[str]:
    """The tables of which no suite copies a row."""
    return sorted({table.name for table in tables_of(kit)} - Covered(kit).tables(COPIES))


@pytest.fixture(scope="module")
def kit() -> Iterator[Kit]:
    with closing(kit_of_all()) as made:
        yield made


def test_what_every_table_holds_about_people_is_exported_and_erased(kit: Kit, history: History) -> None:
    assert uncovered_columns(kit, history) == []


def test_rows_of_every_table_are_copied(kit: Kit) -> None:
    assert uncopied(kit) == []


def test_control_an_uncovered_table_is_reported(history: History) -> None:
    with closing(kit_of_all(FakePlugin())) as kit:
        assert uncovered_columns(kit, history) == ["commkit_fake_note.author"]
        assert uncopied(kit) == ["commkit_fake_note"]


def test_control_the_history_names_the_person_in_most_columns(history: History) -> None:
    assert len(history.columns) > len(history.person_columns) * 0.7
