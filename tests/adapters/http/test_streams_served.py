"""Many readers of a real server: whoever is slow, dead or banned holds up nobody, and all get what is theirs alone."""

import asyncio
import resource
import socket
import threading
from collections.abc import Awaitable, Callable
from contextlib import closing
from functools import partial
from time import monotonic
from typing import Any

import pytest
from attrs import define, field

from commkit import Kit
from commkit.adapters.http import StreamHub, make_contract
from commkit.members import RestrictMember
from commkit.posts import CreateReply
from tests.adapters.http.stream_server import SMALL, Server, stream_server
from tests.adapters.sse_reading import Parser
from tests.audience_town import INSIDE, OPEN, OUTSIDE, WALLED, AudienceTown, create_audience_town
from tests.helpers import do
from tests.sample import OWNER


@define
class Reader:
    """A client that reads a stream.

    Attributes:
        actor: The host's key; empty for a visitor.
        parser: What it read.
        times: When it read the posts, by their ids.
        is_ended: Whether the server ended it.
    """

    actor: str
    parser: Parser = field(factory=Parser)
    times: dict[str, float] = field(factory=dict)
    is_ended: bool = False

    async def read(self, port: int, ready: Callable[[], None], *, after: str = "") -> None:
        """Read until the server ends it, or the task is cancelled."""
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            writer.write(request_of(self.actor, after))
            head = await reader.readuntil(b"\r\n\r\n")
            assert b" 200 " in head.split(b"\r\n")[0], head
            ready()
            while size := int(await reader.readline() or b"0", 16):
                self.parser.feed(await reader.readexactly(size))
                await reader.readexactly(2)
                for id in self.parser.posts()[len(self.times) :]:
                    self.times.setdefault(id, monotonic())
            self.is_ended = True
        finally:
            writer.close()


def request_of(actor: str, after: str = "") -> bytes:
    lines = ["GET /town/-/stream HTTP/1.1", "Host: localhost"]
    lines += [f"X-Actor: {actor}"] if actor else []
    lines += [f"Last-Event-ID: {after}"] if after else []
    return "\r\n".join([*lines, "", ""]).encode()


async def until(condition: Callable[[], bool], *, seconds: float = 60) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110  # other threads change what is waited for
            await asyncio.sleep(0.02)


def reply(kit: Kit, town: AudienceTown, name: str = OPEN) -> str:
    return str(do(kit, "ivan", "town", CreateReply(town.threads[name].id, "More. " * 20)).id)


def serve(hub: StreamHub, kit: Kit, work: Callable[[Server], Awaitable[Any]]) -> Any:
    """Run what clients do against a server that serves a hub; nothing is left of it."""
    with stream_server(make_contract(kit, streams=hub)) as server:

        async def whole() -> Any:
            return await work(server)

        result = asyncio.run(whole())
    assert hub.count == 0
    pool: Any = kit.database.engine.pool
    assert pool.checkedout() == 0
    assert [thread for thread in threading.enumerate() if thread.name == "commkit-streams"] == []
    return result


@pytest.mark.slow
def test_one_slow_one_dead_and_one_banned(kit: Kit) -> None:
    town = create_audience_town(kit)
    inside, outside, banned = Reader(INSIDE), Reader(""), Reader(OUTSIDE)
    made: list[str] = []

    async def work(server: Server) -> None:
        ready: list[int] = []
        tasks = [
            asyncio.create_task(each.read(server.port, lambda: ready.append(1)))
            for each in (inside, outside, banned)
        ]
        await until(lambda: len(ready) == 3)
        slow, dead = unread(server.port), unread(server.port)
        await until(lambda: server.contract.streams.count == 5)
        dead.close()
        await until(lambda: server.contract.streams.count == 4)
        hidden = await asyncio.to_thread(reply, kit, town, WALLED)
        while server.contract.streams.count > 2 and len(made) < 2_000:
            made.append(await asyncio.to_thread(reply, kit, town))
            await until(lambda: made[-1] in inside.parser.posts() and made[-1] in outside.parser.posts())
            if len(made) == 5:
                await until(lambda: made[-1] in banned.parser.posts())
                command = RestrictMember(town.members[OUTSIDE], "banned", reason="Enough.")
                await asyncio.to_thread(do, kit, OWNER, "town", command)
                await until(lambda: banned.is_ended)
        assert len(made) > 5
        await until(lambda: server.contract.streams.count == 2)
        slow.close()
        await until(lambda: made[-1] in inside.parser.posts() and made[-1] in outside.parser.posts())
        assert hidden in inside.parser.posts()
        assert hidden not in outside.parser.posts()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    hub = StreamHub(kit, heartbeat=0.2, max_waiting=50)
    with closing(hub):
        serve(hub, kit, work)
    assert [id for id in inside.parser.posts() if id in made] == made
    assert [id for id in outside.parser.posts() if id in made] == made
    assert banned.parser.posts()[-5:] == made[:5]


