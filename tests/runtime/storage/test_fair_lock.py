"""The queue of writers: in order of arrival, and never for ever."""

import time
from threading import Event, Thread, get_ident
from typing import Any

import pytest

from commkit import Busy, Kit
from commkit.posts import CreateThread
from commkit.runtime.storage.fair_lock import FairLock
from tests.sample import OWNER, create_community


def wait_until(condition: Any) -> None:
    for _ in range(5_000):
        if condition():
            return
        time.sleep(0.001)
    raise AssertionError("it did not happen within five seconds")


def test_the_queue_is_in_order_of_arrival() -> None:
    lock = FairLock()
    order: list[int] = []

    def work(number: int) -> None:
        lock.acquire(30)
        order.append(number)
        lock.release()

    lock.acquire(30)
    threads = []
    for number in range(12):
        thread = Thread(target=work, args=(number,))
        thread.start()
        threads.append(thread)
        wait_until(lambda n=number: len(lock._waiting) == n + 1)
    lock.release()
    for thread in threads:
        thread.join(timeout=30)
    assert order == list(range(12))
    lock.acquire(0)  # it is free again
    lock.release()


def test_who_has_the_turn_and_wants_it_again_is_refused_at_once() -> None:
    lock = FairLock()
    lock.acquire(30)
    with pytest.raises(Busy) as caught:
        lock.acquire(30)
    assert caught.value.code == "runtime.nested_writer"
    lock.release()
    lock.acquire(0)


def test_who_waits_too_long_is_refused_and_holds_up_nobody() -> None:
    lock = FairLock()
    taken, enough = Event(), Event()

    def hold() -> None:
        lock.acquire(30)
        taken.set()
        enough.wait(timeout=30)
        lock.release()

    holder = Thread(target=hold)
    holder.start()
    taken.wait(timeout=30)
    with pytest.raises(Busy) as caught:
        lock.acquire(0.01)
    assert caught.value.code == "runtime.locked"
    enough.set()
    holder.join(timeout=30)
    lock.acquire(30)
    assert lock._holder == get_ident()
    lock.release()


def test_a_writing_session_inside_another_is_refused_at_once(sqlite_kit: Kit) -> None:
    create_community(sqlite_kit)
    with sqlite_kit.session(OWNER, "town") as session:
        with pytest.raises(Busy, match="read-only"), sqlite_kit.session(OWNER, "town"):
            pass
        session.do(CreateThread(kind="question", title="Why?", body="It goes on."))
