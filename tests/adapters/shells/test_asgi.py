"""The ASGI application: who acts, what is streamed, clients that go, and the end of the server."""

import asyncio
import http.client
import threading
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import aclosing, suppress
from functools import partial
from typing import Any

import pytest

from commkit import SYSTEM, Kit
from commkit.adapters.asgi import AsgiApp
from commkit.adapters.asgi.kits import LoopKits
from commkit.adapters.asgi.sending import send_response
from commkit.adapters.http import Response, make_contract
from commkit.testing.snapshots import differences, snapshot
from tests.adapters.shells.servers import HOST, uvicorn_server
from tests.sample import create_community

Messages = list[dict[str, Any]]
WORKERS = {"commkit-writer", "commkit-reader", "commkit-stream"}


def scope(method: str = "GET", path: str = "/-/types", **more: Any) -> dict[str, Any]:
    return {"type": "http", "http_version": "1.1", "method": method, "path": path, "headers": [], **more}


def receiver(*bodies: bytes, ends: bool = True) -> Callable[[], Awaitable[dict[str, Any]]]:
    """Gives a body in pieces; then the client stays, or goes if it does not end."""
    left = [{"type": "http.request", "body": body, "more_body": True} for body in bodies]
    if ends:
        left.append({"type": "http.request", "body": b""})
    else:
        left.append({"type": "http.disconnect"})

    async def receive() -> dict[str, Any]:
        if left:
            return left.pop(0)
        await asyncio.Event().wait()
        raise AssertionError

    return receive


async def ask(app: AsgiApp, asked: dict[str, Any], receive: Any = None) -> Messages:
    """What the application sends."""
    sent: Messages = []

    async def send(message: Any) -> None:
        sent.append(message)

    await app(asked, receive or receiver(), send)
    return sent


async def nobody(_: Any) -> None:
    return None


def workers() -> list[str]:
    return [name for thread in threading.enumerate() if (name := thread.name).rpartition("_")[0] in WORKERS]


def json_of(kit: Kit, actor: Any, path: str) -> tuple[int, bytes]:
    async def run() -> Messages:
        app = AsgiApp(kit, actor=actor)
        async with app.lifespan():
            return await ask(app, scope(path=path))

    start, body = asyncio.run(run())
    return start["status"], body["body"]


def test_a_plain_function_may_wait_and_an_async_one_is_awaited(sqlite_kit: Kit) -> None:
    create_community(sqlite_kit, members=["ada"])
    places = []

    def found_by_waiting(_: Any) -> str:
        places.append(threading.current_thread())
        return "ada"

    async def awaited(_: Any) -> str:
        places.append(threading.current_thread())
        return "ada"

    actors = (found_by_waiting, awaited, partial(awaited))
    answers = [json_of(sqlite_kit, actor, "/town/-/me") for actor in actors]
    assert {status for status, _ in answers} == {200}
    assert len({body for _, body in answers}) == 1
    assert b'"role":"member"' in answers[0][1]
    assert [place is threading.main_thread() for place in places] == [False, True, True]


@pytest.mark.parametrize("key", [7, SYSTEM, b"ada", object()])
def test_what_is_no_key_of_a_user_is_an_error_of_the_host(sqlite_kit: Kit, key: Any) -> None:
    create_community(sqlite_kit)
    with pytest.raises(TypeError, match="the host's key"):
        json_of(sqlite_kit, lambda _: key, "/town/-/me")


def test_what_the_host_raises_goes_to_the_server(sqlite_kit: Kit) -> None:
    def broken(_: Any) -> str:
        raise LookupError("no such login")

    with pytest.raises(LookupError):
        json_of(sqlite_kit, broken, "/-/types")


def test_a_client_that_goes_before_its_body_is_whole_changes_nothing(sqlite_kit: Kit) -> None:
    create_community(sqlite_kit, members=["ada"])
    before = snapshot(sqlite_kit)
    app = AsgiApp(sqlite_kit, actor=lambda _: "ada")
    asked = scope("POST", "/town/members/leave-community", headers=[(b"content-type", b"application/json")])
    assert asyncio.run(ask(app, asked, receiver(b"{}", ends=False))) == []
    assert differences(before, snapshot(sqlite_kit)) == []


