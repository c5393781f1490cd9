"""A host's application for real servers: it used the database before the server forked its workers."""

import json
import os
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from commkit.aio import AsyncKit
from commkit.posts import CreateThread, ListThreads
from tests.helpers import ask
from tests.sample import OWNER, create_community, new_kit

kit = new_kit(os.environ["TOWN"])
if os.environ.get("FOUND"):
    create_community(kit)
BEFORE = len(ask(kit, OWNER, "town", ListThreads()).items)
"""The first use, by the process that is forked later."""


def _write(title: str) -> dict[str, Any]:
    with kit.session(OWNER, "town") as session:
        made = session.do(CreateThread(kind="question", title=title, body="?"))
        count = len(session.ask(ListThreads(limit=100)).items)
    return {"id": str(made.id), "title": made.title, "count": count, "process": os.getpid()}


def wsgi(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Writes a thread with the title of the path."""
    body = json.dumps(_write(environ["PATH_INFO"].strip("/"))).encode()
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]


akit = AsyncKit(kit)


async def asgi(
    scope: dict[str, Any], receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Awaitable[None]]
) -> None:
    """The same, asynchronously."""
    if scope["type"] != "http":
        return
    title = scope["path"].strip("/")
    made = await akit.do(OWNER, "town", CreateThread(kind="question", title=title, body="?"))
    body = json.dumps({"id": str(made.id), "title": made.title, "process": os.getpid()}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})
