"""Places of streams: whoever is cancelled, cut off, too old or never read gives theirs back. Each has a control."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from time import monotonic, sleep
from typing import Any

import pytest

from commkit import Kit
from commkit.adapters.http import (
    Contract,
    Request,
    Response,
    StreamHub,
    handle,
    handle_async,
    make_contract,
    steps,
)
from commkit.adapters.http.event_stream import EventStream
from commkit.adapters.http.shells import close_stream
from commkit.adapters.http.streaming import _Feed
from commkit.adapters.http.thread_streams import ThreadStreams
from commkit.aio import AsyncKit
from tests.adapters.http.test_streaming import HEARTBEAT, ask_stream, follow, reply
from tests.adapters.sse_reading import Parser, closing_all, read_to_end, read_until
from tests.audience_town import INSIDE, OUTSIDE, AudienceTown, create_audience_town


@pytest.fixture
def town(sqlite_kit: Kit) -> AudienceTown:
    return create_audience_town(sqlite_kit)


@pytest.fixture
def hubs(sqlite_kit: Kit) -> Iterator[Callable[..., Contract]]:
    """Makes contracts whose hubs are closed at the end."""
    made: list[StreamHub] = []

    def make(**options: Any) -> Contract:
        hub = StreamHub(sqlite_kit, **{"heartbeat": HEARTBEAT, "poll": 0.05, **options})
        made.append(hub)
        return make_contract(sqlite_kit, streams=hub)

    yield make
    for hub in made:
        hub.close()


def becomes_empty(contract: Contract, *, seconds: float = 5) -> bool:
    """Whether all places are given back in time."""
    end = monotonic() + seconds
    while contract.streams.count:
        if monotonic() > end:
            return False
        sleep(0.02)
    return True


class Gate:
    """Holds up whoever opens a stream until the test lets them through."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.reached, self.opened = threading.Event(), threading.Event()
        original = StreamHub.open

        def gated(hub: StreamHub, *args: Any, **options: Any) -> EventStream:
            self.reached.set()
            assert self.opened.wait(10)
            return original(hub, *args, **options)

        monkeypatch.setattr(StreamHub, "open", gated)


def cancel_while_it_opens(contract: Contract, gate: Gate, *, times: int = 1) -> None:
    async def work() -> None:
        async with AsyncKit(contract.kit) as akit:
            asking = asyncio.create_task(
                handle_async(contract, akit, Request("GET", "/town/-/stream"), OUTSIDE)
            )
            assert await asyncio.to_thread(gate.reached.wait, 10)
            for _ in range(times):
                asking.cancel()
                await asyncio.sleep(0.01)
            gate.opened.set()
            with pytest.raises(asyncio.CancelledError):
                await asking

    asyncio.run(work())


