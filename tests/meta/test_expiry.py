"""Every column that holds ids of posts is reached when these expire, or it is written down why it is not.

Which columns these are is told by their names, and by a history in which every command is sent: a column in which an id
of a post stands then.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing

import pytest
from sqlalchemy import Column, MetaData, String, Table

from commkit import Feature, Kit
from commkit.posts import post
from commkit.posts.expiry.statements import in_threads
from commkit.privacy.forgetting.statements import reached_rows
from commkit.runtime.storage.personal import declared
from commkit.storage import COMMUNITY, Id, community_id, person, personal, plain
from commkit.testing.snapshots import tables_of
from tests.meta.history import History
from tests.meta.suites import kit_of_all
from tests.runtime.plugins import Plugin

NAMES = ("post", "thread", "question", "answer", "reply", "minutes", "duplicate", "original")
"""What a column is called that holds ids of posts; others begin or end with one of them, and `_`."""
NOTHING = "it holds nothing of what was written"
SAYS_WHY = "it says why somebody was moderated, and goes with the person whom it is about"
NOT_REACHED = {
    "commkit_case.object": NOTHING,
    "commkit_decision.object": SAYS_WHY,
    "commkit_report.object": SAYS_WHY,
    "commkit_search_entry.object": "the search deletes its entry with `PostsHidden`",
    "commkit_notification.object": NOTHING,
    "commkit_inbox.bundle": NOTHING,
    "commkit_panel_finding.duplicate_of": "it is a finding, not a post",
    "commkit_untold.post": NOTHING,
    "commkit_slow_mode.thread": NOTHING,
    "commkit_thread_slow_mode.thread": NOTHING,
    "commkit_occurrence.thread": "the event that has the thread stays",
    "commkit_audit.result": NOTHING,
    "commkit_developer_post_review.post": NOTHING,
    "commkit_internal_held_thread.thread": NOTHING,
}
"""Columns that hold ids of posts and are not reached, each with the reason."""


def of_posts(tables: Sequence[Table], history: History) -> set[str]:
    """The columns that hold ids of posts."""
    return {
        str(column)
        for table in tables
        for column in table.columns
        if str(column) in history.of_posts or (_is_id(column) and _is_called_so(column.name))
    }


def _is_id(column: Column[object]) -> bool:
    about = declared(column)
    return isinstance(column.type, Id) and about is not None and not about.names


def _is_called_so(name: str) -> bool:
    return any(name == its or name.startswith(f"{its}_") or name.endswith(f"_{its}") for its in NAMES)


def unreached(kit: Kit, history: History) -> list[str]:
    """The columns that hold ids of posts in tables that expiry does not reach, and of which nobody says why."""
    tables = list(tables_of(kit))
    reached = {table.name for table in reached_rows(post, in_threads(post), tables)}
    return sorted(
        column
        for column in of_posts(tables, history)
        if column.partition(".")[0] not in reached and column not in NOT_REACHED
    )


@pytest.fixture(scope="module")
def kit() -> Iterator[Kit]:
    with closing(kit_of_all()) as made:
        yield made


def test_every_column_that_holds_ids_of_posts_is_reached(kit: Kit, history: History) -> None:
    assert unreached(kit, history) == []


def test_what_is_written_down_is_there_and_not_reached(kit: Kit, history: History) -> None:
    tables = list(tables_of(kit))
    reached = {table.name for table in reached_rows(post, in_threads(post), tables)}
    assert NOT_REACHED.keys() <= of_posts(tables, history)
    assert not {column for column in NOT_REACHED if column.partition(".")[0] in reached}


def test_control_a_column_that_says_nothing_is_reported(history: History) -> None:
    metadata = MetaData()
    for name, words in (("note", {}), ("remark", {"refers": post})):
        Table(
            f"commkit_odd_{name}",
            metadata,
            community_id(),
            Column("post", Id, primary_key=True, info=plain("The post.", **words)),
            Column("by", Id, info=person("Who wrote it.")),
            Column("text", String(100), nullable=False, info=personal("What they wrote.", of="by")),
            info=COMMUNITY,
        )
    odd = Feature("odd.notes", tables=metadata, migrations="tests.testing.no_revisions")
    with closing(kit_of_all(Plugin([odd]))) as kit:
        assert unreached(kit, history) == ["commkit_odd_note.post"]


def test_control_the_history_finds_columns_whose_names_tell_nothing(history: History) -> None:
    assert {"commkit_case.object", "commkit_search_entry.object"} <= history.of_posts
