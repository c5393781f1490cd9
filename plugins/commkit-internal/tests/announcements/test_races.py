"""Two workers remind, tell managers and make copies once."""

from datetime import timedelta
from typing import Any

import pytest

from commkit.notifications import ListInbox
from commkit_articles import ListArticles
from commkit_internal import AcknowledgeAnnouncement, Frequency, ReadMustRead, SetRecurrence
from commkit_internal.announcements.recurring.records import Recurrence
from tests.processes import at_once_in_processes

PRELUDE = """
from uuid import UUID
from commkit_internal import AcknowledgeAnnouncement, CorrectAnnouncement, Internal
from commkit_internal.jobs import CopyAnnouncement, RemindReaders

def kit_of(url, clock):
    return Kit(url, plugins=[Internal()], clock=clock)

def name(result):
    return type(result).__name__
"""
WITHOUT_LOCK = """
from sqlalchemy import select
from commkit.storage import statement
from commkit_internal.announcements.reminders import statements as sql
from commkit_internal.tables import must_read

sql.LOCK = statement(lambda: select(must_read.c.id).limit(1))
"""
COPIED_WITHOUT_LOCK = """
from sqlalchemy import bindparam, select
from commkit.storage import Id, statement
from commkit_internal import Recurrence
from commkit_internal.announcements.recurring import statements as sql
from commkit_internal.tables import recurrence

sql.LOCKED = statement(
    lambda: select(*(recurrence.c[name] for name in Recurrence.__annotations__)).where(
        recurrence.c.community_id == bindparam("community_id"), recurrence.c.id == bindparam("id", type_=Id)
    ),
    into=Recurrence,
)
"""


def remind_at_once(town: Any, **how: str) -> list[str]:
    """Two rounds of reminders of one announcement, each in a process of its own; how many each reminded."""
    unit = town.unit("Sales", manager=town.member("cid"))
    town.place("ada", unit.id)
    post = town.must_read(units=(unit.id,))
    must = town.ask("ada", ReadMustRead(post.id))
    town.clock.advance(timedelta(days=8))
    work = ("SYSTEM", f"session.do(RemindReaders(ids[0], {must.version}))")
    return at_once_in_processes(town, PRELUDE, [work, work], ids=[must.id], **how)


def notified(town: Any, name: str) -> list[str]:
    page = town.ask(name, ListInbox(limit=100))
    return [item.kind for item in page.items for _ in range(item.count) if item.kind.startswith("internal.")]


@pytest.mark.slow
def test_two_rounds_at_once_remind_once(town: Any) -> None:
    assert sorted(remind_at_once(town)) == ["0", "1"]
    assert notified(town, "ada") == ["internal.must_read"]
    assert notified(town, "cid") == notified(town, "pat") == ["internal.must_read_overdue"]


@pytest.mark.slow
@pytest.mark.postgres
def test_control_without_the_lock_they_remind_twice(postgres_town: Any) -> None:
    """SQLite has one writer at a time, with the lock and without."""
    outcome = remind_at_once(postgres_town, patch=WITHOUT_LOCK, hold="INTO commkit_notification ")
    assert outcome == ["1", "1"]


@pytest.mark.slow
def test_two_workers_remind_once(town: Any) -> None:
    post = town.must_read()
    town.do("bob", AcknowledgeAnnouncement(post.id, 1))
    town.clock.advance(timedelta(days=8))
    at_once_in_processes(town, PRELUDE, [("worker", ""), ("worker", "")])
    town.kit.worker().drain()
    assert notified(town, "ada") == ["internal.must_read"]
    assert notified(town, "bob") == []
    assert notified(town, "pam") == ["internal.must_read_overdue", "internal.must_read"]


def copy_at_once(town: Any, **how: str) -> list[str]:
    """The next copy of an announcement that recurs, made by two processes."""
    article = town.approved()
    made: Recurrence = town.do(
        "pat",
        SetRecurrence(article.id, Frequency.WEEKLY, "2026-03-09T09:00", "Europe/Vienna", publishes=True),
    )
    town.clock.advance(timedelta(days=8))
    work = ("pat", "name(session.do(CopyAnnouncement(ids[0], 0)))")
    return at_once_in_processes(town, PRELUDE, [work, work], ids=[made.id], **how)


@pytest.mark.slow
def test_a_copy_is_made_once(town: Any) -> None:
    assert sorted(copy_at_once(town)) == ["Article", "internal.copy_made"]
    town.kit.worker().drain()
    assert len(town.ask("ada", ListArticles()).items) == 1


@pytest.mark.slow
@pytest.mark.postgres
def test_control_without_the_lock_it_is_made_twice(postgres_town: Any) -> None:
    outcome = copy_at_once(postgres_town, patch=COPIED_WITHOUT_LOCK, hold="UPDATE commkit_scheduled")
    assert outcome == ["Article", "Article"]
