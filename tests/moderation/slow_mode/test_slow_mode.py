"""Slow mode: exactly one post in each pause, however many are sent at once."""

from collections.abc import Iterator
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest

from commkit import SYSTEM, Conflict, Denied, Kit, NotFound, RateLimited
from commkit.moderation import SetSlowMode, SlowModeChanged, waive_pause
from commkit.moderation.slow_mode import statements as sql
from commkit.posts import CreateReply, CreateThread, ListThreads, Post
from commkit.spaces import AssignSpaceModerator, Space
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
from tests.moderation.fixtures import member, set_settings, town_of, write
from tests.sample import OWNER
from tests.spaces.helpers import make_space


@pytest.fixture
def town(url: str, clock: ManualClock) -> Iterator[Kit]:
    with town_of(url, clock) as kit:
        set_settings(kit, slow_mode="PT1M")
        yield kit


def test_each_member_writes_once_in_a_pause(town: Kit, clock: ManualClock) -> None:
    thread = write(town, "ada")
    clock.advance(timedelta(seconds=20))
    for post in (lambda: write(town, "ada"), lambda: do(town, "ada", "town", CreateReply(thread.id, "And."))):
        with assert_unchanged(town), pytest.raises(RateLimited) as caught:
            post()
        assert (caught.value.code, caught.value.data["retry_after"]) == ("moderation.slow_mode", 40)
    do(town, "bob", "town", CreateReply(thread.id, "Me too."))
    clock.advance(timedelta(seconds=39.999))
    with assert_unchanged(town), assert_refused(RateLimited, "moderation.slow_mode"):
        write(town, "ada")
    clock.advance(timedelta(seconds=0.001))
    write(town, "ada")


def test_stewards_are_exempt(town: Kit) -> None:
    for key in ("eve", OWNER):
        write(town, key)
        write(town, key)


def test_a_refused_post_starts_no_pause(town: Kit) -> None:
    thread = write(town, "bob")
    with assert_unchanged(town), pytest.raises(Exception, match="kind"):
        do(town, "ada", "town", CreateReply(thread.id, "Hm.", kind="question"))
    do(town, "ada", "town", CreateReply(thread.id, "Hm."))


def test_one_of_simultaneous_posts_is_accepted(town: Kit) -> None:
    answers = run_concurrently(8, lambda n: write(town, "ada", str(n)))
    assert {e.code for e in answers if isinstance(e, Exception)} == {"moderation.slow_mode"}
    assert len([a for a in answers if not isinstance(a, Exception)]) == 1
    assert len(ask(town, "bob", "town", ListThreads()).items) == 1


def test_control_reading_before_writing_accepts_several(town: Kit, clock: ManualClock) -> None:
    """Each reads before any of them has written."""
    ada, start = member(town, "ada"), Barrier(4)

    def read_then_write(_: int) -> bool:
        with town.session(SYSTEM, "town", read_only=True) as session:
            last = context_of(session).one(sql.LAST_POST, member=ada, thread=session.community.id)
        start.wait()
        if last is not None:
            return False
        with town.session(SYSTEM, "town") as session:
            values: dict[str, Any] = {"thread": session.community.id, "last_at": clock(), "before": clock()}
            context_of(session).rows(sql.NOTE_POST, member=ada, **values)
        return True

    assert sum(answer is True for answer in run_concurrently(4, read_then_write)) == 4


def test_a_single_thread_has_its_own_pause(town: Kit, clock: ManualClock) -> None:
    set_settings(town, slow_mode="PT0S", thread_slow_mode=True)
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


def test_who_may_set_slow_mode_and_how(town: Kit) -> None:
    thread = write(town, "bob")
    with assert_unchanged(town), assert_refused(Conflict, "moderation.slow_mode_disabled"):
        do(town, "eve", "town", SetSlowMode(thread.id, timedelta(minutes=5)))
    set_settings(town, thread_slow_mode=True)
    with assert_unchanged(town), assert_refused(Denied, "runtime.not_permitted"):
        do(town, "bob", "town", SetSlowMode(thread.id, timedelta(minutes=5)))
    for wrong in (timedelta(seconds=-1), timedelta(days=8)):
        with assert_unchanged(town), assert_invalid(pause="out_of_range"):
            do(town, "eve", "town", SetSlowMode(thread.id, wrong))
    with assert_unchanged(town), assert_refused(NotFound, "runtime.not_found"):
        do(town, "eve", "town", SetSlowMode(member(town, "ada"), timedelta()))  # type: ignore[arg-type]


def _in(town: Kit, space: Space) -> Post:
    thread = CreateThread(kind="question", title="Why?", body="Buy my pills.", space=space.id)
    made: Post = do(town, "bob", "town", thread)
    return made


def test_who_moderates_the_space_sets_slow_mode_there_and_is_exempt(town: Kit, clock: ManualClock) -> None:
    set_settings(town, thread_slow_mode=True, slow_mode="PT0S")
    here, there = make_space(town), make_space(town, "other")
    do(town, OWNER, "town", AssignSpaceModerator(here.id, member(town, "ada")))
    thread = _in(town, here)
    elsewhere, nowhere = _in(town, there), write(town, "bob")
    for other in (elsewhere, nowhere):
        with assert_unchanged(town), assert_refused(Denied, "runtime.not_permitted"):
            do(town, "ada", "town", SetSlowMode(other.id, timedelta(minutes=5)))
    do(town, "ada", "town", SetSlowMode(thread.id, timedelta(minutes=5)))
    do(town, "bob", "town", CreateReply(thread.id, "One."))
    with assert_refused(RateLimited, "moderation.slow_mode"):
        do(town, "bob", "town", CreateReply(thread.id, "Two."))
    for body in ("Calm.", "Down."):
        do(town, "ada", "town", CreateReply(thread.id, body))


def test_a_feature_may_waive_the_pause_for_one_reply(town: Kit, clock: ManualClock) -> None:
    set_settings(town, thread_slow_mode=True, slow_mode="PT0S")
    thread = write(town, "ada")
    do(town, "eve", "town", SetSlowMode(thread.id, timedelta(minutes=5)))
    do(town, "bob", "town", CreateReply(thread.id, "One."))
    with town.session("bob", "town") as session:
        context = context_of(session)
        waive_pause(context, thread.id)
        context.do(CreateReply(thread.id, "Sorry."))
        with assert_refused(RateLimited, "moderation.slow_mode"):
            context.do(CreateReply(thread.id, "Not sorry."))
