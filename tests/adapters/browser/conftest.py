"""A host's page with a thread under it, served on loopback with a strict policy, and a tab of a real browser."""

import socket
from collections.abc import Iterator
from threading import Thread
from time import sleep
from typing import Any

import pytest
import uvicorn
from attrs import frozen
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route

from commkit import Kit
from commkit.adapters.asgi import AsgiApp
from commkit.adapters.http import Contract, embed_script, make_contract
from commkit.posts import CreateThread, Post
from tests.browsers import open_browser
from tests.helpers import do
from tests.sample import create_community

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "require-trusted-types-for 'script'; trusted-types commkit"
)
STYLE = ":root { --accent: rgb(1, 2, 3) } commkit-thread { --commkit-accent: var(--accent) }"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with open_browser() as opened:
        yield opened


@frozen
class Host:
    """A host's application with a page that has a thread under it.

    Attributes:
        url: Its address.
        kit: Its Kit.
        thread: The thread.
    """

    url: str
    kit: Kit
    thread: Post


@pytest.fixture
def host(browser: Any, sqlite_kit: Kit) -> Iterator[Host]:
    """Who visits it says so by a cookie, `who`; pages forbid everything but their own scripts and requests."""
    create_community(sqlite_kit, members=("ada", "bob"))
    thread = do(
        sqlite_kit,
        "ada",
        "town",
        CreateThread(kind="question", title="Why <b>?", body='Tell **me** <script>alert("x")</script>'),
    )
    contract = make_contract(sqlite_kit)

    async def page(request: Request) -> HTMLResponse:
        embed = embed_script("town", thread.id, base="/c") * int(request.query_params.get("times", 1))
        lang = request.query_params.get("lang", "en")
        head = '<title>Host</title><link rel="stylesheet" href="/page.css">'
        html = f'<!doctype html><html lang="{lang}">{head}<main><h1>Host</h1>{embed}</main></html>'
        return HTMLResponse(html, headers={"Content-Security-Policy": POLICY})

    async def style(request: Request) -> Response:
        return Response(STYLE, media_type="text/css")

    def actor(scope: Any) -> str | None:
        return Request(scope).cookies.get("who")

    mounted = Mount("/c", AsgiApp(contract, actor=actor))
    app = Starlette(routes=[Route("/page", page), Route("/page.css", style), mounted])
    with _served(app, contract) as url:
        yield Host(url, sqlite_kit, thread)


class _served:  # noqa: N801  # used as a function
    """Serve an application until the block ends; its streams are ended before the server is."""

    def __init__(self, app: Any, contract: Contract) -> None:
        self.contract = contract
        self.listening = socket.create_server(("127.0.0.1", 0))
        config = uvicorn.Config(app, log_level="critical", lifespan="off")
        self.server = uvicorn.Server(config)
        self.thread = Thread(target=self.server.run, kwargs={"sockets": [self.listening]})

    def __enter__(self) -> str:
        self.thread.start()
        while not self.server.started:
            sleep(0.01)
        return f"http://127.0.0.1:{self.listening.getsockname()[1]}"

    def __exit__(self, *_: object) -> None:
        self.contract.streams.close()
        self.server.should_exit = True
        self.thread.join(timeout=20)
        self.listening.close()


@pytest.fixture
def tab(browser: Any, host: Host) -> Iterator[Any]:
    """A tab of a visitor; what the page complains of is kept as `tab.complaints`."""
    context = browser.new_context()
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    yield page
    context.close()
