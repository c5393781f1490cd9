"""Following a community live: who is told what, how it is resumed, and how it ends."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from time import sleep
from typing import Any
from uuid import UUID

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete

from commkit import SYSTEM, Kit
from commkit.adapters.http import Contract, Request, Response, StreamHub, handle, handle_async, make_contract
from commkit.adapters.http.event_stream import EventStream
from commkit.adapters.http.problems import BadRequest
from commkit.adapters.http.sse import read_event_id
from commkit.aio import AsyncKit
from commkit.communities import UpdateCommunity, Visibility
from commkit.members import AddGroupMember, AssignRole, LeaveCommunity, RestrictMember
from commkit.posts import CreateReply
from commkit.runtime.delivery.following import time_of
from commkit.runtime.storage.tables import delivery, outbox
from tests.adapters.sse_reading import Parser, closing_all, read_to_end, read_until
from tests.audience_town import (
    GUILD,
    INSIDE,
    OPEN,
    OUTSIDE,
    STEWARD,
    WALLED,
    AudienceTown,
    create_audience_town,
)
from tests.helpers import do
from tests.sample import OWNER

HEARTBEAT = 0.2


@pytest.fixture
def town(kit: Kit) -> AudienceTown:
    return create_audience_town(kit)


@pytest.fixture
def contract(kit: Kit) -> Iterator[Contract]:
    hub = StreamHub(kit, heartbeat=HEARTBEAT, max_per_actor=3, max_streams=8, max_waiting=50)
    with closing(hub):
        yield make_contract(kit, streams=hub)


def ask_stream(
    contract: Contract, actor: str | None, after: str = "", *, method: str = "GET", place: str = "town"
) -> Response:
    headers = {"last-event-id": after} if after else {}
    return handle(contract, Request(method, f"/{place}/-/stream", headers=headers), actor)


def follow(contract: Contract, actor: str | None, after: str = "") -> EventStream:
    """An open stream that has sent its first piece."""
    response = ask_stream(contract, actor, after)
    assert response.status == 200, response.body
    assert response.header("content-type") == "text/event-stream"
    assert response.header("cache-control") == "private, no-store"
    assert isinstance(response.stream, EventStream)
    return response.stream


def reply(kit: Kit, town: AudienceTown, name: str = OPEN, actor: str = "ivan") -> str:
    return str(do(kit, actor, "town", CreateReply(town.threads[name].id, "More.")).id)


def test_readers_get_what_they_may_see(kit: Kit, town: AudienceTown, contract: Contract) -> None:
    actors = (INSIDE, OUTSIDE, STEWARD, None)
    streams = {actor: follow(contract, actor) for actor in actors}
    with closing_all(*streams.values()):
        made = {name: reply(kit, town, name) for name in (WALLED, GUILD, OPEN)}
        seen = {}
        for actor, stream in streams.items():
            parser = Parser()
            read_until(stream, parser, lambda read: made[OPEN] in read.posts())
            seen[actor] = set(parser.posts())
            assert all(event.id == event.data["id"] for event in parser.events)
    assert seen == {
        INSIDE: set(made.values()),
        OUTSIDE: {made[OPEN]},
        STEWARD: {made[OPEN], made[GUILD]},
        None: {made[OPEN]},
    }


def test_it_comes_at_once_where_it_happens_in_this_process(kit: Kit, town: AudienceTown) -> None:
    hub = StreamHub(kit, heartbeat=30, poll=30)
    with closing(hub):
        stream = follow(make_contract(kit, streams=hub), OUTSIDE)
        with closing_all(stream):
            next(stream)
            sleep(0.1)
            made = reply(kit, town)
            parser = Parser()
            read_until(stream, parser, lambda read: made in read.posts(), seconds=10)


def test_what_other_processes_do_is_read_too(
    kit: Kit, town: AudienceTown, url: str, contract: Contract
) -> None:
    from tests.sample import new_kit  # noqa: PLC0415

    stream, parser = follow(contract, OUTSIDE), Parser()
    with closing_all(stream), closing(new_kit(url)) as other:
        made = reply(other, town)
        read_until(stream, parser, lambda read: made in read.posts())


@pytest.mark.parametrize("seen", [0, 1, 2])
def test_nothing_is_lost_over_a_reconnect(
    kit: Kit, town: AudienceTown, contract: Contract, seen: int
) -> None:
    stream, parser = follow(contract, OUTSIDE), Parser()
    with closing_all(stream):
        parser.feed(next(stream))
        assert parser.last_id, "also before anything happened"
        made = []
        for _ in range(seen):
            made.append(reply(kit, town))
            read_until(stream, parser, lambda read: set(made) <= set(read.posts()))
    made += [reply(kit, town) for _ in range(3)]
    again, later = follow(contract, OUTSIDE, parser.last_id), Parser()
    with closing_all(again):
        made.append(reply(kit, town))
        read_until(again, later, lambda read: made[-1] in read.posts())
    assert set(parser.posts()) | set(later.posts()) >= set(made)
    assert later.posts()[-4:] == made[-4:], "in their order"
    ids = [event.id for event in later.events if event.name != "reset"]
    assert len(ids) == len(set(ids)), "each once within a connection"
    assert parser.last_id not in ids, "what the client has is not sent again"
    assert {event.data["reason"] for event in later.named("reset")} <= {"rights"}, "who joined a moment ago"


def test_a_resumed_reader_gets_nothing_that_is_not_theirs(
    kit: Kit, town: AudienceTown, contract: Contract
) -> None:
    stream, parser = follow(contract, INSIDE), Parser()
    with closing_all(stream):
        parser.feed(next(stream))
    made = {name: reply(kit, town, name) for name in (WALLED, OPEN)}
    for actor, expected in ((OUTSIDE, {made[OPEN]}), (INSIDE, set(made.values()))):
        again, later = follow(contract, actor, parser.last_id), Parser()
        with closing_all(again):
            read_until(again, later, lambda read: made[OPEN] in read.posts())
        assert set(later.posts()) & set(made.values()) == expected


def test_a_heartbeat_moves_the_id_and_tells_nothing(kit: Kit, town: AudienceTown, contract: Contract) -> None:
    stream, parser = follow(contract, OUTSIDE), Parser()
    with closing_all(stream):
        parser.feed(next(stream))
        first = parser.last_id
        hidden = reply(kit, town, WALLED)
        read_until(stream, parser, lambda read: read.comments >= 4)
    assert parser.events == []
    assert parser.last_id > first
    assert parser.last_id.endswith("-8000-000000000000"), "it names a moment, and no fact"
    assert hidden not in parser.last_id


def test_who_was_away_for_too_long_is_told_to_ask_again(
    kit: Kit, town: AudienceTown, contract: Contract
) -> None:
    from datetime import UTC, datetime  # noqa: PLC0415

    from commkit.adapters.http.sse import position_at  # noqa: PLC0415

    ancient = str(position_at(datetime.now(UTC) - timedelta(days=2)))
    stream, parser = follow(contract, OUTSIDE, ancient), Parser()
    with closing_all(stream):
        made = reply(kit, town)
        read_until(stream, parser, lambda read: made in read.posts())
    assert parser.events[0].name == "reset"
    assert parser.named("reset")[0].data == {"reason": "missed"}
    assert parser.posts() == [made]


def test_what_the_outbox_has_no_more_is_told_as_a_reset(
    kit: Kit, town: AudienceTown, contract: Contract
) -> None:
    stream, parser = follow(contract, OUTSIDE), Parser()
    with closing_all(stream):
        made = reply(kit, town)
        read_until(stream, parser, lambda read: made in read.posts())
    reply(kit, town)
    with kit.database.engine.begin() as connection:  # as the worker does once they are old enough
        connection.execute(delete(delivery))
        connection.execute(delete(outbox))
    for _ in range(2):
        again, later = follow(contract, OUTSIDE, parser.last_id), Parser()
        with closing_all(again):
            read_until(again, later, lambda read: bool(read.events))
        assert later.events[0].name == "reset"
        reply(kit, town)  # now the outbox has something, from after the id


@pytest.mark.parametrize(
    "after",
    [
        "x",
        "0",
        "00000000-0000-0000-0000-000000000000",
        "a" * 5_000,
        "ffffffff-ffff-7fff-bfff-ffffffffffff",  # behind the year 9999
        "ffffffff-ffff-7000-8000-000000000000",
        "{01a22539-01b7-7fff-bfff-ffffffffffff}",
        "01a2253901b77fffbfffffffffffffff",
    ],
)
def test_ids_that_no_stream_sends_are_refused(
    kit: Kit, town: AudienceTown, contract: Contract, after: str
) -> None:
    response = ask_stream(contract, OUTSIDE, after)
    assert response.status == 400
    assert b"http.event_id" in response.body
    assert contract.streams.count == 0


@pytest.mark.parametrize(
    "after", ["00000000-0000-7000-8000-000000000000", "e677d21f-dbff-7fff-bfff-ffffffffffff"]
)
def test_ids_of_the_first_and_the_last_moment_are_taken(
    kit: Kit, town: AudienceTown, contract: Contract, after: str
) -> None:
    stream, parser = follow(contract, OUTSIDE, after.upper()), Parser()
    with closing_all(stream):
        made = reply(kit, town)
        read_until(stream, parser, lambda read: made in read.posts())


@given(id=st.integers(0, 2**128 - 1).map(lambda number: UUID(int=number & ~(0xF << 76) | 0x7 << 76)))
def test_an_id_is_refused_or_has_a_time(id: UUID) -> None:
    try:
        taken = read_event_id(str(id))
    except BadRequest:
        return
    assert taken == id
    assert time_of(taken).year < 10_000


def test_who_is_outside_is_refused(kit: Kit, town: AudienceTown, contract: Contract) -> None:
    assert ask_stream(contract, None, place="nowhere").status == 404
    assert ask_stream(contract, OUTSIDE, method="POST").status == 405
    assert ask_stream(contract, OUTSIDE, method="HEAD").status == 405
    for visibility, status in ((Visibility.PRIVATE, (401, 403)), (Visibility.SECRET, (404, 404))):
        with kit.session(SYSTEM, "town", read_only=True) as session:
            version = session.community.version
        do(kit, SYSTEM, "town", UpdateCommunity(version=version, visibility=visibility))
        assert (ask_stream(contract, None).status, ask_stream(contract, "nobody").status) == status
    assert contract.streams.count == 0


def test_there_are_only_so_many_streams(kit: Kit, town: AudienceTown, contract: Contract) -> None:
    mine = [follow(contract, OUTSIDE) for _ in range(3)]
    with closing_all(*mine):
        refused = ask_stream(contract, OUTSIDE)
        assert refused.status == 429
        assert refused.header("retry-after") is not None
        visitors = [follow(contract, None) for _ in range(4)]
        with closing_all(*visitors):
            assert ask_stream(contract, None).status == 503, "half of them are for members"
            with closing_all(follow(contract, INSIDE)):
                assert ask_stream(contract, STEWARD).status == 503
        mine[0].close()
        mine[0].close()
        follow(contract, OUTSIDE).close()
    assert contract.streams.count == 0


def test_one_that_falls_behind_is_cut_off_and_nobody_else(
    kit: Kit, town: AudienceTown, contract: Contract
) -> None:
    slow, quick = follow(contract, OUTSIDE), follow(contract, INSIDE)
    parser, late = Parser(), Parser()
    with closing_all(slow, quick):
        late.feed(next(slow))
        made: list[str] = []
        while not slow.is_cut and len(made) < 200:
            made.append(reply(kit, town))
            read_until(quick, parser, lambda read: made[-1] in read.posts())
        assert slow.is_cut
        assert not quick.is_cut
        assert list(slow) == [], "what waited is not sent"
        again = follow(contract, OUTSIDE, late.last_id)
        with closing_all(again):
            read_until(again, late, lambda read: made[-1] in read.posts())
    assert [id for id in late.posts() if id in made] == parser.posts() == made, "and it loses nothing by it"


@pytest.mark.parametrize("how", ["banned", "left", "secret"])
def test_who_may_follow_no_longer_gets_nothing_more(
    kit: Kit, town: AudienceTown, contract: Contract, how: str
) -> None:
    if how != "banned":
        with kit.session(SYSTEM, "town", read_only=True) as session:
            version = session.community.version
        do(kit, SYSTEM, "town", UpdateCommunity(version=version, visibility=Visibility.PRIVATE))
    stream, other = follow(contract, OUTSIDE), follow(contract, INSIDE)
    parser, control = Parser(), Parser()
    with closing_all(stream, other):
        first = reply(kit, town)
        read_until(stream, parser, lambda read: first in read.posts())
        waiting = reply(kit, town)  # it waits for them when they lose their right
        if how == "banned":
            do(kit, OWNER, "town", RestrictMember(town.members[OUTSIDE], "banned", reason="Enough."))
        elif how == "left":
            do(kit, OUTSIDE, "town", LeaveCommunity())
        else:
            do(kit, OUTSIDE, "town", LeaveCommunity())
            do(kit, SYSTEM, "town", UpdateCommunity(version=version + 1, visibility=Visibility.SECRET))
        sleep(0.1)
        read_to_end(stream, parser)
        read_until(other, control, lambda read: waiting in read.posts())
    assert parser.posts() == [first]
    assert contract.streams.count == 0


def test_who_is_demoted_gets_less_and_is_told_to_ask_again(
    kit: Kit, town: AudienceTown, contract: Contract
) -> None:
    stream, parser = follow(contract, STEWARD), Parser()
    with closing_all(stream):
        first = reply(kit, town, GUILD)
        read_until(stream, parser, lambda read: first in read.posts())
        do(kit, OWNER, "town", AssignRole(town.members[STEWARD], "member"))
        read_until(stream, parser, lambda read: bool(read.named("reset")))
        hidden, shown = reply(kit, town, GUILD), reply(kit, town)
        read_until(stream, parser, lambda read: shown in read.posts())
    assert hidden not in parser.posts()
    assert {event.data["reason"] for event in parser.named("reset")} == {"rights"}


def test_who_comes_into_a_walled_group_is_told_to_ask_again(
    kit: Kit, town: AudienceTown, contract: Contract
) -> None:
    stream, other = follow(contract, OUTSIDE), follow(contract, STEWARD)
    parser, control = Parser(), Parser()
    with closing_all(stream, other):
        do(kit, OWNER, "town", AddGroupMember(town.groups[WALLED], town.members[OUTSIDE]))
        read_until(stream, parser, lambda read: bool(read.named("reset")))
        made = reply(kit, town, WALLED)
        read_until(stream, parser, lambda read: made in read.posts())
        last = reply(kit, town)
        read_until(other, control, lambda read: last in read.posts())
    assert control.named("reset") == []
    assert made not in control.posts()


def stream_threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "commkit-streams"]


def test_a_hub_that_is_closed_leaves_nothing_behind(kit: Kit, town: AudienceTown) -> None:
    hub = StreamHub(kit, heartbeat=30)
    contract = make_contract(kit, streams=hub)
    stream = follow(contract, OUTSIDE)
    pieces: list[bytes] = []
    reading = threading.Thread(target=lambda: pieces.extend(stream))
    reading.start()
    while not pieces:
        sleep(0.01)
    assert len(stream_threads()) == 1, "the control: there is one while somebody follows"
    assert reading.is_alive(), "it waits for the heartbeat"
    hub.close()
    reading.join(timeout=5)
    assert not reading.is_alive()
    assert stream_threads() == []
    assert hub.count == 0
    assert ask_stream(contract, OUTSIDE).status == 503
    hub.close()
    assert pool_in_use(kit) == 0


def pool_in_use(kit: Kit) -> int:
    pool: Any = kit.database.engine.pool
    count: int = pool.checkedout()
    return count


def test_the_thread_ends_with_the_last_stream_and_begins_with_the_next(
    kit: Kit, town: AudienceTown, contract: Contract
) -> None:
    for _ in range(3):
        stream, parser = follow(contract, OUTSIDE), Parser()
        with closing_all(stream):
            reply(kit, town)
            read_until(stream, parser, lambda read: len(read.posts()) == 1)
        for _ in range(200):
            if not stream_threads():
                break
            sleep(0.02)
        assert stream_threads() == []
        assert not kit._signals._signals or not any(
            signal.receivers for signal in kit._signals._signals.values()
        ), "nobody listens any more"


def test_beside_an_event_loop(kit: Kit, town: AudienceTown, contract: Contract) -> None:
    parser, again = Parser(), Parser()

    async def read(stream: EventStream, into: Parser, wanted: str) -> None:
        async with asyncio.timeout(20):
            async for piece in stream:
                into.feed(piece)
                if wanted in into.posts():
                    return

    async def open_stream(akit: AsyncKit, after: str = "") -> EventStream:
        headers = {"last-event-id": after} if after else {}
        response = await handle_async(
            contract, akit, Request("GET", "/town/-/stream", headers=headers), OUTSIDE
        )
        assert isinstance(response.stream, EventStream)
        assert response.stream.akit is akit
        return response.stream

    async def work() -> None:
        async with AsyncKit(kit) as akit:
            stream = await open_stream(akit)
            parser.feed(await anext(stream))
            while not parser.comments:
                parser.feed(await anext(stream))
            hidden, made = [await asyncio.to_thread(reply, kit, town, name) for name in (WALLED, OPEN)]
            await read(stream, parser, made)
            await stream.aclose()
            resumed = await open_stream(akit, parser.last_id)
            last = await asyncio.to_thread(reply, kit, town)
            await read(resumed, again, last)
            assert hidden not in parser.posts() + again.posts()
            ending = asyncio.create_task(read_all(resumed))
            await asyncio.sleep(0.05)
            await asyncio.to_thread(contract.streams.close)
            async with asyncio.timeout(5):
                await ending

    async def read_all(stream: EventStream) -> None:
        async for piece in stream:
            again.feed(piece)

    asyncio.run(work())
    assert contract.streams.count == 0


def test_a_database_that_is_away_ends_the_streams_and_nothing_is_lost(
    sqlite_kit: Kit,
) -> None:
    kit, town = sqlite_kit, create_audience_town(sqlite_kit)
    with closing(StreamHub(kit, heartbeat=HEARTBEAT, poll=0.05)) as hub:
        contract = make_contract(kit, streams=hub)
        stream, parser = follow(contract, OUTSIDE), Parser()
        with closing_all(stream):
            parser.feed(next(stream))
            original = hub._feeds[next(iter(hub._feeds))].follower.read
            feed = hub._feeds[next(iter(hub._feeds))]
            broken: Any = feed.follower

            def fail() -> None:
                raise OSError("away")

            broken.read = fail
            made = reply(kit, town)
            sleep(0.3)
            broken.read = original
            read_until(stream, parser, lambda read: made in read.posts())


def test_contracts_have_a_hub_of_their_own(kit: Kit) -> None:
    one, other = make_contract(kit), make_contract(kit)
    assert one.streams is not other.streams
    assert evolve(one, challenge="Basic").streams is one.streams
