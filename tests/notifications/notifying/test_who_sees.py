"""The fan-out and the reading agree: who gets a row is who may see the object, for each role, status and trust."""

from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from sqlalchemy import select, update

from commkit import Kit
from commkit.members import AddGroupMember, AddMember, membership
from commkit.notifications.tables import inbox, notification
from commkit.posts import Post, RemovePost
from commkit.testing.clock import ManualClock
from commkit.testing.contexts import context_of
from tests.audience_town import GUILD, OPEN, WALLED, create_audience_town, open_thread
from tests.helpers import do
from tests.notifications.setup import id_of, ring
from tests.sample import OWNER

PLACE = "isle"

ROLES = ("member", "steward", "owner", "a-role-that-the-type-lost")

STATUSES = ("active", "silenced", "suspended", "silenced until yesterday")


@pytest.fixture
def crowd(tower: Kit, clock: ManualClock) -> dict[str, Post]:
    """Threads of each kind, and members of each role and status, inside of the groups and outside."""
    town = create_audience_town(tower, type="tower", place=PLACE, replies=False)
    threads = dict(town.threads)
    for name in (OPEN, GUILD, WALLED):
        threads[f"removed {name}"] = open_thread(tower, "gone", None, PLACE)
        do(tower, OWNER, PLACE, RemovePost(threads[f"removed {name}"].id))
        _set_audience(tower, threads[f"removed {name}"], town.groups.get(name))
    for role, status, inside in product(ROLES, STATUSES, (True, False)):
        key = f"{role}/{status}/{inside}"
        made = do(tower, OWNER, PLACE, AddMember(key))
        for group in town.groups.values() if inside else ():
            do(tower, OWNER, PLACE, AddGroupMember(group, made.id))
        ran_out = clock() - timedelta(days=1) if "until" in status else None
        _set_member(tower, made.id, role=role, status=status.split()[0], restricted_until=ran_out)
    return threads


def _set_member(kit: Kit, id: Any, **values: Any) -> None:
    with kit.database.engine.begin() as connection:
        connection.execute(update(membership).where(membership.c.id == id).values(**values, trust_level=1))


def _set_audience(kit: Kit, thread: Post, audience: Any) -> None:
    from commkit.posts import post  # noqa: PLC0415

    with kit.database.engine.begin() as connection:
        connection.execute(update(post).where(post.c.id == thread.id).values(audience=audience))


def members() -> list[str]:
    return [f"{role}/{status}/{inside}" for role, status, inside in product(ROLES, STATUSES, (True, False))]


def test_who_gets_a_row_is_who_may_see(tower: Kit, crowd: dict[str, Post]) -> None:
    expected, got = set(), set()
    for name, thread in crowd.items():
        ring(tower, *members(), about=thread, place=PLACE)
        rows = _receivers(tower, thread)
        got |= {(name, key) for key in members() if id_of(tower, key, PLACE) in rows}
    for key in members():
        with tower.session(key, PLACE, read_only=True) as session:
            visible = context_of(session).visible_ids(Post, {thread.id for thread in crowd.values()})
        expected |= {(name, key) for name, thread in crowd.items() if thread.id in visible}
    assert got == expected
    seen = {name: sum(known == name for known, _ in expected) for name in crowd}
    assert seen[OPEN] == len(members()), "the controls: all see what is open, fewer what has an audience"
    assert len(members()) > seen[GUILD] > seen[WALLED] == len(members()) // 2
    assert seen["removed guild"] > seen["removed walled"] > 0


def _receivers(kit: Kit, thread: Post) -> set[Any]:
    told = (
        select(inbox.c.member)
        .select_from(inbox.join(notification, inbox.c.notification == notification.c.id))
        .where(notification.c.object == thread.id, notification.c.kind == "bells.rang")
    )
    with kit.database.engine.connect() as connection:
        return set(connection.execute(told).scalars())
