"""No I/O inside a transaction: what is tried is refused, and raised at the end."""

import socket
import subprocess
import time
from collections.abc import Callable
from typing import Any

import pytest

from commkit import Context, Denied, Kit
from commkit.posts import CreateThread, Post
from commkit.testing.io_guard import IoInTransaction, forbid_io
from tests.helpers import do
from tests.sample import OWNER, create_community
from tests.testing.bad_plugins import Pin, Plugin, good, pin

Make = Callable[..., Kit]


def connects() -> None:
    with socket.socket() as opened:
        opened.connect(("127.0.0.1", 9))


def sends() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as opened:
        opened.sendto(b"there?", ("127.0.0.1", 9))


WAYS: dict[str, tuple[Callable[[], object], str]] = {
    "a connection": (connects, "socket.connect"),
    "a datagram": (sends, "socket.sendto"),
    "a name": (lambda: socket.getaddrinfo("localhost", 80), "socket.getaddrinfo"),
    "a process": (lambda: subprocess.run(["true"], check=True), "subprocess.Popen"),
    "a nap": (lambda: time.sleep(0.001), "time.sleep"),
}


def town_with(commkit_kit_factory: Make, handler: Any) -> tuple[Kit, Post]:
    kit = commkit_kit_factory(Plugin.of(Pin, handler))
    create_community(kit, type="demo")
    return kit, do(kit, OWNER, "town", CreateThread(kind="question", title="Why?", body="So."))


@pytest.mark.parametrize("way", list(WAYS))
def test_a_handler_that_does_io_is_caught(way: str, commkit_kit_factory: Make) -> None:
    work, words = WAYS[way]

    def talks(context: Context, command: Pin) -> Post:
        work()
        return pin(context, command)

    kit, post = town_with(commkit_kit_factory, talks)
    with (
        pytest.raises(AssertionError, match=words),
        forbid_io() as tried,
        pytest.raises(Exception, match="IoInTransaction"),
    ):
        do(kit, OWNER, "town", Pin(post.id))
    assert len(tried) == 1
    assert "test_io.py" in tried[0]


def test_a_gate_that_opens_a_socket_is_caught_although_the_command_is_refused(
    commkit_kit_factory: Make,
) -> None:
    plugin = good()

    @plugin.feature.gates(CreateThread)
    def asks_the_spam_service(context: Context, command: CreateThread) -> None:
        connects()

    kit = commkit_kit_factory(plugin)
    create_community(kit, type="demo")
    with pytest.raises(AssertionError, match="do it in a subscriber"), forbid_io(), pytest.raises(Denied):
        do(kit, OWNER, "town", CreateThread(kind="question", title="Why?", body="So."))


def test_outside_of_sessions_io_is_allowed(commkit_kit_factory: Make) -> None:
    kit, post = town_with(commkit_kit_factory, pin)
    with forbid_io() as tried:
        do(kit, OWNER, "town", CreateThread(kind="question", title="Why?", body="So."))
        with pytest.raises(Denied):
            do(kit, None, "town", Pin(post.id))
        for work, _ in WAYS.values():
            with pytest.raises(OSError, match="refused") if work is connects else forbid_io():
                work()
    assert tried == []


def test_without_the_guard_io_is_allowed(commkit_kit_factory: Make) -> None:
    kit, _ = town_with(commkit_kit_factory, pin)
    with kit.session(OWNER, "town") as session:
        time.sleep(0.001)
        session.do(CreateThread(kind="question", title="Why?", body="So."))


def test_the_fixture_guards(no_io_in_transactions: list[str], commkit_kit_factory: Make) -> None:
    kit, _ = town_with(commkit_kit_factory, pin)
    with kit.session(OWNER, "town"), pytest.raises(IoInTransaction):
        time.sleep(0.001)
    assert len(no_io_in_transactions) == 1
    no_io_in_transactions.clear()  # it was on purpose


def test_a_session_on_postgres_is_no_io(postgres_kit: Kit) -> None:
    create_community(postgres_kit)
    with forbid_io():
        do(postgres_kit, OWNER, "town", CreateThread(kind="question", title="Why?", body="So."))
