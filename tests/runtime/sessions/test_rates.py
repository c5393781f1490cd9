"""Rates: refused work counts, the limit holds exactly however many sessions run at once, and a window passes."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from attrs import frozen
from limits import parse
from limits.strategies import FixedWindowRateLimiter
from sqlalchemy import create_engine, select, update

from commkit import SYSTEM, Command, Invalid, Kit, NotFound, Session
from commkit.aio import AsyncKit
from commkit.communities import ReadCommunity
from commkit.communities.tables import community
from commkit.members import JoinCommunity, RestrictMember
from commkit.posts import CreateReply, CreateThread, ListThreads, PostId
from commkit.runtime.delivery.scheduled import schedule_command
from commkit.runtime.model.errors import CommkitError, RateLimited
from commkit.runtime.model.ids import LOBBY
from commkit.runtime.sessions import rates as rates_module
from commkit.runtime.sessions.rate_storage import RateStorage
from commkit.runtime.storage.tables import rate
from commkit.testing.clock import ManualClock
from commkit.testing.contexts import context_of
from commkit.testing.kits import StatementObserver
from tests.helpers import ask, assert_refused, do, run_concurrently
from tests.runtime.processes import run_in_processes
from tests.sample import OWNER, create_community, new_kit

START = datetime(2030, 1, 1, tzinfo=UTC)
LIMIT = 10
RATES = {"write": f"{LIMIT} per minute"}
PUBLISH = CreateThread(kind="question", title="Why?", body="I wonder.")


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(START)


@pytest.fixture
def town(url: str, clock: ManualClock) -> Iterator[Kit]:
    with closing(new_kit(url, clock=clock)) as kit:
        create_community(kit, members=["ada", "bob"])
    with closing(new_kit(url, clock=clock, rates=RATES)) as kit:
        yield kit


def answers(kit: Kit, commands: int, command: Any = PUBLISH, actor: Any = "ada") -> list[str]:
    """The codes of what so many commands came to, each in a unit of its own."""
    return [answer(kit, command, actor) for _ in range(commands)]


def answer(kit: Kit, command: Any = PUBLISH, actor: Any = "ada") -> str:
    try:
        do(kit, actor, "town", command)
    except CommkitError as error:
        return error.code
    return "done"


def counts(kit: Kit) -> dict[str, int]:
    with kit.session(SYSTEM) as session, closing(context_of(session)._driver.cursor()) as cursor:
        cursor.execute("SELECT actor, hits FROM commkit_rate")
        return dict(cursor.fetchall())


@frozen
class Unknown(Command[None]):
    """No feature handles it."""

    permission = "nobody.knows"


REFUSED: dict[str, tuple[Any, str]] = {
    "denied": (RestrictMember(uuid4(), "banned", "Because."), "runtime.not_permitted"),  # type: ignore[arg-type]
    "invalid": (CreateThread(kind="question", title="Why?", body=""), "runtime.invalid"),
    "invalid late": (CreateThread(kind="nothing", title="Why?", body="So."), "runtime.invalid"),
    "not found": (CreateReply(PostId(uuid4()), "Hm."), "runtime.not_found"),
    "conflict": (JoinCommunity(), "members.already_member"),
    "unknown": (Unknown(), "runtime.no_such_message"),
}


@pytest.mark.parametrize("why", REFUSED)
def test_refused_work_counts(town: Kit, why: str) -> None:
    command, code = REFUSED[why]
    told = answers(town, LIMIT + 3, command)
    assert told[LIMIT:] == ["runtime.rate_limited"] * 3
    assert set(told[:LIMIT]) == {code}
    assert answer(town) == "runtime.rate_limited"
    assert answer(town, actor="bob") == "done"
    assert counts(town) == {"ada": LIMIT, "bob": 1}


def test_work_after_a_write_counts_and_nothing_else_of_the_unit_stays(town: Kit) -> None:
    with assert_refused(NotFound, "runtime.not_found"), town.session("ada", "town") as session:
        session.do(PUBLISH)
        session.do(PUBLISH)
        session.do(CreateReply(PostId(uuid4()), "Hm."))
    assert counts(town) == {"ada": 3}
    assert ask(town, "ada", "town", ListThreads()).items == ()


def test_what_the_host_writes_ahead_of_the_first_command_is_not_kept(town: Kit) -> None:
    with assert_refused(NotFound, "runtime.not_found"), town.session("ada", "town") as session:
        schedule_command(context_of(session), PUBLISH, at=START)
        session.do(CreateReply(PostId(uuid4()), "Hm."))
    assert counts(town) == {"ada": 1}
    assert town.worker().drain().scheduled == 0


def test_a_caught_refusal_counts_with_the_rest(town: Kit) -> None:
    with town.session("ada", "town") as session:
        with pytest.raises(NotFound):
            session.do(CreateReply(PostId(uuid4()), "Hm."))
        session.do(PUBLISH)
    assert counts(town) == {"ada": 2}
    assert len(ask(town, "ada", "town", ListThreads()).items) == 1


def test_a_window_passes(town: Kit, clock: ManualClock) -> None:
    assert answers(town, LIMIT) == ["done"] * LIMIT
    clock.advance(timedelta(seconds=20.5))
    with pytest.raises(RateLimited) as caught:
        do(town, "ada", "town", PUBLISH)
    assert (caught.value.data["retry_after"], caught.value.data["rate"]) == (40, "write")
    clock.advance(timedelta(seconds=39.4))
    with pytest.raises(RateLimited) as caught:
        do(town, "ada", "town", PUBLISH)
    assert caught.value.data["retry_after"] == 1
    clock.advance(timedelta(seconds=0.1))
    assert answers(town, LIMIT + 1) == ["done"] * LIMIT + ["runtime.rate_limited"]


def test_several_limits_of_a_class_hold_together(url: str, clock: ManualClock) -> None:
    with closing(new_kit(url, clock=clock, rates={"write": "2 per minute; 3 per hour"})) as kit:
        create_community(kit)
        clock.advance(timedelta(hours=1))
        assert answers(kit, 3, actor=OWNER) == ["done", "done", "runtime.rate_limited"]
        clock.advance(timedelta(minutes=1))
        assert answers(kit, 2, actor=OWNER) == ["done", "runtime.rate_limited"]
        with pytest.raises(RateLimited) as caught:
            do(kit, OWNER, "town", PUBLISH)
        assert caught.value.data["retry_after"] == 59 * 60


def left(session: Session) -> list[tuple[int, int, int, int]]:
    return [(state.limit, state.window, state.left, state.resets_in) for state in session.rate_states]


def test_a_session_tells_what_is_left_of_each_limit(url: str, clock: ManualClock) -> None:
    with closing(new_kit(url, clock=clock, rates={"write": "2 per minute; 3 per hour"})) as kit:
        create_community(kit)
        clock.advance(timedelta(hours=1))
        with kit.session(OWNER, "town") as session:
            assert left(session) == []
            session.do(PUBLISH)
            assert left(session) == [(2, 60, 1, 60), (3, 3600, 2, 3600)]
            clock.advance(timedelta(seconds=20.5))
            session.do(PUBLISH)
            assert left(session) == [(2, 60, 0, 40), (3, 3600, 1, 3580)]
            with pytest.raises(RateLimited):
                session.do(PUBLISH)
            assert left(session) == [(2, 60, 0, 40), (3, 3600, 1, 3580)]


def test_what_a_limit_refused_is_not_told_as_taken_from_the_others(url: str, clock: ManualClock) -> None:
    """The count under the limit that would have allowed it goes back with the rest of the unit."""
    with closing(new_kit(url, clock=clock, rates={"write": "3 per minute; 1 per hour"})) as kit:
        create_community(kit)
        clock.advance(timedelta(hours=1))
        with assert_refused(RateLimited, "runtime.rate_limited"), kit.session(OWNER, "town") as session:
            session.do(PUBLISH)
            session.do(PUBLISH)
        assert left(session) == [(3, 60, 2, 60), (1, 3600, 0, 3600)]
        with assert_refused(RateLimited, "runtime.rate_limited"), kit.session(OWNER, "town") as session:
            session.do(PUBLISH)
        assert left(session) == [(3, 60, 2, 60), (1, 3600, 0, 3600)]


def test_what_a_limit_refused_counts_nowhere_in_a_session_that_goes_on(url: str, clock: ManualClock) -> None:
    with closing(new_kit(url, clock=clock, rates={"write": "3 per minute; 1 per second"})) as kit:
        create_community(kit)
        clock.advance(timedelta(hours=1))
        with kit.session(OWNER, "town") as session:
            session.do(PUBLISH)
            for _ in range(5):
                with pytest.raises(RateLimited):
                    session.do(PUBLISH)
            assert left(session) == [(3, 60, 2, 60), (1, 1, 0, 1)]
        clock.advance(timedelta(seconds=2))
        with kit.session(OWNER, "town") as session:
            session.do(PUBLISH)
            assert left(session) == [(3, 60, 1, 58), (1, 1, 0, 1)]


def test_places_actors_and_queries_are_apart(town: Kit) -> None:
    answers(town, LIMIT)
    create_community(town, "other", members=["ada"])
    do(town, "ada", "other", PUBLISH)
    for _ in range(LIMIT + 5):
        ask(town, "ada", "town", ListThreads())
        do(town, SYSTEM, "town", PUBLISH)
    told = answers(town, LIMIT + 1, actor=None)  # all who are not signed in are one
    assert told == ["runtime.not_permitted"] * LIMIT + ["runtime.rate_limited"]


def test_commands_inside_commands_and_stored_ones_do_not_count(town: Kit, clock: ManualClock) -> None:
    create_community(town, "new")  # founding makes its owner by a reaction
    with town.session("ada", "town") as session:
        for _ in range(LIMIT + 2):
            schedule_command(context_of(session), PUBLISH, at=START)
    assert town.worker().drain().scheduled == LIMIT + 2
    assert len(ask(town, "ada", "town", ListThreads(limit=50)).items) == LIMIT + 2
    assert counts(town) == {OWNER: 1}


def test_in_a_transaction_of_the_host_the_counts_are_the_hosts(town: Kit, url: str) -> None:
    with closing(new_kit(url)) as plain:
        engine = plain.database.engine
        with engine.connect() as connection:
            with town.session("ada", "town", connection=connection) as session:
                session.do(PUBLISH)
                with pytest.raises(NotFound):
                    session.do(CreateReply(PostId(uuid4()), "Hm."))
            connection.rollback()
        assert counts(town) == {}
        with engine.connect() as connection:
            with town.session("ada", "town", connection=connection) as session:
                session.do(PUBLISH)
                with pytest.raises(NotFound):
                    session.do(CreateReply(PostId(uuid4()), "Hm."))
            connection.commit()
        assert counts(town) == {"ada": 2}


def test_a_session_that_fails_in_a_transaction_of_the_host_leaves_that_to_the_host(
    town: Kit, url: str
) -> None:
    with closing(new_kit(url)) as plain, plain.database.engine.connect() as connection:
        connection.execute(update(community).values(title="Ours"))
        with (
            assert_refused(NotFound, "runtime.not_found"),
            town.session("ada", "town", connection=connection) as session,
        ):
            session.do(CreateReply(PostId(uuid4()), "Hm."))
        connection.commit()
    assert ask(town, "ada", "town", ReadCommunity()).title == "Ours"
    assert counts(town) == {}


# --- many at once -------------------------------------------------------------------------------------------


def test_it_holds_exactly_for_sessions_at_once(town: Kit) -> None:
    """Half of the work is refused for its own reasons; each of it counts, whoever comes first."""
    wrong = CreateReply(PostId(uuid4()), "Hm.")
    lists = run_concurrently(8, lambda n: answers(town, 4, PUBLISH if n % 2 else wrong))
    told = [code for codes in lists if isinstance(codes, list) for code in codes]
    assert len(told) == 32
    assert sum(code != "runtime.rate_limited" for code in told) == LIMIT
    assert counts(town) == {"ada": LIMIT}
    assert len(ask(town, "ada", "town", ListThreads(limit=50)).items) == told.count("done")


def from_a_process(number: int, url: str) -> list[str]:
    with closing(new_kit(url, rates={"write": f"{LIMIT} per hour"})) as kit:
        return answers(kit, 3, PUBLISH if number % 2 else JoinCommunity())


@pytest.mark.slow
def test_it_holds_exactly_for_processes_at_once(url: str) -> None:
    with closing(new_kit(url)) as kit:
        create_community(kit, members=["ada"])
        told = [code for codes in run_in_processes(from_a_process, 8, url) for code in codes]
        assert sum(code != "runtime.rate_limited" for code in told) == LIMIT
        assert len(ask(kit, "ada", "town", ListThreads(limit=50)).items) == told.count("done")


def test_control_to_look_and_then_count_overshoots(town: Kit, url: str) -> None:
    """What the upsert saves us from: everybody looks before anybody has counted."""
    start = Barrier(8)
    engine = create_engine(town.database.url)
    its = (rate.c.actor == "naive") & (rate.c.rate == "write")
    with engine.begin() as connection:
        connection.execute(
            rate.insert().values(
                community_id=uuid4(), actor="naive", rate="write", hits=LIMIT - 1, expires_at=START
            )
        )

    def look_then_count(_: int) -> bool:
        with engine.connect() as connection:
            seen = connection.execute(select(rate.c.hits).where(its)).scalar_one()
        start.wait()
        if seen >= LIMIT:
            return False
        with engine.begin() as connection:
            connection.execute(rate.update().where(its).values(hits=rate.c.hits + 1))
        return True

    assert sum(map(bool, run_concurrently(8, look_then_count))) == 8  # one was left
    engine.dispose()


def test_it_counts_in_async_hosts(town: Kit) -> None:
    async def at_once() -> list[Any]:
        async with AsyncKit(town) as akit:
            work = (akit.do("ada", "town", PUBLISH if n % 2 else JoinCommunity()) for n in range(LIMIT + 6))
            return await asyncio.gather(*work, return_exceptions=True)

    told = [getattr(answer, "code", "done") for answer in asyncio.run(at_once())]
    assert told.count("runtime.rate_limited") == 6
    assert len(ask(town, "ada", "town", ListThreads(limit=50)).items) == told.count("done")
    assert counts(town) == {"ada": LIMIT}


# --- what it costs ------------------------------------------------------------------------------------------


def test_nothing_is_counted_and_nothing_run_without_rates(sqlite_url: str) -> None:
    seen: list[str] = []
    with closing(new_kit(sqlite_url, observers=[StatementObserver(seen.append)])) as kit:
        create_community(kit)
        answers(kit, 30, actor=OWNER)
        answers(kit, 3, REFUSED["not found"][0], actor=OWNER)
        kit.worker().drain()
        assert not [sql for sql in seen if "commkit_rate" in sql or "SAVEPOINT" in sql]
        assert counts(kit) == {}
    with closing(
        new_kit(sqlite_url, observers=[StatementObserver(seen.append)], rates={"write": "1 per day"})
    ) as kit:
        answers(kit, 1, actor=OWNER)
        assert len([sql for sql in seen if "commkit_rate" in sql or "SAVEPOINT" in sql]) == 2


def test_a_flood_of_what_is_limited_writes_nothing(sqlite_kit: Kit, clock: ManualClock) -> None:
    url = sqlite_kit.database.url.render_as_string(hide_password=False)
    with closing(new_kit(url, clock=clock, rates=RATES)) as kit:
        create_community(sqlite_kit)
        answers(kit, LIMIT, actor=OWNER)
        before = sqlite_kit.database.engine.raw_connection()
        version = before.cursor().execute("PRAGMA data_version").fetchone()
        assert set(answers(kit, 5, actor=OWNER)) == {"runtime.rate_limited"}
        assert before.cursor().execute("PRAGMA data_version").fetchone() == version
        clock.advance(timedelta(minutes=1))
        answers(kit, 1, actor=OWNER)
        assert before.cursor().execute("PRAGMA data_version").fetchone() != version
        before.close()


def test_the_worker_forgets_what_counts_no_more(town: Kit, clock: ManualClock) -> None:
    answers(town, 2)
    worker = town.worker()
    worker.drain()
    clock.advance(timedelta(minutes=60))
    worker.drain()
    assert counts(town) == {"ada": 2}  # an hour after the window ended
    clock.advance(timedelta(minutes=62))
    answers(town, 1, actor="bob")
    worker.drain()
    assert counts(town) == {"bob": 1}


# --- declaring ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rates", "faults"),
    [
        ({"write": "30 per fortnight"}, {"rates.write": "bad_rate"}),
        ({"write": ""}, {"rates.write": "bad_rate"}),
        ({"read": "30 per minute"}, {"rates.read": "unknown_rate"}),
        ({"wrote": "some"}, {"rates.wrote": "unknown_rate"}),
    ],
)
def test_rates_that_would_never_hold_are_refused(rates: dict[str, str], faults: dict[str, str]) -> None:
    with pytest.raises(Invalid) as caught:
        new_kit("sqlite://", rates=rates)
    assert {error.path: error.code for error in caught.value.errors} == faults


@pytest.mark.slow
def test_the_library_is_loaded_where_there_are_rates_only() -> None:
    program = """
