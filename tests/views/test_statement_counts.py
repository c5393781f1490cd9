"""A view takes as many statements for a hundred rows as for one, on both databases."""

from contextlib import closing
from typing import Any

from commkit import Query
from commkit.posts import ReadPost
from commkit.testing.kits import capture_statements
from tests.meta.suites import kit_of_all
from tests.views.counting import QUERIES, READER, Full, fill, full_kit

SIZES = (1, 20, 100)
AT_MOST = 15
"""Statements of a view, with the look-up of the session, whatever it shows."""


def rows_of(answer: Any) -> int:
    return len(answer.items)


def counts_of(full: Full, name: str) -> dict[int, tuple[int, int]]:
    """By the limit that was asked for: how many rows came, and how many statements it took."""
    found = {}
    for size in SIZES:
        query: Query[Any] = QUERIES[name](full, size)
        with full.kit.session(READER, "town", read_only=True) as session:
            session.ask(query)  # so that the first one's check of the version is in no count
        with (
            capture_statements(full.kit) as statements,
            full.kit.session(READER, "town", read_only=True) as session,
        ):
            found[size] = (rows_of(session.ask(query)), len(statements))
    return found


def test_views_take_as_many_statements_for_a_hundred_rows_as_for_one(url: str) -> None:
    with closing(full_kit(url)) as kit:
        full = fill(kit, max(SIZES))
        check_counts(full)


def check_counts(full: Full) -> None:
    for name in QUERIES:
        counts = counts_of(full, name)
        assert [rows for rows, _ in counts.values()] == list(SIZES), name
        assert len({count for _, count in counts.values()}) == 1, (name, counts)
        assert counts[1][1] <= AT_MOST, (name, counts)


def test_control_a_statement_for_each_row_is_counted(sqlite_url: str) -> None:
    with closing(full_kit(sqlite_url)) as kit:
        full = fill(kit, 3)
        with capture_statements(kit) as statements, kit.session(READER, "town") as session:
            page = session.ask(QUERIES["thread"](full, 3))
            before = len(statements)
            for item in page.items:
                session.ask(ReadPost(item.post.id))
        assert len(statements) == before + 3


def test_every_view_is_counted() -> None:
    with closing(kit_of_all()) as kit:
        views = {
            cls
            for name, cls in kit.registry.messages.items()
            if ".view_" in name and cls.__module__.startswith("commkit.")  # plugins count their own
        }
        full = Full(kit, Nothing())
        assert {type(make(full, 1)) for make in QUERIES.values()} == views


class Nothing:
    """Stands for the thread of a community that is not there."""

    id = None
