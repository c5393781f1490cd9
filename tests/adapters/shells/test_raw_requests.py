"""Whatever bytes come over a connection: no server error, no connection that hangs, and the next one is served."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from commkit import Kit
from commkit.adapters.http import make_contract
from commkit.testing.kits import KitFactory
from commkit.testing.snapshots import differences, snapshot
from commkit_support import Support
from tests.adapters.shells.calls import Call
from tests.adapters.shells.raw_requests import RawRequest, raw_requests, statuses_of
from tests.adapters.shells.servers import Server, uvicorn_server
from tests.adapters.shells.shells import SHELLS, UNTIMED

CLIENTS = 24
"""At the same time."""


@contextmanager
def serving(factory: KitFactory, name: str) -> Iterator[tuple[Kit, Server]]:
    """A shell of an empty database."""
    kit = factory(Support(no_help_desk_reason="It is a test."))
    with SHELLS[name](make_contract(kit)) as server:
        yield kit, server


def send_all(server: Server, count: int, *, patient: float) -> Counter[int]:
    """Send so many raw requests, several at a time; how often each status came."""
    with ThreadPoolExecutor(CLIENTS) as clients:
        answers = clients.map(partial(statuses_of, server), raw_requests(count, patient=patient))
        return Counter(status for statuses in answers for status in statuses)


def assert_unharmed(server: Server, found: Counter[int]) -> None:
    """No server error came of what was sent, nothing is left of it, and who comes next is served."""
    assert [status for status in found if status >= 500 and status not in server.own_statuses] == []
    assert server.is_idle(), f"{server.open_connections()} connections hang"
    assert Call("GET", "/-/types").send(server)[0] == 200


@pytest.mark.parametrize("name", SHELLS)
def test_some_raw_requests(name: str, commkit_kit_factory: KitFactory) -> None:
    with serving(commkit_kit_factory, name) as (kit, server):
        before = snapshot(kit)
        found = send_all(server, 200, patient=0)
        assert_unharmed(server, found)
        assert {200, 400, 404} <= set(found)
        assert differences(before, snapshot(kit)) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", SHELLS)
def test_many_raw_requests(name: str, commkit_kit_factory: KitFactory) -> None:
    with serving(commkit_kit_factory, name) as (kit, server):
        before = snapshot(kit)
        found = send_all(server, 10_000 // len(SHELLS) + 1, patient=0.01)
        assert_unharmed(server, found)
        assert {200, 400, 404, 405} <= set(found)
        assert differences(before, snapshot(kit)) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", SHELLS)
def test_a_body_that_never_ends_is_given_up(name: str, commkit_kit_factory: KitFactory) -> None:
    head = b"POST /c/-/communities/create-community HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n"
    with serving(commkit_kit_factory, name) as (_, server):
        assert statuses_of(server, RawRequest((head, b"{"))) == ([408] if name not in UNTIMED else [])
        assert server.is_idle()


@pytest.mark.parametrize("name", SHELLS)
def test_half_a_body_is_not_taken_for_all_of_it(name: str, commkit_kit_factory: KitFactory) -> None:
    kept = b'{"slug": "town", "type": "support", "title": "Town", "purpose": "x", "care_hours": 1}'
    head = b"POST /c/-/communities/create-community HTTP/1.1\r\nHost: x\r\nX-User: ada\r\n"
    head += b"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n" % (len(kept) + 5)
    with serving(commkit_kit_factory, name) as (kit, server):
        before = snapshot(kit)
        for body in (b"", kept):
            assert set(statuses_of(server, RawRequest((head + body,), 0.2))) <= {400}
        assert differences(before, snapshot(kit)) == []
        assert server.is_idle()


def test_control_server_errors_and_hung_connections_are_noticed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    async def broken(scope, receive, send) -> None:
        if scope["type"] == "lifespan":
            await receive()
            await send({"type": "lifespan.startup.complete"})
            await receive()
            await send({"type": "lifespan.shutdown.complete"})
        else:
            raise ValueError("it broke")

    with uvicorn_server(broken) as server, pytest.raises(AssertionError):
        assert_unharmed(server, send_all(server, 20, patient=0))
