"""A person is exported and erased in the tables of a plugin that is gone as if it were there; or the report says no."""

import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from commkit import Kit
from commkit.privacy import ErasePerson, ErasureResult, ExportPerson, PersonalData
from commkit.runtime.composing.left_tables import LeftTables
from tests.plugins.diary import Diary, WritePage, forget_declarations, rows
from tests.sample import create_community

SECRET = "Nobody may know"
Make = Callable[..., Kit]


@pytest.fixture
def town(make: Make) -> Kit:
    """A Kit with the plugin: ada wrote for bob, and bob for ada."""
    kit = make(Diary())
    kit.migrate()
    create_community(kit, "town", type="diary", members=("ada", "bob"))
    for author, other in (("ada", "bob"), ("bob", "ada")):
        with kit.session(author, "town") as session:
            session.do(WritePage(f"{SECRET}: {author}", (other,)))
    return kit


def export(kit: Kit, key: str) -> PersonalData:
    with kit.session(key, read_only=True) as lobby:
        return lobby.ask(ExportPerson())


def erase(kit: Kit, key: str) -> ErasureResult:
    with kit.session(key) as lobby:
        return lobby.do(ErasePerson())


def told_of(kit: Kit, key: str) -> list[str]:
    """The tables of ours that still have what the person wrote, or their key."""
    words = (f"{SECRET}: {key}", f"'{key}'")
    names = sa.inspect(kit.database.engine).get_table_names()
    return sorted(
        name for name in names if any(word in str(row) for word in words for row in rows(kit, name))
    )


def test_an_export_has_the_rows_of_a_plugin_that_is_gone(town: Kit, make: Make) -> None:
    before, after = export(town, "ada"), export(make(), "ada")
    assert after.rows["commkit_diary_page"][0]["body"] == f"{SECRET}: ada"
    assert after.rows["commkit_diary_reader"][0]["reader"] == "ada"
    assert after.purposes["commkit_diary_page"]["mood"] == "How they were."
    assert (after.rows, after.purposes, after.not_read) == (before.rows, before.purposes, ())
    assert "bob" not in json.dumps(town.dump(after.rows["commkit_diary_page"]))


def test_an_erasure_cleans_the_tables_of_a_plugin_that_is_gone(town: Kit, make: Make) -> None:
    assert {"commkit_diary_page", "commkit_diary_reader", "commkit_outbox"} <= set(told_of(town, "ada"))
    result = erase(make(), "ada")
    assert result.not_cleaned == ()
    assert result.facts_blanked == 1
    assert told_of(town, "ada") == []
    bodies = sorted(row[3] for row in rows(town, "commkit_diary_page"))
    assert bodies == [f"{SECRET}: bob", "[erased]"]
    assert [row[2] for row in rows(town, "commkit_diary_reader")] == ["bob"]
    with town.session("bob", "town") as session:  # and with the plugin all goes on
        session.do(WritePage("Who was that?"))


def test_control_without_the_declarations_it_would_stay(town: Kit, make: Make, monkeypatch: Any) -> None:
    nothing = LeftTables((), (), {})
    monkeypatch.setattr("commkit.privacy.erasure.handlers.left_tables", lambda *_: nothing)
    erase(make(), "ada")
    assert {"commkit_diary_page", "commkit_diary_reader", "commkit_outbox"} <= set(told_of(town, "ada"))


def test_the_same_is_removed_and_blanked_with_and_without_the_plugin(town: Kit, make: Make) -> None:
    with_it, without = erase(town, "ada"), erase(make(), "bob")
    for name in ("communities", "rows_removed", "rows_blanked", "facts_blanked", "agents", "not_cleaned"):
        assert getattr(with_it, name) == getattr(without, name), name


def test_what_nobody_declared_is_told_of_and_left(town: Kit, make: Make, caplog: Any) -> None:
    forget_declarations(town)
    kit = make()
    names = ("commkit_diary_page", "commkit_diary_reader", "commkit_diary_word")
    assert export(kit, "ada").not_read == names
    with caplog.at_level(logging.ERROR, "commkit"):
        result = erase(kit, "ada")
    assert result.not_cleaned == (*names, "diary.page_written")
    assert "commkit_diary_page" in caplog.text
    assert "commkit_diary_page" in told_of(town, "ada")
    assert result.communities == 1  # what is known is cleaned all the same
    assert "commkit_membership" not in told_of(town, "ada")


def test_after_the_removal_nothing_is_left_to_tell_of(town: Kit, make: Make) -> None:
    kit = make()
    kit.plugins.remove("diary")
    result = erase(kit, "ada")
    assert result.not_cleaned == ()
    assert told_of(kit, "ada") == []  # the facts, too, whose personal fields are still known


def test_declared_tables_that_are_not_there_are_passed_over(town: Kit, make: Make) -> None:
    with town.database.engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE commkit_diary_reader"))
    assert erase(make(), "ada").not_cleaned == ()
    assert [row[3] for row in rows(town, "commkit_diary_page") if "ada" in row[3]] == []


def test_with_all_plugins_nothing_is_looked_for_in_vain(town: Kit) -> None:
    assert export(town, "ada").not_read == ()
    assert erase(town, "ada").not_cleaned == ()
