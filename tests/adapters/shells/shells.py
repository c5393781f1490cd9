"""The shells whose parity is tested: each serves a contract below `/c` over real HTTP on loopback.

A further shell is one entry of `SHELLS`: a context manager that gets the contract and gives its running server. Who
sends a request stands in the header `X-User`.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Annotated

from fastapi import FastAPI, Header
from flask import Flask, request
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.types import Scope

from commkit.adapters.asgi import AsgiApp
from commkit.adapters.fastapi import community_router
from commkit.adapters.flask.blueprint import make_blueprint
from commkit.adapters.http import Contract
from commkit.adapters.wsgi import WsgiApp
from tests.adapters.shells.django_host import asgi_project, wsgi_project
from tests.adapters.shells.servers import Server, uvicorn_server, wsgi_server

BASE = "/c"
BODY_TIMEOUT = 1.0
"""Seconds for a body, where a shell measures them."""

Shell = Callable[[Contract], AbstractContextManager[Server]]


@contextmanager
def asgi_shell(contract: Contract) -> Iterator[Server]:
    """`AsgiApp` below a path, as uvicorn's own `--root-path` has it."""
    app = AsgiApp(contract, actor=lambda scope: user_of(dict(scope["headers"])), body_timeout=BODY_TIMEOUT)

    async def mounted(scope, receive, send) -> None:
        await app(scope | {"root_path": BASE} if scope["type"] == "http" else scope, receive, send)

    with uvicorn_server(mounted) as server:
        yield server


@contextmanager
def wsgi_shell(contract: Contract) -> Iterator[Server]:
    """`WsgiApp` below a path."""
    app = WsgiApp(contract, actor=lambda environ: environ.get("HTTP_X_USER"))
    with wsgi_server(app, base=BASE) as server:
        yield server


@contextmanager
def fastapi_shell(contract: Contract) -> Iterator[Server]:
    """The router, in an application that has more than it."""
    app = FastAPI()
    app.include_router(community_router(contract, actor=current_user, body_timeout=BODY_TIMEOUT), prefix=BASE)
    with uvicorn_server(app) as server:
        yield server


async def current_user(x_user: Annotated[str | None, Header()] = None) -> str | None:
    """A dependency, as hosts have one for their logins."""
    return x_user


@contextmanager
def starlette_shell(contract: Contract) -> Iterator[Server]:
    """`AsgiApp`, mounted by Starlette."""

    async def user(scope: Scope) -> str | None:
        return user_of(dict(scope["headers"]))

    app = AsgiApp(contract, actor=user, body_timeout=BODY_TIMEOUT)
    with uvicorn_server(Starlette(routes=[Mount(BASE, app)], lifespan=app.lifespan)) as server:
        yield server


@contextmanager
def flask_shell(contract: Contract) -> Iterator[Server]:
    """The blueprint as the extension registers it, in an application that has more than it."""
    app = Flask("host")
    blueprint = make_blueprint("commkit", contract, lambda: request.headers.get("X-User"), BASE)
    app.register_blueprint(blueprint, url_prefix=BASE)
    with wsgi_server(app, base="") as server:
        yield server


@contextmanager
def django_shell(contract: Contract) -> Iterator[Server]:
    """A project with the sync urls."""
    with wsgi_project(contract) as app, wsgi_server(app, base="") as server:
        yield server


@contextmanager
def async_django_shell(contract: Contract) -> Iterator[Server]:
    """A project with the async urls."""
    with asgi_project(contract) as app, uvicorn_server(app, lifespan="off") as server:
        yield server


def user_of(headers: dict[bytes, bytes]) -> str | None:
    """Who sends a request, by its raw headers."""
    key = headers.get(b"x-user")
    return key.decode("latin-1") if key is not None else None


SHELLS: dict[str, Shell] = {
    "asgi": asgi_shell,
    "wsgi": wsgi_shell,
    "fastapi": fastapi_shell,
    "starlette": starlette_shell,
    "flask": flask_shell,
    "django": django_shell,
    "async-django": async_django_shell,
}
"""By name."""
UNREACHED: dict[str, tuple[str, ...]] = {"starlette": ("%0A",)}
"""What stands in paths that the framework of a shell never hands on: Starlette mounts nothing at line breaks."""
UNTIMED = frozenset({"async-django"})
"""Shells that see no request before all of it is there: Django's ASGI handler waits for bodies itself, without end."""
HOSTS = {
    "underscore": "not_a host",
    "none": "",
    "two": "a.example,b.example",
    "port": "a.example:x",
    "long": "x" * 300,
}
"""Hosts that are none, for the header."""
OWN_REFUSALS: dict[str, frozenset[str]] = {
    "flask": frozenset({"long", "upgrade"}),
    "django": frozenset({"underscore", "none", "two", "port"}),
    "async-django": frozenset({"underscore", "none", "two", "port"}),
}
"""Which of them a framework refuses with 400 by itself, before the shell is asked.

Django's rule for hosts guards its whole project. Werkzeug encodes the host as IDNA before it looks for a route, which
no label of more than 63 characters has, and keeps apart the routes of who wants a WebSocket (`upgrade`).
"""