@pytest.mark.parametrize(
    ("length", "status"),
    [(b"0", 200), (b"2", 200), (b"3", 400), (b"x", 400), (b"-1", 400), (b"9" * 5_000, 400)],
)
def test_bodies_that_are_shorter_than_declared_are_refused(
    sqlite_kit: Kit, length: bytes, status: int
) -> None:
    create_community(sqlite_kit)
    headers = [(b"Content-Type", b"application/json"), (b"Content-Length", length)]
    asked = scope("POST", "/town/posts/list-threads", headers=headers)
    sent = asyncio.run(ask(AsgiApp(sqlite_kit, actor=nobody), asked, receiver(b"{", b"}")))
    assert sent[0]["status"] == status


def test_a_slow_body_is_answered_408_and_the_connection_ends(sqlite_kit: Kit) -> None:
    async def never() -> dict[str, Any]:
        await asyncio.Event().wait()
        raise AssertionError

    app = AsgiApp(sqlite_kit, actor=nobody, body_timeout=0.05)
    start, _ = asyncio.run(ask(app, scope("POST", "/town/posts/list-threads"), never))
    assert start["status"] == 408
    assert (b"connection", b"close") in start["headers"]
    again = scope("POST", "/town/posts/list-threads", http_version="2")
    start, _ = asyncio.run(ask(app, again, never))
    assert start["status"] == 408
    assert (b"connection", b"close") not in start["headers"]


def test_where_it_is_mounted_stands_in_links(sqlite_kit: Kit) -> None:
    create_community(sqlite_kit, members=["ada", "bob"])
    asked = scope(
        path="/b\u00fcro/c/town/members/list-members", root_path="/b\u00fcro/c", query_string=b"limit=1"
    )
    start, _ = asyncio.run(ask(AsgiApp(sqlite_kit, actor=lambda _: "ada"), asked))
    links = [value for name, value in start["headers"] if name == b"link"]
    assert [link.partition(b"?")[0] for link in links] == [b"</b%C3%BCro/c/town/members/list-members"]


def test_the_end_of_the_server_ends_its_threads(sqlite_kit: Kit) -> None:
    create_community(sqlite_kit)
    app = AsgiApp(sqlite_kit, actor=nobody)
    with uvicorn_server(app) as server:
        connection = http.client.HTTPConnection(HOST, server.port, timeout=10)
        connection.request("GET", "/town/posts/list-threads")
        assert connection.getresponse().read().startswith(b"{")
        connection.close()
        assert "commkit-reader_0" in workers()
    assert workers() == []


def test_each_event_loop_has_its_own(sqlite_kit: Kit) -> None:
    create_community(sqlite_kit)
    app = AsgiApp(sqlite_kit, actor=nobody)

    async def run() -> int:
        async with app.lifespan():
            sent = await asyncio.gather(*(ask(app, scope(path="/town/-/me")) for _ in range(5)))
            return max(start["status"] for start, _ in sent)

    assert [asyncio.run(run()) for _ in range(3)] == [200, 200, 200]
    assert workers() == []


def test_other_scopes(sqlite_kit: Kit) -> None:
    app = AsgiApp(sqlite_kit, actor=nobody)
    assert asyncio.run(ask(app, {"type": "websocket"})) == [{"type": "websocket.close"}]
    with pytest.raises(ValueError, match="'smoke'"):
        asyncio.run(ask(app, {"type": "smoke"}))


class Stream:
    """Pieces that are made one by one, and how they end.

    Args:
        count: How many.
    """

    def __init__(self, count: int, *, fails: bool = False) -> None:
        self.left = count
        self.fails = fails
        self.closed = threading.Event()
        self.threads: set[int] = set()

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        self.threads.add(threading.get_ident())
        if not self.left:
            if self.fails:
                raise OverflowError("it broke")
            raise StopIteration
        self.left -= 1
        return b"x" * 1_000

    def close(self) -> None:
        self.threads.add(threading.get_ident())
        self.closed.set()


def serving(stream: Stream, **options: Any) -> Any:
    """An application that answers with a stream."""

    async def app(asked: Any, receive: Any, send: Any) -> None:
        if asked["type"] == "http":
            response = Response(200, (("Content-Type", "text/plain"),), stream=stream)
            await send_response(response, receive, send, method=asked["method"], **options)
            others = asyncio.all_tasks() - {asyncio.current_task()}
            await asyncio.sleep(0)
            assert [task for task in others if "_wait_until_gone" in repr(task) and not task.done()] == []
        else:
            await AsgiApp(make_contract(Kit("sqlite://")), actor=nobody)(asked, receive, send)

    return app