import sys
from tests.sample import new_kit
new_kit("sqlite://")
print("limits" in sys.modules)
new_kit("sqlite://", rates={"write": "1 per day"})
print("limits" in sys.modules)
"""
    told = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert told.stdout.split() == ["False", "True"]


def test_the_storage_does_what_the_library_asks(town: Kit, clock: ManualClock) -> None:
    with town.session(SYSTEM, "town") as session:
        storage = RateStorage(context_of(session), community=session.community.id, actor="ada", now=clock())
        limiter = FixedWindowRateLimiter(storage)
        limit = parse("3 per minute")
        assert [limiter.hit(limit, "mine") for _ in range(4)] == [True, True, True, False]
        assert not limiter.test(limit, "mine")
        stats = limiter.get_window_stats(limit, "mine")
        assert (stats.reset_time, stats.remaining) == ((START + timedelta(minutes=1)).timestamp(), 0)
        limiter.clear(limit, "mine")
        assert limiter.test(limit, "mine")
        assert limiter.get_window_stats(limit, "mine").reset_time == START.timestamp()
        assert limiter.hit(limit, "mine", cost=2)
        assert storage.check()
        assert storage.reset() == 1


def test_the_storage_reads_and_forgets_nothing_of_others(town: Kit, clock: ManualClock) -> None:
    with town.session(SYSTEM, "town") as session:
        unit, here = context_of(session), session.community.id
        others = {
            "somebody else": RateStorage(unit, community=here, actor="bob", now=clock()),
            "in the lobby": RateStorage(unit, community=LOBBY, actor="ada", now=clock()),
        }
        for other in others.values():
            other.incr("mine", 60)
        mine = RateStorage(unit, community=here, actor="ada", now=clock())
        assert mine.get("mine") == 0
        assert mine.get_expiry("mine") == START.timestamp()
        mine.clear("mine")
        assert mine.reset() == 0
        assert {name: other.get("mine") for name, other in others.items()} == dict.fromkeys(others, 1)


def test_of_a_class_without_a_limit_nothing_is_left_to_tell(town: Kit) -> None:
    with town.session("ada", "town", read_only=True) as session:
        context = context_of(session)
        its: dict[str, Any] = {"community": context.community_id, "actor": "ada", "now": START}
        rates = town._composition.rates
        assert rates is not None
        assert rates.left(context, "heavy", **its) == []
        assert rates.left(context, "write", **its) == [("10 per 1 minute", LIMIT)]


def test_counts_that_cannot_be_kept_are_lost_and_the_error_is_the_first_one(
    town: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(session: Session) -> None:
        session.do(PUBLISH)
        context = context_of(session)
        run = context.run

        def lost(statement: Any, *args: Any, **values: Any) -> int:
            if statement is rates_module._BACK:
                raise ConnectionError("the server is gone")
            return run(statement, *args, **values)

        monkeypatch.setattr(context, "run", lost)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), town.session("ada", "town") as session:
        fail(session)
    assert counts(town) == {}
    assert ask(town, "ada", "town", ListThreads()).items == ()


def test_what_the_storage_may_raise_is_ours(town: Kit) -> None:
    with town.session("ada", "town") as session:
        context = context_of(session)
        storage = RateStorage(context, community=context.community_id, actor="ada", now=START)
        assert storage.base_exceptions is CommkitError
