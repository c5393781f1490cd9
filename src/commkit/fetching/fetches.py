"""Fetching: how commkit and its plugins call URLs that somebody else chose.

Such a URL may lead into the host's own network: to its database or its cloud's metadata service. So the name is
resolved once, all its addresses are checked, and the connection goes to a checked one; redirects are not followed;
time and size are limited. The rules are those of the OWASP "Server-Side Request Forgery Prevention" sheet.
"""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import timedelta
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from types import MappingProxyType
from urllib.parse import SplitResult, urlsplit

from attrs import field, frozen

from commkit.runtime.model.errors import CommkitError

Address = IPv4Address | IPv6Address
_NAT64 = ip_network("64:ff9b::/96")
_CHUNK_SIZE = 65_536
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT"})


class FetchError(CommkitError):
    """A URL could not be fetched, or must not be; see `code`."""


def _networks(texts: Iterable[str]) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(text) for text in texts)


@frozen(kw_only=True)
class FetchPolicy:
    """The limits of fetches; the host sets its own with `Kit(ports={FetchPolicy: FetchPolicy(...)})`.

    Attributes:
        allowed_networks: Networks that are allowed although they are not public, such as `10.1.0.0/16`.
        allow_http: Whether `http:` is allowed, too.
        timeout: For the whole fetch, from the connection to the last byte; the resolver has its own timeout.
        max_bytes: The size of a response at most, in bytes.
    """

    allowed_networks: tuple[IPv4Network | IPv6Network, ...] = field(default=(), converter=_networks)
    allow_http: bool = False
    timeout: timedelta = timedelta(seconds=15)
    max_bytes: int = 1_000_000

    def allows(self, address: Address) -> bool:
        """Whether connections to this address are allowed."""
        return is_public(address) or any(
            address in network for network in self.allowed_networks if network.version == address.version
        )


