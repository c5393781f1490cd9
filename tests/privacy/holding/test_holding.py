"""Whatever row a feature holds, whatever it holds it by: it is as it was until it is released, and erased then."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import ColumnElement, exists, func, select, update

from commkit import Feature, Kit
from commkit.communities import community
from commkit.posts import CreateThread, EditPost, post
from commkit.privacy import CompleteErasure, ErasePerson, ErasureResult
from commkit.runtime.model.errors import Denied
from commkit.runtime.sessions.composition import SYSTEM
from commkit.runtime.storage.tables import idempotency, scheduled_command
from commkit.testing.clock import ManualClock
from tests.helpers import assert_refused, do, member_id
from tests.privacy.erasure.person import CANARY, KEY, traces
from tests.runtime.plugins import club
from tests.sample import create_community, new_kit

DAY = timedelta(days=1)
HELD = ("commkit_audit", "commkit_idempotency", "commkit_post", "commkit_revision")


def in_held_town(row: Any) -> ColumnElement[bool]:
    """Everything in a community is held while it is called so."""
    return (
        exists()
        .where(community.c.community_id == row.c.community_id, community.c.title == "Held")
        .correlate_except(community)
    )


def set_title(kit: Kit, title: str) -> None:
    with kit.database.engine.begin() as connection:
        connection.execute(update(community).values(title=title).where(community.c.slug == "town"))


def rows(kit: Kit) -> dict[str, list[Any]]:
    """What there is in two of the held tables."""
    with kit.database.engine.connect() as connection:
        return {
            table.name: sorted(map(repr, connection.execute(select(table)))) for table in (post, idempotency)
        }


def waiting(kit: Kit) -> int:
    with kit.database.engine.connect() as connection:
        count = select(func.count()).select_from(scheduled_command)
        found: int = connection.scalar(count.where(scheduled_command.c.done_at.is_(None))) or 0
        return found


def erase(kit: Kit) -> ErasureResult:
    return do(kit, SYSTEM, None, ErasePerson(KEY))


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2026, 3, 2, tzinfo=UTC))


@pytest.fixture
def kit(url: str, clock: ManualClock) -> Iterator[Kit]:
    hold = Feature("club.hold", holds=dict.fromkeys(HELD, in_held_town))
    retention = {"revisions": DAY, "audit": DAY, "idempotency_keys": DAY}
    with closing(new_kit(url, club(hold), clock=clock, retention=retention)) as made:
        for slug in ("town", "other"):
            create_community(made, slug, members=(KEY,))
            with made.session(KEY, slug, idempotency_key=f"retry-{CANARY}") as session:
                asked = session.do(CreateThread(kind="question", title="Why?", body=f"I {CANARY}."))
            do(made, KEY, slug, EditPost(post=asked.id, version=asked.version, body=f"Still {CANARY}."))
        set_title(made, "Held")
        yield made


def test_held_rows_stay_whole_where_they_are_held_and_are_told_of(kit: Kit) -> None:
    me, before = member_id(kit, KEY), rows(kit)
    result = erase(kit)
    (held,) = result.held
    assert held.rows == 3, "the key, the post and its earlier version; the log has no words of theirs"
    after = rows(kit)
    for table, lines in before.items():
        assert len([line for line in lines if line in after[table]]) == 1, "that of the other town is gone"
    assert {line.partition(":")[0] for line in traces(kit)} <= {*HELD, "commkit_scheduled_command"}
    assert result.member == me


def test_once_they_are_released_nothing_is_left(kit: Kit, clock: ManualClock) -> None:
    erase(kit)
    clock.advance(DAY)
    kit.worker().drain()
    assert traces(kit), "it is still held"
    assert waiting(kit) == 1, "and looked at again tomorrow"
    set_title(kit, "Released")
    clock.advance(DAY)
    kit.worker().drain()
    assert waiting(kit) == 0
    clock.advance(3 * DAY)
    kit.purge()
    left = [line for line in traces(kit) if not line.startswith("commkit_scheduled_command")]
    assert left == []


def test_no_retention_deletes_what_is_held(kit: Kit, clock: ManualClock) -> None:
    clock.advance(9 * DAY)
    kit.purge()
    before = rows(kit)["commkit_idempotency"]
    assert len(before) == 1
    set_title(kit, "Released")
    clock.advance(DAY)
    kit.purge()
    assert rows(kit)["commkit_idempotency"] == []


def test_without_anything_held_nothing_waits(kit: Kit) -> None:
    set_title(kit, "Town")
    assert erase(kit).held == ()
    assert waiting(kit) == 0
    assert traces(kit) == []


def test_nobody_but_the_host_completes_an_erasure(kit: Kit) -> None:
    member = member_id(kit, KEY)
    with assert_refused(Denied, "runtime.not_permitted"):
        do(kit, KEY, "town", CompleteErasure(member))
