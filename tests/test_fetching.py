"""Fetching addresses that somebody else chose: never into the host's own network, never for ever."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.request import urlopen

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit.fetching import FetchError, FetchPolicy, check_fetchable, fetch_url, is_public
from tests.http_servers import fixed_answer, http_server, tcp_server

HOME = FetchPolicy(
    allowed_networks=("127.0.0.0/8",), allow_http=True, timeout=timedelta(seconds=5), max_bytes=1000
)

INSIDE = (
    "127.0.0.1", "127.255.255.254", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "100.64.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1",
    "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fc00::1", "fd12:3456::1", "fec0::1", "ff02::1",
    "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
    "2002:7f00:1::", "2002:a00:1::1", "2001:0:7f00:1::",
)  # fmt: skip
OUTSIDE = ("1.1.1.1", "8.8.8.8", "93.184.216.34", "172.32.0.1", "2606:4700:4700::1111", "::ffff:8.8.8.8")


@contextmanager
def fails(word: str) -> Iterator[None]:
    with pytest.raises(FetchError) as caught:
        yield
    assert caught.value.code == f"fetching.{word}", caught.value


@pytest.mark.parametrize("address", INSIDE)
def test_what_is_not_public_is_not_reached(address: str) -> None:
    assert not is_public(ip_address(address))
    host = f"[{address}]" if ":" in address else address
    with fails("private_address"):
        check_fetchable(f"https://{host}/", FetchPolicy())
    with fails("private_address"):
        fetch_url("https://example.com/", resolve=lambda host, port: [address])


@pytest.mark.parametrize("address", OUTSIDE)
def test_what_is_public_is_allowed(address: str) -> None:
    assert is_public(ip_address(address))


@given(st.ip_addresses(v=4))
def test_an_address_is_as_public_wrapped_as_bare(address: IPv4Address) -> None:
    assert is_public(IPv6Address(f"::ffff:{address}")) == is_public(address)
    wrapped = IPv6Address((0x64FF9B << 96) | int(address))
    assert is_public(wrapped) == is_public(address)


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "0177.0.0.1", "127.1", "localhost"])
def test_other_spellings_of_loopback_are_resolved_and_refused(host: str) -> None:
    with pytest.raises(FetchError) as caught:
        fetch_url(f"https://{host}/")
    assert caught.value.code in ("fetching.private_address", "fetching.unknown_host")


def test_one_private_address_among_public_ones_is_enough() -> None:
    with fails("private_address"):
        fetch_url("https://example.com/", resolve=lambda host, port: ["93.184.216.34", "10.0.0.1"])


def test_a_name_that_changes_its_mind_is_asked_once() -> None:
    """DNS rebinding: the second answer leads inside, and is never asked for."""
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["169.254.169.254"]

    with http_server(fixed_answer(200, b"here")) as server:
        url = server.url.replace("127.0.0.1", "rebind.example")
        assert fetch_url(url, policy=HOME, resolve=resolve).body == b"here"
    assert asked == ["rebind.example"]
    assert server.requests[0].headers["host"].startswith("rebind.example:")


def test_the_control_a_naive_client_goes_inside() -> None:
    with http_server(fixed_answer(200, b"secret")) as server, urlopen(server.url) as answer:
        assert answer.read() == b"secret"
    with fails("private_address"):
        fetch_url(server.url, policy=FetchPolicy(allow_http=True))


def test_redirects_are_not_followed() -> None:
    with (
        http_server(fixed_answer(200, b"secret")) as inside,
        http_server(fixed_answer(302, location=inside.url)) as server,
    ):
        answer = fetch_url(server.url, policy=HOME)
        assert (answer.status, answer.headers["location"]) == (302, inside.url)
    assert inside.requests == []


@pytest.mark.parametrize(
    "url",
    [
        "", "nonsense", "//example.com/", "ftp://example.com/", "file:///etc/passwd", "gopher://example.com/",
        "http://example.com/", "https://", "https:///path", "https://user:secret@example.com/",
        "https://example.com:0/", "https://example.com:99999/", "https://exa mple.com/", "https://[::1/",
        "https://example.com/\r\nHost: other", "https://ex\u00e4mple.com/", "https://example.com\\@inside/",
        "javascript:alert(1)", "https://example.com/\x00",
    ],
)  # fmt: skip
def test_addresses_that_are_none(url: str) -> None:
    with fails("bad_url"):
        fetch_url(url)


@given(st.text(max_size=60))
def test_any_text_is_fetchable_or_refused_with_our_error(text: str) -> None:
    for url in (text, f"https://{text}", f"https://example.com/{text}"):
        with suppress(FetchError):  # and nothing else
            check_fetchable(url, FetchPolicy())


def test_what_was_sent_arrives() -> None:
    with http_server(fixed_answer(201, b"made", etag="x")) as server:
        answer = fetch_url(
            f"{server.url}?a=1", method="POST", body=b"{}", headers={"x-mine": "yes"}, policy=HOME
        )
    assert (answer.status, answer.body, answer.headers["etag"]) == (201, b"made", "x")
    (request,) = server.requests
    assert (request.method, request.path, request.body) == ("POST", "/hook?a=1", b"{}")
    assert request.headers["x-mine"] == "yes"


def test_other_methods_are_refused() -> None:
    with fails("bad_method"):
        fetch_url("https://example.com/", method="DELETE")


def test_an_endless_answer_is_cut() -> None:
    with http_server(fixed_answer(200, b"x" * 1001)) as server, fails("too_large"):
        fetch_url(server.url, policy=HOME)
    with http_server(fixed_answer(200, b"x" * 1000)) as server:
        assert len(fetch_url(server.url, policy=HOME).body) == 1000


def drip(connection: socket.socket, *, header: bytes = b"content-length: 1000") -> None:
    """Send a byte now and then, so that no single read ever times out."""
    connection.recv(1000)
    connection.sendall(b"HTTP/1.1 200 OK\r\n" + header + b"\r\n\r\n")
    for _ in range(600):
        connection.sendall(b"x")
        time.sleep(0.05)


@pytest.mark.parametrize(
    "header", [b"content-length: 1000", b"connection: close", b"transfer-encoding: chunked"]
)
def test_a_dripping_answer_is_cut_off(header: bytes) -> None:
    short = FetchPolicy(allowed_networks=("127.0.0.0/8",), allow_http=True, timeout=timedelta(seconds=0.4))
    gone = threading.Event()

    def talk(connection: socket.socket) -> None:
        try:
            drip(connection, header=header)
        except OSError:
            gone.set()
            raise

    with tcp_server(talk) as url:
        with fails("timeout"):
            fetch_url(url, policy=short)
        assert gone.wait(10), "the peer was hung up on while it was still dripping"
    assert threading.active_count() < 20


def test_a_timeout_for_each_read_would_not_do() -> None:
    """The control: with a limit for each read alone, as usual clients have it, the answer drips on."""
    with tcp_server(drip) as url, urlopen(url, timeout=0.4) as answer:
        started = time.monotonic()
        while time.monotonic() - started < 0.8:
            assert answer.read(1) == b"x"


@pytest.mark.parametrize(
    "said",
    [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 300, b"HTTP/1.1 99999 X\r\n\r\n"],
)
def test_who_does_not_speak_http(said: bytes) -> None:
    def talk(connection: socket.socket) -> None:
        connection.recv(1000)
        connection.sendall(said)

    with tcp_server(talk) as url, fails("bad_response"):
        fetch_url(url, policy=HOME)


def test_who_is_not_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with fails("unreachable"):
        fetch_url(f"http://127.0.0.1:{port}/", policy=HOME)
    with fails("unknown_host"):
        fetch_url("https://nobody.invalid/", resolve=lambda host, port: [])


def test_tls_is_checked_against_the_name() -> None:
    """A server without a certificate for the name is no answer: encryption without identity would be neither."""

    def talk(connection: socket.socket) -> None:
        connection.recv(1000)
        connection.sendall(b"\x15\x03\x03\x00\x02\x02\x28")  # a TLS alert: handshake failure

    with tcp_server(talk) as url, fails("unreachable"):
        fetch_url(url.replace("http:", "https:"), policy=HOME)


def test_the_beginning_of_a_large_body_is_given_where_that_is_asked_for() -> None:
    with http_server(fixed_answer(200, b"x" * 5_000)) as server:
        response = fetch_url(server.url, policy=HOME, cut=True)
        assert (len(response.body), response.cut) == (HOME.max_bytes, True)
        with pytest.raises(FetchError):
            fetch_url(server.url, policy=HOME)
    with http_server(fixed_answer(200, b"x" * HOME.max_bytes)) as server:
        assert not fetch_url(server.url, policy=HOME, cut=True).cut
