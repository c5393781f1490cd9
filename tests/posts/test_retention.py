"""Read positions of those who left, drafts that nobody saves, earlier versions where the host says so."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from commkit import Kit
from commkit.members import JoinCommunity, LeaveCommunity
from commkit.posts import CreateDraft, CreateThread, EditPost, MarkAllRead, MarkRead, ScheduleDraft
from commkit.posts.drafts.tables import draft
from commkit.posts.read_positions.tables import read_mark, read_position
from commkit.posts.revisions.tables import revision
from commkit.testing.clock import ManualClock
from tests.helpers import do, member_id
from tests.retained import keep
from tests.runtime.purging.purges import DAY, count
from tests.sample import OWNER, create_community, new_kit


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2026, 1, 1, tzinfo=UTC))


@pytest.fixture
def town(url: str, clock: ManualClock) -> Iterator[Kit]:
    with closing(new_kit(url, clock=clock)) as kit:
        create_community(kit, members=["ada", "bob"])
        yield kit


def test_positions_of_those_who_left_go(town: Kit, clock: ManualClock) -> None:
    thread = do(town, OWNER, "town", CreateThread(kind="question", title="Why?", body="So."))
    for who in ("ada", "bob"):
        do(town, who, "town", MarkRead(thread.id))
        do(town, who, "town", MarkAllRead())
    ada = member_id(town, "ada")
    do(town, "bob", "town", LeaveCommunity())
    clock.advance(89 * DAY)
    town.purge()
    assert (count(town, read_position), count(town, read_mark)) == (2, 2), "bob may come back"
    clock.advance(2 * DAY)
    town.purge()
    with town.database.engine.connect() as connection:
        for table in (read_position, read_mark):
            assert connection.execute(select(table.c.member)).scalars().all() == [ada]
    do(town, "bob", "town", JoinCommunity())


def test_drafts_go_unless_they_are_scheduled_or_saved_since(town: Kit, clock: ManualClock) -> None:
    old = do(town, "ada", "town", CreateDraft(kind="question", title="Old", body="So."))
    late = do(town, "ada", "town", CreateDraft(kind="question", title="Late", body="So."))
    do(town, "ada", "town", ScheduleDraft(late.id, at=clock() + 400 * DAY))
    clock.advance(200 * DAY)
    new = do(town, "ada", "town", CreateDraft(kind="question", title="New", body="So."))
    town.purge()
    assert count(town, draft) == 3
    clock.advance(180 * DAY)
    town.purge()
    with town.database.engine.connect() as connection:
        left = set(connection.execute(select(draft.c.id)).scalars())
    assert left == {late.id, new.id}
    assert old.id not in left


def test_versions_go_only_where_the_host_says_so(town: Kit, clock: ManualClock) -> None:
    post = do(town, "ada", "town", CreateThread(kind="question", title="Why?", body="The first words."))
    do(town, "ada", "town", EditPost(post=post.id, version=post.version, body="Other words."))
    clock.advance(9_999 * DAY)
    town.purge()
    assert count(town, revision) == 1
    keep(town, revisions=30 * DAY)
    town.purge()
    assert count(town, revision) == 0


def test_a_scrubbed_file_holds_nothing_of_what_was_purged(sqlite_url: str, clock: ManualClock) -> None:
    file = Path(sqlite_url.removeprefix("sqlite:///"))

    def words() -> bool:
        return any(b"Unmistakable" in part.read_bytes() for part in file.parent.glob(f"{file.name}*"))

    with closing(new_kit(sqlite_url, clock=clock, retention={"revisions": DAY})) as kit:
        create_community(kit, members=["ada"])
        post = do(kit, "ada", "town", CreateThread(kind="question", title="Why?", body="Unmistakable words."))
        do(kit, "ada", "town", EditPost(post=post.id, version=post.version, body="Others."))
        clock.advance(9 * DAY)
        assert words()
        kit.purge()
        assert kit.scrub()
        assert not words()
