"""The shells whose parity is tested: each serves a contract below `/c` over real HTTP on loopback.

A further shell is one entry of `SHELLS`: a context manager that gets the contract and gives its running server. Who
sends a request stands in the header `X-User`.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Annotated

from fastapi import FastAPI, Header
from flask import Flask
from flask import request as flask_request
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.types import Scope

from commkit.adapters.asgi import AsgiApp
from commkit.adapters.fastapi import community_router
from commkit.adapters.flask import Commkit
from commkit.adapters.http import Contract
from commkit.adapters.wsgi import WsgiApp
from tests.adapters.django.project import configure
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
    """The extension, in an application of its own."""
    app = Flask("parity")
    Commkit(
        app,
        contract.kit,
        actor=lambda: flask_request.headers.get("X-User"),
        url_prefix=BASE,
        check_origin=contract.check_origin,
        trusted_origins=contract.trusted_origins,
        challenge=contract.challenge,
    )
    with wsgi_server(app, base="") as server:
        yield server


@contextmanager
def django_shell(contract: Contract) -> Iterator[Server]:
    """The addresses of a project; Django has one setting for all of a process, so one shell."""
    configure()
    from django.core.handlers.wsgi import WSGIHandler  # noqa: PLC0415  # it needs the settings
    from django.test import override_settings  # noqa: PLC0415

    setting = {
        "kit": contract.kit,
        "actor": lambda request: request.headers.get("X-User"),
        "check_csrf_token": False,
        "check_origin": contract.check_origin,
        "trusted_origins": contract.trusted_origins,
        "challenge": contract.challenge,
    }
    with override_settings(COMMKIT=setting), wsgi_server(WSGIHandler(), base="") as server:
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
}
"""By name."""
STREAMING = ("asgi", "wsgi", "fastapi", "starlette")
"""Those that notice by themselves that a reader has gone; in the others the server does, with the next heartbeat."""
UNREACHED: dict[str, tuple[str, ...]] = {"starlette": ("%0A",), "flask": ("%0A",), "django": ("%0A",)}
"""What stands in paths that frameworks never hand on: none of them has an address with a line break."""
