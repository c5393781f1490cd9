"""Slow mode: one post in each pause, exactly, however many are sent at once."""

from collections.abc import Iterator
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest

from commkit import SYSTEM, Conflict, Denied, Kit, NotFound, RateLimited
from commkit.moderation import SetSlowMode, SlowModeChanged
from commkit.moderation import check_statements as sql
from commkit.posts import CreateReply, ListNewestThreads
from commkit.testing.clock import ManualClock
from commkit.testing.contexts import context_of
from tests.helpers import (
    ask,
    assert_invalid,
    assert_refused,
    assert_unchanged,
    do,
    emitted_facts,
    run_concurrently,
)
from tests.moderation.town import START, member, settle, town_of, write
from tests.sample import OWNER


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(START)


@pytest.fixture
def town(url: str, clock: ManualClock) -> Iterator[Kit]:
    with town_of(url, clock) as kit:
        settle(kit, slow_mode=60)
        yield kit


def test_each_member_writes_once_in_a_pause(town: Kit, clock: ManualClock) -> None:
    thread = write(town, "ada")
    clock.advance(timedelta(seconds=20))
    for deed in (lambda: write(town, "ada"), lambda: do(town, "ada", "town", CreateReply(thread.id, "And."))):
        with assert_unchanged(town), pytest.raises(RateLimited) as caught:
            deed()
        assert (caught.value.code, caught.value.data["retry_after"]) == ("moderation.slow_mode", 40)
    do(town, "bob", "town", CreateReply(thread.id, "Me too."))
    clock.advance(timedelta(seconds=39.999))
    with assert_unchanged(town), assert_refused(RateLimited, "moderation.slow_mode"):
        write(town, "ada")
    clock.advance(timedelta(seconds=0.001))
    write(town, "ada")


def test_who_cares_for_the_place_is_exempt(town: Kit) -> None:
    for key in ("eve", OWNER):
        write(town, key)
        write(town, key)


def test_a_refused_post_takes_no_step(town: Kit) -> None:
    thread = write(town, "bob")
    with assert_unchanged(town), pytest.raises(Exception, match="kind"):
        do(town, "ada", "town", CreateReply(thread.id, "Hm.", kind="question"))
    do(town, "ada", "town", CreateReply(thread.id, "Hm."))


def test_at_once_exactly_one_gets_through(town: Kit) -> None:
    answers = run_concurrently(8, lambda n: write(town, "ada", str(n)))
    assert {e.code for e in answers if isinstance(e, Exception)} == {"moderation.slow_mode"}
    assert len([a for a in answers if not isinstance(a, Exception)]) == 1
    assert len(ask(town, "bob", "town", ListNewestThreads()).items) == 1


def test_control_to_look_and_then_step_lets_several_through(town: Kit, clock: ManualClock) -> None:
    """Everybody looks before anybody has stepped."""
    ada, start = member(town, "ada"), Barrier(4)

    def look_then_step(_: int) -> bool:
        with town.session(SYSTEM, "town", read_only=True) as session:
            last = context_of(session).one(sql.LAST_TURN, whose=ada, where=session.community.id)
        start.wait()
        if last is not None:
            return False
        with town.session(SYSTEM, "town") as session:
            step: dict[str, Any] = {"thread": session.community.id, "last_at": clock(), "before": clock()}
            context_of(session).rows(sql.TAKE_TURN, member=ada, **step)
        return True

    assert sum(answer is True for answer in run_concurrently(4, look_then_step)) == 4


def test_a_single_thread_has_a_pause_of_its_own(town: Kit, clock: ManualClock) -> None:
    settle(town, slow_mode=0, thread_slow_mode=True)
    slow, other = write(town, "bob"), write(town, "bob")
    assert emitted_facts(town, "eve", "town", SetSlowMode(slow.id, timedelta(minutes=5))) == [
        SlowModeChanged(thread=slow.id, seconds=300)
    ]
    first = do(town, "ada", "town", CreateReply(slow.id, "One."))
    with assert_unchanged(town), assert_refused(RateLimited, "moderation.slow_mode"):
        do(town, "ada", "town", CreateReply(first.id, "Two.", kind="comment"))
    do(town, "ada", "town", CreateReply(other.id, "Elsewhere."))
    do(town, "eve", "town", CreateReply(slow.id, "Calm down."))
    do(town, "eve", "town", CreateReply(slow.id, "All of you."))
    clock.advance(timedelta(minutes=5))
    do(town, "ada", "town", CreateReply(slow.id, "Two."))
    do(town, "eve", "town", SetSlowMode(slow.id, timedelta()))
    do(town, "ada", "town", CreateReply(slow.id, "Three."))


def test_who_may_slow_a_thread_and_how(town: Kit) -> None:
    thread = write(town, "bob")
    with assert_unchanged(town), assert_refused(Conflict, "moderation.slow_mode_disabled"):
        do(town, "eve", "town", SetSlowMode(thread.id, timedelta(minutes=5)))
    settle(town, thread_slow_mode=True)
    with assert_unchanged(town), assert_refused(Denied, "runtime.not_permitted"):
        do(town, "bob", "town", SetSlowMode(thread.id, timedelta(minutes=5)))
    for wrong in (timedelta(seconds=-1), timedelta(days=8)):
        with assert_unchanged(town), assert_invalid(pause="out_of_range"):
            do(town, "eve", "town", SetSlowMode(thread.id, wrong))
    with assert_unchanged(town), assert_refused(NotFound, "runtime.not_found"):
        do(town, "eve", "town", SetSlowMode(member(town, "ada"), timedelta()))  # type: ignore[arg-type]
