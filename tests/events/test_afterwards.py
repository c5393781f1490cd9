"""Reminders, checking in, what happens when it is over, and who is told."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from commkit import SYSTEM, Conflict, Denied, Kit, NotFound
from commkit.events import (
    AttendeeCheckedIn,
    CancelEvent,
    CheckInAttendee,
    CheckInWithCode,
    CreateCheckInCode,
    EditEvent,
    EndOccurrence,
    EventMetrics,
    EventRated,
    ListEventRatings,
    OccurrenceEnded,
    OccurrenceReminderDue,
    RateEvent,
    ReadEventMetrics,
    RemindAttendees,
    RescheduleOccurrence,
)
from commkit.posts import ReadPost
from commkit.posts.records import PostId
from commkit.testing.clock import ManualClock
from tests.events.gatherings import in_days, look, member, occurrences, plan, rsvp, told_to
from tests.events.recounting import counts_hold
from tests.helpers import (
    ask,
    assert_invalid,
    assert_refused,
    assert_unchanged,
    do,
    emitted_facts,
    result_or_error,
    wait_for_lock_waiter,
)
from tests.sample import create_community

ALMOST = in_days(7.1)
"""After which it is a few hours to the meet-up."""


def test_those_who_come_are_reminded_once(either: Kit, clock: ManualClock) -> None:
    event = plan(either)
    rsvp(either, "bob", event)
    rsvp(either, "eve", event, "declined")
    clock.advance(in_days(6))
    either.worker().drain()
    assert told_to(either, "events.reminder_due") == []
    clock.advance(in_days(1))
    either.worker().drain()
    assert told_to(either, "events.reminder_due") == ["bob"]
    assert emitted_facts(either, SYSTEM, "town", RemindAttendees(event.first)) == []


def test_a_reminder_moves_with_its_event(town: Kit, clock: ManualClock) -> None:
    event = plan(town, rule="FREQ=WEEKLY;COUNT=2")
    first, second = occurrences(town, event)
    rsvp(town, "bob", first.id)
    rsvp(town, "bob", second.id)
    do(town, "ada", "town", RescheduleOccurrence(first.id, "2030-01-20T18:00", "2030-01-20T20:00"))
    clock.advance(in_days(8))
    town.worker().drain()
    assert told_to(town, "events.rescheduled") == ["bob"]
    assert told_to(town, "events.reminder_due") == []
    clock.advance(in_days(6))
    town.worker().drain()
    assert told_to(town, "events.reminder_due") == ["bob"]
    clock.advance(in_days(5))
    town.worker().drain()
    assert told_to(town, "events.reminder_due") == ["bob", "bob"]


def test_an_event_that_moves_after_its_reminder_is_reminded_of_again(town: Kit, clock: ManualClock) -> None:
    event = plan(town)
    rsvp(town, "bob", event)
    clock.advance(ALMOST)
    town.worker().drain()
    do(
        town,
        "ada",
        "town",
        EditEvent(event=event.id, version=1, starts="2030-02-01T18:00", ends="2030-02-01T19:00"),
    )
    clock.advance(in_days(24))
    town.worker().drain()
    assert told_to(town, "events.reminder_due") == ["bob", "bob"]


def test_no_reminder_where_none_is_wanted_or_it_is_cancelled(town: Kit, clock: ManualClock) -> None:
    quiet, gone, later = (
        plan(town, remind_before=in_days(0)),
        plan(town),
        plan(town, remind_before=in_days(0)),
    )
    for event in (quiet, gone, later):
        rsvp(town, "bob", event)
    do(town, "ada", "town", CancelEvent(gone.id, "Ill."))
    do(town, "ada", "town", EditEvent(event=later.id, version=1, remind_before=in_days(2)))
    clock.advance(ALMOST)
    town.worker().drain()
    assert told_to(town, "events.reminder_due") == ["bob"]
    assert told_to(town, "events.cancelled") == ["bob"]


def test_checking_in_by_a_host_and_by_the_code(either: Kit, clock: ManualClock) -> None:
    event = plan(either)
    for who in ("bob", "eve", "joe"):
        rsvp(either, who, event)
    code = do(either, "ada", "town", CreateCheckInCode(event.first)).code
    with assert_unchanged(either), assert_refused(Conflict, "events.too_early"):
        do(either, "bob", "town", CheckInWithCode(event.first, code))
    clock.advance(in_days(7.2))
    bob = member(either, "bob")
    assert emitted_facts(either, "ada", "town", CheckInAttendee(event.first, bob)) == [
        AttendeeCheckedIn(occurrence=event.first, member=bob)
    ]
    assert emitted_facts(either, "ada", "town", CheckInAttendee(event.first, bob)) == []
    with assert_unchanged(either), assert_refused(Denied, "events.wrong_code"):
        do(either, "eve", "town", CheckInWithCode(event.first, "AAAAAAAAAA"))
    assert do(
        either, "eve", "town", CheckInWithCode(event.first, f" {code.lower()[:5]}-{code[5:]}")
    ).checked_in_at
    with assert_unchanged(either), assert_refused(NotFound, "events.has_no_seat"):
        do(either, "ada", "town", CheckInWithCode(event.first, code))
    with assert_unchanged(either), assert_refused(Denied, "runtime.not_permitted"):
        do(either, "bob", "town", CreateCheckInCode(event.first))
    with assert_refused(Conflict, "events.rsvp_changed"):
        rsvp(either, "bob", event, "declined")
    clock.advance(in_days(1))
    assert ask(either, "joe", "town", ReadEventMetrics(event.first)) == EventMetrics(
        seats=None, going=3, waitlisted=0, maybe=0, declined=0, checked_in=2, no_shows=1, rated=0, rating=None
    )
    clock.advance(in_days(1))
    with assert_unchanged(either), assert_refused(Conflict, "events.already_ended"):
        do(either, "ada", "town", CheckInAttendee(event.first, member(either, "joe")))
    assert counts_hold(either) == []


def test_a_code_that_was_never_made_lets_nobody_in(town: Kit, clock: ManualClock) -> None:
    event = plan(town)
    rsvp(town, "bob", event)
    clock.advance(in_days(7.2))
    for code in ("A", "AAAAAAAAAA"):
        with assert_unchanged(town), assert_refused(Denied, "events.wrong_code"):
            do(town, "bob", "town", CheckInWithCode(event.first, code))


def test_when_it_is_over_a_thread_is_opened_and_those_who_came_are_asked(
    either: Kit, clock: ManualClock
) -> None:
    event = plan(either, follow_up="question")
    rsvp(either, "bob", event)
    rsvp(either, "eve", event, "maybe")
    clock.advance(in_days(8))
    either.worker().drain()
    assert told_to(either, "events.ended") == ["bob"]
    seen = look(either, event)
    assert seen.ended_at is not None
    assert seen.thread is not None
    post = ask(either, "eve", "town", ReadPost(PostId(seen.thread)))
    assert (post.title, post.author) == ("Meet-up (2030-01-08)", None)
    assert emitted_facts(either, SYSTEM, "town", EndOccurrence(event.first)) == []
    either.worker().drain()
    assert look(either, event).thread == seen.thread
    assert either.worker().parked() == ()


def test_it_is_over_only_once_it_is(town: Kit) -> None:
    event = plan(town)
    assert emitted_facts(town, SYSTEM, "town", EndOccurrence(event.first)) == []
    assert look(town, event).ended_at is None


def test_those_who_came_rate_it(either: Kit, clock: ManualClock) -> None:
    event = plan(either)
    for who in ("bob", "eve"):
        rsvp(either, who, event)
    with assert_unchanged(either), assert_refused(Conflict, "events.not_ended"):
        do(either, "bob", "town", RateEvent(event.first, 5))
    clock.advance(in_days(7.2))
    do(either, "ada", "town", CheckInAttendee(event.first, member(either, "bob")))
    clock.advance(in_days(1))
    assert emitted_facts(either, "bob", "town", RateEvent(event.first, 2, "Cold.")) == [
        EventRated(occurrence=event.first, stars=2)
    ]
    do(either, "bob", "town", RateEvent(event.first, 4, "Warm."))
    for who in ("eve", "joe"):
        with assert_unchanged(either), assert_refused(Denied, "events.did_not_attend"):
            do(either, who, "town", RateEvent(event.first, 1))
    numbers = ask(either, None, "town", ReadEventMetrics(event.first))
    assert (numbers.rated, numbers.rating, numbers.no_shows) == (1, 4.0, 1)
    assert [
        (r.stars, r.comment) for r in ask(either, "ada", "town", ListEventRatings(event.first)).items
    ] == [(4, "Warm.")]
    with assert_refused(Denied, "runtime.not_permitted"):
        ask(either, "bob", "town", ListEventRatings(event.first))
    assert counts_hold(either) == []


@pytest.mark.parametrize("stars", [0, 6, -1])
def test_stars_are_one_to_five(town: Kit, clock: ManualClock, stars: int) -> None:
    event = plan(town)
    rsvp(town, "bob", event)
    clock.advance(in_days(8))
    with assert_unchanged(town), assert_invalid(stars="out_of_range"):
        do(town, "bob", "town", RateEvent(event.first, stars))
    do(town, "bob", "town", RateEvent(event.first, 5))


def test_the_outbox_tells_what_came_and_ended(town: Kit, clock: ManualClock) -> None:
    event = plan(town)
    rsvp(town, "bob", event)
    heard: list[object] = []
    town.on(OccurrenceReminderDue)(heard.append)
    town.on(OccurrenceEnded)(heard.append)
    clock.advance(ALMOST)
    town.worker().drain()
    clock.advance(in_days(1))
    town.worker().drain()
    assert heard == [
        OccurrenceReminderDue(event=event.id, occurrence=event.first),
        OccurrenceEnded(event=event.id, occurrence=event.first, going=1, checked_in=0),
    ]


@pytest.mark.postgres
def test_nobody_is_checked_in_to_what_is_cancelled_just_now(postgres_kit: Kit) -> None:
    create_community(postgres_kit, members=("ada", "bob"))
    soon = datetime.now(UTC) + timedelta(minutes=30)
    event = plan(
        postgres_kit,
        starts=f"{soon:%Y-%m-%dT%H:%M}",
        ends=f"{soon + timedelta(hours=2):%Y-%m-%dT%H:%M}",
        zone="UTC",
    )
    rsvp(postgres_kit, "bob", event)
    bob = member(postgres_kit, "bob")
    with ThreadPoolExecutor(1) as pool:
        with postgres_kit.session("ada", "town") as cancelling:
            cancelling.do(CancelEvent(event.id))
            checking_in = pool.submit(
                result_or_error, lambda: do(postgres_kit, "ada", "town", CheckInAttendee(event.first, bob))
            )
            wait_for_lock_waiter(postgres_kit)
        assert checking_in.result(timeout=30)[1] == "events.cancelled"
    assert counts_hold(postgres_kit) == []
