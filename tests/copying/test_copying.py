"""A copy has every row, on either engine and back, and answers whatever is asked as the original does."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from attrs import evolve
from sqlalchemy import func, select, text

from commkit import SYSTEM, Kit, Query
from commkit.communities import ReadCommunity
from commkit.copying import CopyReport, copy_database
from commkit.posts import CreateThread, ListThreads
from commkit.search import SearchContent
from commkit.testing.copies import copy_differences
from commkit.testing.histories import World
from commkit.testing.query_answers import fill_query, json_pages
from commkit.testing.snapshots import tables_of
from tests.copying.conftest import open_kit
from tests.helpers import ask, do
from tests.sample import create_community, new_kit

READERS = ("owner", "ada", "stranger", None, SYSTEM)


def row_count(kit: Kit) -> int:
    with kit.database.engine.connect() as connection:
        return sum(
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in tables_of(kit)
        )


def assert_same_rows(one: Kit, other: Kit) -> None:
    assert copy_differences(one, other, list(tables_of(one))) == []


def world_of(kit: Kit) -> World:
    """The town with the ids that are in it."""
    with kit.session(SYSTEM, "town", read_only=True) as session:
        world = World(kit, session.ask(ReadCommunity()), {}, {"text": ["zebra", '"because zebra"', "why"]})
        world.remember_ids(session.ask(ListThreads(limit=100)))
    return world


def questions(world: World) -> Iterator[Query[Any]]:
    """Every query that can be sent in this world, with a few values of each field."""
    for name in sorted(world.kit.registry.messages):
        message = world.kit.registry.messages[name]
        if issubclass(message, Query):
            yield from fill_query(message, world, ("zebra", "x"))


def assert_same_answers(one: Kit, other: Kit) -> None:
    world = world_of(one)
    asked = list(questions(world))
    assert len(asked) > 200
    twin = evolve(world, kit=other)
    different = [
        (reader, query)
        for query in asked
        for reader in READERS
        if json_pages(world, reader, query) != json_pages(twin, reader, query)
    ]
    assert different == []


def check_report(report: CopyReport, kit: Kit) -> None:
    assert report.unequal == ()
    assert report.rows == row_count(kit)
    assert {table.name for table in report.tables} == {table.name for table in tables_of(kit)}


def test_every_row_is_copied(source: Kit, target_url: str) -> None:
    report = copy_database(source, target_url, batch=7)
    check_report(report, source)
    assert report.copied == report.rows
    assert all(table.rows for table in report.tables), "there was something of each"
    with closing(open_kit(target_url)) as target:
        target.check()
        assert_same_rows(source, target)
        entries = next(table.rows for table in report.tables if table.name == "commkit_search_entry")
        assert report.indexed == entries >= 60


@pytest.mark.slow
def test_every_question_has_the_same_answer(source: Kit, target_url: str) -> None:
    copy_database(source, target_url)
    with closing(open_kit(target_url)) as target:
        assert_same_answers(source, target)


@pytest.mark.slow
@pytest.mark.postgres
def test_a_copy_of_a_copy_is_the_original(source: Kit, postgres_url: str, target_file: str) -> None:
    there = copy_database(source, postgres_url)
    with closing(open_kit(postgres_url)) as between:
        back = copy_database(between, target_file, batch=50)
    assert {table.name: table.checksum for table in back.tables} == {
        table.name: table.checksum for table in there.tables
    }
    with closing(open_kit(target_file)) as target:
        assert_same_rows(source, target)
        assert_same_answers(source, target)
        with target.database.engine.connect() as connection:
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
            assert connection.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"


@pytest.mark.postgres
def test_what_is_written_in_postgresql_is_found_in_the_same_order_in_sqlite(
    migrated_postgres_url: str, target_file: str
) -> None:
    with closing(new_kit(migrated_postgres_url)) as kit:
        create_community(kit, members=("ada",))
        with kit.session("ada", "town") as session:  # at one time, so that their numbers are the same
            for number in range(5):
                session.do(CreateThread(kind="question", title=f"Zebra {number}", body="x"))
        copy_database(kit, target_file)
        wanted = ask(kit, "ada", "town", SearchContent("zebra", order="newest")).hits
    with closing(new_kit(target_file)) as copied:
        assert ask(copied, "ada", "town", SearchContent("zebra", order="newest")).hits == wanted
        assert len(wanted) == 5
        do(copied, "ada", "town", CreateThread(kind="question", title="Zebra new", body="x"))
        assert len(ask(copied, "ada", "town", SearchContent("zebra")).hits) == 6


def test_a_finished_copy_takes_nothing(source: Kit, target_url: str) -> None:
    first = copy_database(source, target_url)
    with closing(open_kit(target_url)) as target:
        do(target, "ada", "town", CreateThread(kind="question", title="In use", body="x"))
        rows = row_count(target)
        again = copy_database(source, target_url)
        assert row_count(target) == rows
    assert again.copied == 0
    assert again == evolve(first, tables=tuple(evolve(table, copied=0) for table in first.tables))


def test_life_goes_on_in_the_copy(source: Kit, target_url: str) -> None:
    copy_database(source, target_url)
    with closing(open_kit(target_url)) as target:
        made = do(target, "ada", "town", CreateThread(kind="question", title="Okapi", body="x"))
        assert [hit.object for hit in ask(target, "bob", "town", SearchContent("okapi")).hits] == [made.id]
        target.worker().drain()


def test_it_tells_how_far_it_is(source: Kit, target_file: str) -> None:
    told: list[tuple[str, int, int]] = []
    report = copy_database(source, target_file, progress=lambda *step: told.append(step), batch=20)
    posts = next(table.rows for table in report.tables if table.name == "commkit_post")
    assert all(0 <= done <= total for _, done, total in told)
    assert [step for step in told if step[0] == "copying commkit_post"][:2] == [
        ("copying commkit_post", 20, posts),
        ("copying commkit_post", 40, posts),
    ]
    assert ("comparing commkit_post", posts, posts) in told
    assert told[-1][0] == "indexing"


def test_keys_of_users_are_not_kept_with_the_progress(source: Kit, target_file: str) -> None:
    copy_database(source, target_file, batch=1)
    with closing(open_kit(target_file)) as target, target.database.engine.connect() as connection:
        query = "SELECT count(*) FROM commkit_copied_table WHERE position IS NOT NULL"
        assert connection.execute(text(query)).scalar_one() == 0
