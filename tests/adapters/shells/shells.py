"""The shells whose parity is tested: each serves a contract below `/c` over real HTTP on loopback.

A further shell is one entry of `SHELLS`: a context manager that gets the contract and gives its running server. Who
sends a request stands in the header `X-User`.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from commkit.adapters.asgi import AsgiApp
from commkit.adapters.http import Contract
from commkit.adapters.wsgi import WsgiApp
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


def user_of(headers: dict[bytes, bytes]) -> str | None:
    """Who sends a request, by its raw headers."""
    key = headers.get(b"x-user")
    return key.decode() if key is not None else None


SHELLS: dict[str, Shell] = {"asgi": asgi_shell, "wsgi": wsgi_shell}
"""By name."""
