"""Applications for `/.well-known/webfinger`: they send a request on to the community that it is about.

Each stands around the application of a shell, which answers; a host mounts it at that one path.
"""

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

from commkit_activitypub.webfinger.policy import community_in, inner_path

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]
Asgi = Callable[[MutableMapping[str, Any], Any, Any], Awaitable[None]]


class WsgiWebFinger:
    """WebFinger as a WSGI application.

    Args:
        app: The application that serves the communities, such as `commkit.adapters.wsgi.WsgiApp`.
        mount: The path at which clients reach that application: `/c`; empty for the root.
        home: The slug of the community whose spaces are found by their bare names, too: `acct:roses@example.org`.
    """

    def __init__(self, app: Wsgi, *, mount: str = "", home: str = "") -> None:
        self._app, self._mount, self._home = app, mount.rstrip("/"), home

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer a request, as WSGI describes it."""
        asked = environ.get("QUERY_STRING", "")
        path = inner_path(community_in(asked, mount=self._mount, home=self._home))
        return self._app({**environ, "SCRIPT_NAME": self._mount, "PATH_INFO": path}, start_response)


class AsgiWebFinger:
    """WebFinger as an ASGI application.

    Args:
        app: The application that serves the communities, such as `commkit.adapters.asgi.AsgiApp`.
        mount: As for `WsgiWebFinger`.
        home: As for `WsgiWebFinger`.
    """

    def __init__(self, app: Asgi, *, mount: str = "", home: str = "") -> None:
        self._app, self._mount, self._home = app, mount.rstrip("/"), home

    async def __call__(self, scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        """Serve a connection, as ASGI describes it; what is no request goes to the application as it is."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        asked = scope.get("query_string", b"").decode("latin-1")
        path = f"{self._mount}{inner_path(community_in(asked, mount=self._mount, home=self._home))}"
        inner = {**scope, "root_path": self._mount, "path": path, "raw_path": path.encode()}
        await self._app(inner, receive, send)
