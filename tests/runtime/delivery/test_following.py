"""Following a community by its outbox: each fact once, and none lost, also where commits come late."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from commkit import Fact, Kit
from commkit.posts import CreateThread, PostCreated
from commkit.runtime.delivery.following import WINDOW, Follower, time_of
from commkit.runtime.model.ids import CommunityId, FactId, Ids, first_id_from
from commkit.runtime.storage.tables import delivery, outbox
from tests.helpers import do
from tests.runtime.delivery.club import Clock
from tests.sample import OWNER, create_community

COMMAND = CreateThread(kind="question", title="Why?", body="I wonder.")


@pytest.fixture
def town(kit: Kit) -> CommunityId:
    return create_community(kit, members=("ada", "bob")).id


def follower(kit: Kit, town: CommunityId, *, window: timedelta = WINDOW) -> Follower:
    return Follower(kit.outbox(town), window=window)


def posts(facts: list[Fact]) -> int:
    return sum(isinstance(fact, PostCreated) for fact in facts)


def test_each_fact_is_given_once(kit: Kit, town: CommunityId) -> None:
    do(kit, "ada", "town", COMMAND)
    following = follower(kit, town)
    assert following.read() == [], "what happened before is no news"
    for _ in range(3):
        do(kit, "ada", "town", COMMAND)
        do(kit, "bob", "town", COMMAND)
        found = following.read()
        assert posts(found) == 2
        assert [fact.id for fact in found] == sorted(fact.id for fact in found if fact.id)
        assert following.read() == []


def test_other_communities_are_not_read(kit: Kit, town: CommunityId) -> None:
    create_community(kit, "village", members=("ada",))
    following = follower(kit, town)
    do(kit, "ada", "village", COMMAND)
    assert following.read() == []


def commit_late(kit: Kit, while_open: Callable[[], None]) -> None:
    """Ada's thread, whose facts have ids from before what happens meanwhile, and are committed after it."""
    with kit.session("ada", "town") as session:
        session.do(COMMAND)
        while_open()


@pytest.mark.postgres
def test_what_commits_late_is_not_lost(postgres_kit: Kit) -> None:
    kit, town = postgres_kit, create_community(postgres_kit, members=("ada", "bob")).id
    following, control = follower(kit, town), follower(kit, town, window=timedelta(0))
    counts = {"window": 0, "control": 0}

    def meanwhile() -> None:
        do(kit, "bob", "town", COMMAND)
        counts["window"] += posts(following.read())
        counts["control"] += posts(control.read())
        assert counts == {"window": 1, "control": 1}

    commit_late(kit, meanwhile)
    for _ in range(2):
        counts["window"] += posts(following.read())
        counts["control"] += posts(control.read())
    assert counts == {"window": 2, "control": 1}, "without a window Ada's thread is lost"


@pytest.mark.postgres
def test_who_joins_while_a_commit_is_late_gets_it(postgres_kit: Kit) -> None:
    kit, town = postgres_kit, create_community(postgres_kit, members=("ada", "bob")).id
    with ExitStack() as late:
        session = late.enter_context(kit.session("ada", "town"))
        session.do(COMMAND)
        (fact,) = [fact for fact in session.facts if isinstance(fact, PostCreated)]
        following = follower(kit, town)
        assert fact.id is not None
        assert fact.id not in following.given()
    assert posts(following.read()) == 1
    assert fact.id in following.given()


def test_a_reading_that_failed_is_made_up_for(kit: Kit, town: CommunityId) -> None:
    following = follower(kit, town)
    do(kit, "ada", "town", COMMAND)
    before = kit.database.observer

    def fail(sql: str) -> None:
        raise OSError("the database is away")

    kit.database.observer = fail
    try:
        with pytest.raises(OSError, match="away"):
            following.read()
    finally:
        kit.database.observer = before
    assert posts(following.read()) == 1


def test_what_is_older_than_the_window_is_forgotten_and_not_given_again(
    clocked_kit: Kit, clock: Clock
) -> None:
    town = create_community(clocked_kit, members=("ada",)).id
    following = follower(clocked_kit, town)
    do(clocked_kit, "ada", "town", COMMAND)
    assert posts(following.read()) == 1
    for _ in range(4):
        clock.go(seconds=45)
        assert following.read() == []
    assert following.given().ids == frozenset()


def test_a_follower_that_slept_for_long_loses_nothing(clocked_kit: Kit, clock: Clock) -> None:
    town = create_community(clocked_kit, members=("ada",)).id
    following = follower(clocked_kit, town)
    for _ in range(5):
        do(clocked_kit, "ada", "town", COMMAND)
        clock.go(seconds=54)
    assert posts(following.read()) == 5


def test_pages_walk_through_the_outbox(kit: Kit, town: CommunityId) -> None:
    for _ in range(5):
        do(kit, "ada", "town", COMMAND)
    reader = kit.outbox(town)
    oldest = reader.oldest()
    assert oldest is not None
    last: FactId | None = FactId(first_id_from(time_of(oldest)))
    found: list[Fact] = []
    while last is not None:
        page, last = reader.page_after(last, size=2)
        found += page
    assert posts(found) == 5
    assert (
        len({fact.id for fact in found})
        == len(found)
        == len(reader.ids_after(FactId(first_id_from(time_of(oldest)))))
    )


def test_the_oldest_that_is_left(kit: Kit, town: CommunityId) -> None:
    with kit.database.engine.begin() as connection:  # as the worker does once they are old enough
        connection.execute(delete(delivery))
        connection.execute(delete(outbox))
    assert kit.outbox(town).oldest() is None
    do(kit, OWNER, "town", COMMAND)
    assert kit.outbox(town).oldest() is not None


@given(st.datetimes(min_value=datetime(1970, 1, 2)))  # noqa: DTZ001
@settings(max_examples=50)
def test_the_time_of_an_id(moment: datetime) -> None:
    at = moment.replace(tzinfo=UTC)
    found = time_of(FactId(Ids().new(at)))
    assert timedelta(0) <= at - found < timedelta(milliseconds=1)
