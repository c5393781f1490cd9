"""A fetch: one request to a checked address, within the limits of time and size."""

import http.client
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from urllib.parse import SplitResult

from attrs import frozen

from commkit.fetching.connections import abort, connect, resolve_host
from commkit.fetching.policy import FetchPolicy, check_allowed, check_fetchable, fetch_error

_CHUNK_SIZE = 65_536
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT"})
_DEFAULT_POLICY = FetchPolicy()


@frozen(kw_only=True)
class FetchResponse:
    """The response of a server.

    Attributes:
        status: The HTTP status.
        headers: The headers by lower-case name; the last one where a name occurs twice.
        body: The body.
        cut: Whether the body goes on, and only its beginning was asked for.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes
    cut: bool = False


def fetch_url(
    url: str,
    *,
    method: str = "GET",
    body: bytes = b"",
    headers: Mapping[str, str] = MappingProxyType({}),
    policy: FetchPolicy = _DEFAULT_POLICY,
    resolve: Callable[[str, int], Iterable[str]] | None = None,
    cut: bool = False,
) -> FetchResponse:
    """Fetch a URL that somebody else chose. It blocks: never call it inside a session.

    Args:
        url: The URL.
        method: `GET`, `HEAD`, `POST` or `PUT`.
        body: The body to send.
        headers: The headers to send; `Host` and the length are added.
        policy: The limits of the fetch.
        resolve: `(host, port) -> addresses`; the system's resolver by default.
        cut: Whether the beginning of a body that is larger than the policy allows is given instead of an error, for
            what can be read in part.

    Returns:
        The response, with any status: redirects are returned, too.

    Raises:
        FetchError: `fetching.bad_url`, `fetching.private_address`, `fetching.unknown_host`, `fetching.unreachable`,
            `fetching.timeout`, `fetching.too_large`, `fetching.bad_response`.
    """
    if method not in _METHODS:
        raise fetch_error("bad_method", f"use one of {', '.join(sorted(_METHODS))}")
    parts = check_fetchable(url, policy)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    host = parts.hostname or ""
    addresses = resolve_host(host, port, resolve)
    check_allowed(addresses, policy)
    deadline = time.monotonic() + policy.timeout.total_seconds()
    connection = connect(parts, host, port, addresses, deadline)
    # A slow peer can keep every single read below its timeout, so a timer ends the whole fetch.
    timed_out = threading.Event()
    # The socket itself: the connection drops it where the peer announces that it will close.
    guard = threading.Timer(max(deadline - time.monotonic(), 0), abort, (connection.sock, timed_out))
    guard.daemon = True
    guard.start()
    try:
        connection.request(method, _request_target(parts), body=body or None, headers=dict(headers))
        with (
            connection.getresponse() as answered
        ):  # it keeps the socket where the peer announces that it will close
            response = _read_response(answered, policy, cut=cut)
        if timed_out.is_set():  # a response without a length just ends
            raise TimeoutError
        return response
    except (OSError, http.client.HTTPException, ValueError) as error:
        if timed_out.is_set() or isinstance(error, TimeoutError):
            raise fetch_error("timeout", f"{host} did not respond in time") from error
        raise fetch_error(
            "bad_response", f"{host} closed the connection or does not speak HTTP ({error!r:.200})"
        ) from error
    finally:
        guard.cancel()
        connection.close()


def _read_response(response: http.client.HTTPResponse, policy: FetchPolicy, *, cut: bool) -> FetchResponse:
    data = bytearray()
    while block := response.read(_CHUNK_SIZE):
        data += block
        if len(data) > policy.max_bytes:
            break
    is_cut = len(data) > policy.max_bytes
    if is_cut and not cut:
        raise fetch_error("too_large", f"the response has more than {policy.max_bytes} bytes")
    if response.length and not is_cut:
        raise http.client.IncompleteRead(bytes(data), response.length)
    headers = {name.lower(): value for name, value in response.getheaders()}
    return FetchResponse(
        status=response.status,
        headers=MappingProxyType(headers),
        body=bytes(data[: policy.max_bytes]),
        cut=is_cut,
    )


def _request_target(parts: SplitResult) -> str:
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
