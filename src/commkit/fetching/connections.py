"""Connections to hosts that somebody else chose: a name is resolved once, and only checked addresses are called."""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from ipaddress import ip_address
from urllib.parse import SplitResult

from commkit.fetching.policy import Address, fetch_error


def resolve_host(host: str, port: int, resolve: Callable[[str, int], Iterable[str]] | None) -> list[Address]:
    """The addresses of a host.

    Args:
        host: Its name, or an address.
        port: The port.
        resolve: `(host, port) -> addresses`; the system's resolver where it is None.

    Raises:
        FetchError: `fetching.unknown_host`.
    """
    try:
        texts = list((resolve or _system_resolver)(host, port))
        # An address with a scope (`fe80::1%eth0`) is never public.
        found = [ip_address(text.partition("%")[0]) for text in texts]
    except (OSError, UnicodeError, ValueError) as error:
        raise fetch_error("unknown_host", f"{host} cannot be resolved") from error
    if not found:
        raise fetch_error("unknown_host", f"{host} cannot be resolved")
    return found


def _system_resolver(host: str, port: int) -> Iterable[str]:
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def connect(
    parts: SplitResult, host: str, port: int, addresses: Iterable[Address], deadline: float
) -> http.client.HTTPConnection:
    """Connect to the first of a host's checked addresses that answers.

    Args:
        parts: The URL.
        host: Its host, for TLS and for errors.
        port: Its port.
        addresses: The addresses of the host; all are checked.
        deadline: The end of the whole fetch, on the monotonic clock.

    Raises:
        FetchError: `fetching.timeout` or `fetching.unreachable`.
    """
    connection = http.client.HTTPConnection(host, port)
    # Otherwise the Host header of https would have its port.
    connection.default_port = 443 if parts.scheme == "https" else 80
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
        raise fetch_error("timeout", f"{host} did not respond in time") from failure
    raise fetch_error("unreachable", f"{host} cannot be reached ({failure})") from failure


def _wrap_tls(plain: socket.socket, host: str) -> socket.socket:
    return ssl.create_default_context().wrap_socket(plain, server_hostname=host)


def abort(connection: socket.socket, timed_out: threading.Event) -> None:
    """End a connection from another thread, which waits on it, and note that its time is up."""
    timed_out.set()
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