def is_long(ready: list[int], number: int) -> bool:
    return len(ready) == number


def unread(port: int) -> socket.socket:
    """A client that asks for a stream, and reads nothing of it."""
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL)
    made.connect(("127.0.0.1", port))
    made.sendall(request_of(INSIDE))
    return made


@pytest.mark.slow
def test_a_thousand_readers(kit: Kit) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < 4_096:
        pytest.skip("needs 4,096 open files")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 4_096), hard))
    town = create_audience_town(kit)
    actors = [INSIDE, OUTSIDE, OWNER, ""]
    readers = [Reader(actors[number % len(actors)]) for number in range(1_000)]
    banned = [each for each in readers if each.actor == OUTSIDE]
    made: list[str] = []
    sent: dict[str, float] = {}

    async def post(name: str = OPEN) -> str:
        id = await asyncio.to_thread(reply, kit, town, name)
        sent[id] = monotonic()
        return id

    async def work(server: Server) -> None:
        ready: list[int] = []
        tasks: list[asyncio.Task[None]] = []
        for start in range(0, len(readers), 100):
            some = readers[start : start + 100]
            tasks += [asyncio.create_task(each.read(server.port, lambda: ready.append(1))) for each in some]
            await until(partial(is_long, ready, start + 100))
        unread_one, dead = unread(server.port), unread(server.port)
        dead.close()
        made.extend([await post() for _ in range(10)])
        hidden = await post(WALLED)
        made.append(await post())
        await until(lambda: all(made[-1] in each.parser.posts() for each in readers))
        command = RestrictMember(town.members[OUTSIDE], "banned", reason="Enough.")
        await asyncio.to_thread(do, kit, OWNER, "town", command)
        made.append(await post())
        others = [each for each in readers if each.actor != OUTSIDE]
        await until(lambda: all(made[-1] in each.parser.posts() for each in others))
        await until(lambda: all(each.is_ended for each in banned))
        for each in readers:
            mine = made[:-1] if each.actor == OUTSIDE else made
            assert [id for id in each.parser.posts() if id in made] == mine
            assert (hidden in each.parser.posts()) == (each.actor == INSIDE)
        unread_one.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    hub = StreamHub(kit, max_per_actor=1_000, max_streams=2_000)
    with closing(hub):
        serve(hub, kit, work)
    delays = sorted(each.times[id] - sent[id] for each in readers for id in made if id in each.times)
    assert delays[-1] < 30, "the last reader of the last post"


def test_readers_that_reconnect_all_the_time_lose_nothing(kit: Kit) -> None:
    town = create_audience_town(kit)
    got: dict[str, None] = {}
    made: list[str] = []

    async def work(server: Server) -> None:
        last_id, done = "", False

        async def write() -> None:
            nonlocal done
            for _ in range(30):
                made.append(await asyncio.to_thread(reply, kit, town))
                await asyncio.sleep(0.01)
            done = True

        writing: asyncio.Task[None] | None = None
        while not (done and set(made) <= set(got)):
            each = Reader("")
            opened = asyncio.Event()
            reading = asyncio.create_task(each.read(server.port, opened.set, after=last_id))
            await opened.wait()
            writing = writing or asyncio.create_task(write())
            await asyncio.sleep(0.05)
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)
            last_id = each.parser.last_id or last_id
            got.update(dict.fromkeys(each.parser.posts()))

    hub = StreamHub(kit, heartbeat=0.05)
    with closing(hub):
        serve(hub, kit, lambda server: asyncio.wait_for(work(server), 60))
    assert set(made) <= set(got)
    assert len(made) == 30
