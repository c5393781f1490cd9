"""The queue of writers: in order of arrival, and never for ever."""

import time
from threading import Event, Thread, get_ident
from typing import Any

import pytest

from commkit import Busy, Kit
from commkit.posts import CreateThread
from commkit.runtime.storage.queueing import FairQueue
from tests.sample import OWNER, create_community


def wait_until(condition: Any) -> None:
    for _ in range(5_000):
        if condition():
            return
        time.sleep(0.001)
    raise AssertionError("it did not happen within five seconds")


def test_the_queue_is_in_order_of_arrival() -> None:
    queue = FairQueue()
    order: list[int] = []

    def work(number: int) -> None:
        queue.enter(30)
        order.append(number)
        queue.leave()

    queue.enter(30)
    threads = []
    for number in range(12):
        thread = Thread(target=work, args=(number,))
        thread.start()
        threads.append(thread)
        wait_until(lambda n=number: len(queue._waiting) == n + 1)
    queue.leave()
    for thread in threads:
        thread.join(timeout=30)
    assert order == list(range(12))
    queue.enter(0)  # it is free again
    queue.leave()


def test_who_has_the_turn_and_wants_it_again_is_refused_at_once() -> None:
    queue = FairQueue()
    queue.enter(30)
    with pytest.raises(Busy) as caught:
        queue.enter(30)
    assert caught.value.code == "runtime.nested_writer"
    queue.leave()
    queue.enter(0)


def test_who_waits_too_long_is_refused_and_holds_up_nobody() -> None:
    queue = FairQueue()
    taken, enough = Event(), Event()

    def hold() -> None:
        queue.enter(30)
        taken.set()
        enough.wait(timeout=30)
        queue.leave()

    holder = Thread(target=hold)
    holder.start()
    taken.wait(timeout=30)
    with pytest.raises(Busy) as caught:
        queue.enter(0.01)
    assert caught.value.code == "runtime.locked"
    enough.set()
    holder.join(timeout=30)
    queue.enter(30)
    assert queue._holder == get_ident()
    queue.leave()


def test_a_writing_session_inside_another_is_refused_at_once(sqlite_kit: Kit) -> None:
    create_community(sqlite_kit)
    with sqlite_kit.session(OWNER, "town") as session:
        with pytest.raises(Busy, match="read-only"), sqlite_kit.session(OWNER, "town"):
            pass
        session.do(CreateThread(kind="question", title="Why?", body="It goes on."))