@frozen(kw_only=True)
class FetchResponse:
    """The response of a server.

    Attributes:
        status: The HTTP status.
        headers: The headers by lower-case name; the last one where a name occurs twice.
        body: The body.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes


def is_public(address: Address) -> bool:
    """Whether an address is public, by the IANA registries; checks IPv4 addresses embedded in IPv6 addresses, too."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address in _NAT64:
            inner = IPv4Address(int(address) & 0xFFFF_FFFF)
        if address.teredo is not None:
            return all(is_public(each) for each in address.teredo)
        if inner is not None:
            return is_public(inner)
        if address.is_site_local:
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def check_fetchable(url: str, policy: FetchPolicy) -> SplitResult:
    """Check a URL as far as possible without resolving its host.

    Args:
        url: The URL.
        policy: The limits of the fetch.

    Raises:
        FetchError: `fetching.bad_url` or `fetching.private_address`.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise _bad_url_error("it cannot be read") from None
    if not url.isascii() or not url.isprintable() or " " in url or "\\" in url:
        raise _bad_url_error("write it with plain letters; other names in their `xn--` form")
    if parts.scheme not in ("https", "http") or (parts.scheme == "http" and not policy.allow_http):
        raise _bad_url_error("begin it with https://")
    if not host or port == 0:
        raise _bad_url_error("name a host")
    if parts.username is not None or parts.password is not None:
        raise _bad_url_error("leave user name and password out")
    try:
        literal = ip_address(host)
    except ValueError:
        return parts
    _check_allowed([literal], policy)
    return parts


def fetch_url(
    url: str,
    *,
    method: str = "GET",
    body: bytes = b"",
    headers: Mapping[str, str] = MappingProxyType({}),
    policy: FetchPolicy = FetchPolicy(),
    resolve: Callable[[str, int], Iterable[str]] | None = None,
) -> FetchResponse:
    """Fetch a URL that somebody else chose. It blocks: never call it inside a session.

    Args:
        url: The URL.
        method: `GET`, `HEAD`, `POST` or `PUT`.
        body: The body to send.
        headers: The headers to send; `Host` and the length are added.
        policy: The limits of the fetch.
        resolve: `(host, port) -> addresses`; the system's resolver by default.

    Returns:
        The response, with any status: redirects are returned, too.

    Raises:
        FetchError: `fetching.bad_url`, `fetching.private_address`, `fetching.unknown_host`, `fetching.unreachable`,
            `fetching.timeout`, `fetching.too_large`, `fetching.bad_response`.
    """
    if method not in _METHODS:
        raise _error("bad_method", f"use one of {', '.join(sorted(_METHODS))}")
    parts = check_fetchable(url, policy)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    host = parts.hostname or ""
    addresses = _resolve_host(host, port, resolve)
    _check_allowed(addresses, policy)
    deadline = time.monotonic() + policy.timeout.total_seconds()
    connection = _connect(parts, host, port, addresses, deadline)
    # A slow peer can keep every single read below its timeout, so a timer ends the whole fetch.
    timed_out = threading.Event()
    # The socket itself: the connection drops it where the peer announces that it will close.
    guard = threading.Timer(max(deadline - time.monotonic(), 0), _abort, (connection.sock, timed_out))
    guard.daemon = True
    guard.start()
    try:
        connection.request(method, _request_target(parts), body=body or None, headers=dict(headers))
        response = _read_response(connection.getresponse(), policy)
        if timed_out.is_set():  # a response without a length just ends
            raise TimeoutError
        return response
    except (OSError, http.client.HTTPException, ValueError) as error:
        if timed_out.is_set() or isinstance(error, TimeoutError):
            raise _error("timeout", f"{host} did not respond in time") from error
        raise _error(
            "bad_response", f"{host} closed the connection or does not speak HTTP ({error!r:.200})"
        ) from error
    finally:
        guard.cancel()
        connection.close()


def _read_response(response: http.client.HTTPResponse, policy: FetchPolicy) -> FetchResponse:
    data = bytearray()
    while block := response.read(_CHUNK_SIZE):
        data += block
        if len(data) > policy.max_bytes:
            raise _error("too_large", f"the response has more than {policy.max_bytes} bytes")
    if response.length:
        raise http.client.IncompleteRead(bytes(data), response.length)
    headers = {name.lower(): value for name, value in response.getheaders()}
    return FetchResponse(status=response.status, headers=MappingProxyType(headers), body=bytes(data))


def _resolve_host(host: str, port: int, resolve: Callable[[str, int], Iterable[str]] | None) -> list[Address]:
    try:
        texts = list((resolve or _system_resolver)(host, port))
        # An address with a scope (`fe80::1%eth0`) is never public.
        found = [ip_address(text.partition("%")[0]) for text in texts]
    except (OSError, UnicodeError, ValueError) as error:
        raise _error("unknown_host", f"{host} cannot be resolved") from error
    if not found:
        raise _error("unknown_host", f"{host} cannot be resolved")
    return found


def _system_resolver(host: str, port: int) -> Iterable[str]:
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def _check_allowed(addresses: Iterable[Address], policy: FetchPolicy) -> None:
    """Check every address of a host: an attacker may add a public address to private ones."""
    for address in addresses:
        if not policy.allows(address):
            raise _error(
                "private_address",
                f"{address} is not on the public internet, and the fetch policy does not allow it",
            )


def _connect(
    parts: SplitResult, host: str, port: int, addresses: Iterable[Address], deadline: float
) -> http.client.HTTPConnection:
    connection = http.client.HTTPConnection(host, port)
    connection.default_port = (
        443 if parts.scheme == "https" else 80
    )  # otherwise the Host header of https would have its port
    connection.auto_open = 0  # it must never resolve the name by itself
    failure: OSError | None = None
    for address in addresses:
        plain: socket.socket | None = None
        try:
            plain = socket.create_connection(
                (str(address), port), timeout=max(deadline - time.monotonic(), 0.001)
            )
            connection.sock = _wrap_tls(plain, host) if parts.scheme == "https" else plain
        except OSError as error:
            if plain is not None:
                plain.close()
            failure = error
        else:
            return connection
    if isinstance(failure, TimeoutError):
        raise _error("timeout", f"{host} did not respond in time") from failure
    raise _error("unreachable", f"{host} cannot be reached ({failure})") from failure


def _wrap_tls(plain: socket.socket, host: str) -> socket.socket:
    return ssl.create_default_context().wrap_socket(plain, server_hostname=host)


def _request_target(parts: SplitResult) -> str:
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _abort(connection: socket.socket, timed_out: threading.Event) -> None:
    timed_out.set()
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def _bad_url_error(why: str) -> FetchError:
    return _error("bad_url", f"this URL cannot be used: {why}")


def _error(word: str, message: str) -> FetchError:
    return FetchError(f"fetching.{word}", message)