@pytest.mark.parametrize("times", [1, 3])
def test_a_request_that_is_cancelled_while_its_stream_is_opened(
    town: AudienceTown, hubs: Callable[..., Contract], monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    contract = hubs()
    cancel_while_it_opens(contract, Gate(monkeypatch), times=times)
    assert contract.streams.count == 0


def test_control_a_cancelled_request_keeps_what_nobody_gives_back(
    town: AudienceTown, hubs: Callable[..., Contract], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def forgetful(run: Callable[[], Any], **_: Any) -> Any:
        return await asyncio.to_thread(run)

    monkeypatch.setattr(steps, "run_in_thread", forgetful)
    contract = hubs()
    cancel_while_it_opens(contract, Gate(monkeypatch))
    assert not becomes_empty(contract, seconds=0.3)


def flood(kit: Kit, town: AudienceTown) -> None:
    for _ in range(6):
        reply(kit, town)


def test_one_that_is_cut_off_and_that_nobody_reads(
    sqlite_kit: Kit, town: AudienceTown, hubs: Callable[..., Contract]
) -> None:
    contract = hubs(max_waiting=3)
    stream = follow(contract, OUTSIDE)
    flood(sqlite_kit, town)
    assert becomes_empty(contract)
    assert stream.is_cut
    assert list(stream) == []


def test_one_that_is_too_old_and_that_nobody_reads(town: AudienceTown, hubs: Callable[..., Contract]) -> None:
    contract = hubs(max_age=0.3)
    follow(contract, OUTSIDE)
    assert contract.streams.count == 1
    assert becomes_empty(contract)


def test_control_a_hub_that_closes_none_keeps_them(
    sqlite_kit: Kit, town: AudienceTown, hubs: Callable[..., Contract], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_Feed, "close_ended", lambda feed, now: None)
    contract = hubs(max_waiting=3, max_age=0.1)
    follow(contract, OUTSIDE)
    flood(sqlite_kit, town)
    assert not becomes_empty(contract, seconds=0.5)


def test_a_reader_is_asked_anew_who_they_are_and_misses_nothing(
    sqlite_kit: Kit, town: AudienceTown, hubs: Callable[..., Contract]
) -> None:
    contract = hubs(max_age=0.5, heartbeat=30)
    stream, parser = follow(contract, OUTSIDE), Parser()
    began = monotonic()
    with closing_all(stream):
        parser.feed(next(stream))
        first = reply(sqlite_kit, town)
        read_to_end(stream, parser)
    assert 0.3 < monotonic() - began < 5
    missed = reply(sqlite_kit, town)
    again, later = follow(contract, OUTSIDE, parser.last_id), Parser()
    with closing_all(again):
        read_until(again, later, lambda read: missed in read.posts())
    assert first in parser.posts() + later.posts()


def test_beside_an_event_loop_it_ends_too(town: AudienceTown, hubs: Callable[..., Contract]) -> None:
    contract = hubs(max_age=0.4, heartbeat=30)

    async def work() -> int:
        async with AsyncKit(contract.kit) as akit:
            response = await handle_async(contract, akit, Request("GET", "/town/-/stream"), OUTSIDE)
            assert isinstance(response.stream, EventStream)
            async with asyncio.timeout(5):
                return len([piece async for piece in response.stream])

    assert asyncio.run(work()) in (1, 2), "its opening, and perhaps from where to resume"
    assert contract.streams.count == 0


def test_control_one_that_is_young_goes_on(town: AudienceTown, hubs: Callable[..., Contract]) -> None:
    contract = hubs(max_age=60)
    stream = follow(contract, OUTSIDE)
    with closing_all(stream):
        for _ in range(4):
            assert next(stream)
    assert contract.streams.count == 0


def test_visitors_have_places_of_their_own(town: AudienceTown, hubs: Callable[..., Contract]) -> None:
    contract = hubs(max_visitors=2, max_per_actor=1, max_streams=10)
    visitors = [follow(contract, None) for _ in range(2)]
    with closing_all(*visitors, follow(contract, OUTSIDE)):
        refused = ask_stream(contract, None)
        assert (refused.status, refused.header("retry-after")) == (503, "15")
        assert ask_stream(contract, OUTSIDE).status == 429
        follow(contract, INSIDE).close()
    assert contract.streams.count == 0


def test_who_is_no_member_takes_the_places_of_visitors(
    town: AudienceTown, hubs: Callable[..., Contract]
) -> None:
    contract = hubs(max_visitors=3, max_per_actor=1, max_streams=5)
    outsiders = [follow(contract, actor) for actor in ("ghost:1", "ghost:2", None)]
    with closing_all(*outsiders):
        assert [ask_stream(contract, actor).status for actor in ("ghost:3", "ghost:1", None)] == [503] * 3
        with closing_all(follow(contract, OUTSIDE), follow(contract, INSIDE)):
            assert contract.streams.count == 5, "members have theirs"
        outsiders[0].close()
        outsiders[0].close()
        follow(contract, "ghost:3").close()
    assert contract.streams.count == 0


def test_a_server_with_few_threads_gives_members_some(
    town: AudienceTown, hubs: Callable[..., Contract]
) -> None:
    contract, places = hubs(), ThreadStreams(3)

    def hold(actor: str | None) -> Response:
        return places.hold(contract, ask_stream(contract, actor), actor)

    held = [hold("ghost:1")]
    assert [hold(actor).status for actor in ("ghost:2", None)] == [503, 503]
    held += [hold(OUTSIDE), hold(INSIDE)]
    assert [response.status for response in held] == [200, 200, 200]
    for response in held:
        close_stream(response.stream)
    assert (places.count, contract.streams.count) == (0, 0)


def test_visitors_may_be_refused(town: AudienceTown, hubs: Callable[..., Contract]) -> None:
    contract = hubs(max_visitors=0)
    refused = ask_stream(contract, None)
    assert (refused.status, refused.header("www-authenticate")) == (401, "Bearer")
    assert ask_stream(contract, "ghost:1").status == 403, "who is signed in, but no member, is none either"
    follow(contract, OUTSIDE).close()


def test_a_loop_that_was_closed_takes_nothing_from_others(
    sqlite_kit: Kit, town: AudienceTown, hubs: Callable[..., Contract]
) -> None:
    """Its reader waits for ever: nobody told its stream that the loop has gone."""
    contract = hubs()
    lost, kept = follow(contract, OUTSIDE), follow(contract, INSIDE)
    loop = asyncio.new_event_loop()
    loop.run_until_complete(anext(lost))
    waiting = loop.create_task(lost._wait_async(60))
    loop.run_until_complete(asyncio.sleep(0.01))
    waiting._log_destroy_pending = False  # type: ignore[attr-defined]  # as it is meant
    loop.close()
    parser = Parser()
    with closing_all(kept, lost):
        made = reply(sqlite_kit, town)
        read_until(kept, parser, lambda read: made in read.posts())


def test_a_request_that_is_not_cancelled_keeps_its_stream(
    town: AudienceTown, hubs: Callable[..., Contract]
) -> None:
    contract = hubs()
    response = handle(contract, Request("GET", "/town/-/stream"), OUTSIDE)
    assert contract.streams.count == 1
    assert isinstance(response.stream, EventStream)
    with closing(response.stream):
        assert next(response.stream)
    assert contract.streams.count == 0