def test_a_stream_is_sent_whole_from_one_thread_and_closed() -> None:
    stream = Stream(5)
    with uvicorn_server(serving(stream)) as server:
        connection = http.client.HTTPConnection(HOST, server.port, timeout=10)
        connection.request("GET", "/")
        assert len(connection.getresponse().read()) == 5_000
        connection.close()
        assert stream.closed.wait(5)
    assert len(stream.threads) == 1
    assert stream.threads != {threading.get_ident()}


def test_a_stream_is_closed_when_its_client_goes() -> None:
    stream = Stream(10**9)
    with uvicorn_server(serving(stream)) as server:
        connection = http.client.HTTPConnection(HOST, server.port, timeout=10)
        connection.request("GET", "/")
        response = connection.getresponse()
        response.read(1_000)
        assert not stream.closed.is_set()
        response.close()
        connection.close()
        assert stream.closed.wait(5)
        assert server.is_idle()


def test_a_stream_that_breaks_does_not_look_whole() -> None:
    stream = Stream(3, fails=True)
    with uvicorn_server(serving(stream)) as server:
        connection = http.client.HTTPConnection(HOST, server.port, timeout=10)
        connection.request("GET", "/")
        with pytest.raises(http.client.IncompleteRead):
            connection.getresponse().read()
        connection.close()
        assert stream.closed.wait(5)


def test_a_client_that_reads_too_slowly_is_cut_off() -> None:
    stream = Stream(10**9)

    async def run() -> None:
        sent = 0

        async def send(_: Any) -> None:
            nonlocal sent
            sent += 1
            if sent > 3:
                await asyncio.Event().wait()

        await asyncio.wait_for(serving(stream, send_timeout=0.05)(scope(), receiver(ends=True), send), 5)

    asyncio.run(run())
    assert stream.closed.wait(5)


def test_only_the_headers_of_a_stream() -> None:
    stream = Stream(5)
    with uvicorn_server(serving(stream)) as server:
        connection = http.client.HTTPConnection(HOST, server.port, timeout=10)
        connection.request("HEAD", "/")
        assert connection.getresponse().read() == b""
        connection.close()
    assert stream.closed.is_set()
    assert stream.left == 5


def test_loops_in_several_threads_each_keep_one_kit(sqlite_kit: Kit) -> None:
    kits = LoopKits(sqlite_kit, 1)
    start = threading.Barrier(16)
    found: list[tuple[int, set[int]]] = []

    async def run() -> None:
        start.wait(10)
        async with kits.lifespan():
            mine = set()
            for _ in range(20):
                mine.add(id(kits.current()))
                await asyncio.sleep(0)
            found.append((len(mine), mine))

    threads = [threading.Thread(target=lambda: asyncio.run(run())) for _ in range(16)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert [count for count, _ in found] == [1] * 16
    assert workers() == []


def test_several_threads_wait_for_each_other() -> None:
    """Without the lock two of them may change what is kept at the same time."""
    kits = LoopKits(Kit("sqlite://"), 1)
    inside: list[int] = []

    class Watched:
        def __enter__(self) -> None:
            inside.append(1)

        def __exit__(self, *_: object) -> None:
            inside.append(-1)

    kits._lock = Watched()  # type: ignore[assignment]  # it notes who holds it

    async def run() -> None:
        async with kits.lifespan():
            kits.current()

    asyncio.run(run())
    assert inside == [1, -1, 1, -1], "once to find it, once to forget it"


@pytest.mark.parametrize("how", ["fails", "cancelled"])
def test_a_stream_is_closed_where_not_even_its_head_could_be_sent(how: str) -> None:
    stream = Stream(5)

    async def run() -> None:
        async def send(_: Any) -> None:
            if how == "fails":
                raise OSError("gone")
            await asyncio.Event().wait()

        sending = asyncio.create_task(serving(stream)(scope(), receiver(ends=True), send))
        await asyncio.sleep(0.05)
        sending.cancel()
        with suppress(asyncio.CancelledError):
            await sending

    asyncio.run(run())
    assert stream.closed.wait(5)
    assert stream.left == 5


def test_control_a_generator_that_never_began_closes_nothing() -> None:
    """What the pieces were made by before: its clean-up does not run."""
    stream = Stream(5)

    async def pieces() -> AsyncGenerator[bytes]:
        try:
            yield next(stream)
        finally:
            stream.close()

    async def run() -> None:
        async with aclosing(pieces()):
            pass

    asyncio.run(run())
    assert not stream.closed.is_set()
