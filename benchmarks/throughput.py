"""Requests a second: the contract in FastAPI, beside a FastAPI route that somebody wrote by hand with SQLAlchemy's ORM.

Each side is a server process of its own (uvicorn, one worker) on the same SQLite file; both answer a page of 20 posts
of the same thread to a reader who is looked up at each request. They are asked in turns, over connections that stay
open.
"""

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Any

from attrs import frozen

from benchmarks.fill import fill
from benchmarks.forum import READER, SLUG, create_community
from benchmarks.measure import Figure, figure
from benchmarks.suite import new_kit
from commkit.posts import PostId

POSTS = 2_000
CONNECTIONS = 4
LEAST = 2.0
"""Requests a second of the contract, as a multiple of the route by hand."""
_URL = "COMMKIT_BENCHMARK_URL"


@frozen
class Load:
    """What a server did under load.

    Attributes:
        per_second: Requests a second.
        p95: Within how many microseconds 19 of 20 were answered.
    """

    per_second: float
    p95: float


def throughput_figures(*, seconds: float, turns: int) -> Iterator[Figure]:
    """A page of a thread, as records, under load."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'http.db'}"
        with closing(new_kit(url)) as kit:
            kit.migrate()
            create_community(kit)
            thread = PostId(fill(kit, POSTS))
        with _serving("contract", url) as ours, _serving("by_hand", url) as theirs:
            paths = f"/c/{SLUG}/posts/read-thread?thread={thread}", f"/threads/{thread}"
            assert _ids(ours, paths[0], "id") == _ids(theirs, paths[1], "id")
            loads = [(_load(ours, paths[0], seconds), _load(theirs, paths[1], seconds)) for _ in range(turns)]
    yield figure(
        "requests a second beside a route by hand",
        database="sqlite",
        posts=POSTS,
        ours=median(mine.per_second for mine, _ in loads),
        raw=median(other.per_second for _, other in loads),
        budget=LEAST,
        at_least=True,
    )
    yield figure(
        "p95 of a request beside a route by hand (us)",
        database="sqlite",
        posts=POSTS,
        ours=median(mine.p95 for mine, _ in loads),
        raw=median(other.p95 for _, other in loads),
        budget=1.0,
    )


def contract() -> Any:
    """The application with commkit's router."""
    import fastapi  # noqa: PLC0415  # in the server's process alone

    from commkit.adapters.fastapi import community_router  # noqa: PLC0415  # in the server's process alone

    app = fastapi.FastAPI()
    app.include_router(community_router(new_kit(os.environ[_URL]), actor=lambda: READER), prefix="/c")
    return app


def by_hand() -> Any:
    """The application with a route of its own."""
    from datetime import datetime  # noqa: PLC0415  # FastAPI looks annotations up
    from uuid import UUID  # noqa: PLC0415  # likewise

    import fastapi  # noqa: PLC0415  # in the server's process alone
    from pydantic import BaseModel, ConfigDict  # noqa: PLC0415  # likewise

    from benchmarks.orm import OrmForum  # noqa: PLC0415  # likewise

    class AuthorOut(BaseModel):
        model_config = ConfigDict(from_attributes=True)
        id: UUID
        name: str

    class PostOut(BaseModel):
        model_config = ConfigDict(from_attributes=True)
        id: UUID
        thread: UUID
        parent: UUID | None
        number: int
        kind: str
        state: str
        title: str
        body: str
        markup: str
        tags: str
        author: AuthorOut | None
        version: int
        created_at: datetime
        edited_at: datetime | None
        activity_at: datetime | None
        locked_at: datetime | None
        reply_count: int
        score: int
        made_with: str
        by_agent: bool

    class PageOut(BaseModel):
        items: list[PostOut]
        total: int

    forum, app = OrmForum(os.environ[_URL]), fastapi.FastAPI()

    @app.get("/threads/{thread}")
    def read(thread: UUID, page: int = 0) -> PageOut:
        posts, total = forum.read_thread(thread, page)
        return PageOut(items=[PostOut.model_validate(post) for post in posts], total=total)

    return app


@contextmanager
def _serving(factory: str, url: str) -> Iterator[int]:
    """Serve an application in a process of its own; gives its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", f"benchmarks.throughput:{factory}", "--factory"]
    options = ["--port", str(port), "--log-level", "error", "--no-access-log"]
    with subprocess.Popen([*command, *options], env={**os.environ, _URL: url}) as server:
        try:
            _wait_for(port, server)
            yield port
        finally:
            server.terminate()


def _wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the server did not start")


def _ids(port: int, path: str, name: str) -> list[str]:
    """What a page holds, for the two sides to be compared."""
    import httpx  # noqa: PLC0415  # a benchmark without servers needs none

    page = httpx.get(f"http://127.0.0.1:{port}{path}").raise_for_status().json()
    return [item[name] for item in page["items"]]


def _load(port: int, path: str, seconds: float) -> Load:
    """Ask over several connections, each of which sends its next request when the last one is answered."""
    took = [one for found in asyncio.run(_ask_all(port, path, seconds)) for one in found]
    return Load(len(took) / seconds, quantiles(took, n=20)[-1] * 1e6)


async def _ask_all(port: int, path: str, seconds: float) -> list[list[float]]:
    until = time.perf_counter() + seconds
    return await asyncio.gather(*(_ask(port, path, until) for _ in range(CONNECTIONS)))


async def _ask(port: int, path: str, until: float) -> list[float]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    took = []
    while (began := time.perf_counter()) < until:
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(f"{path}: {head.splitlines()[0].decode()}")
        (length,) = (line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length"))
        await reader.readexactly(int(length.partition(b":")[2]))
        took.append(time.perf_counter() - began)
    writer.close()
    return took
