"""Check-in, by a host and with a code."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from commkit import SYSTEM, Conflict, Denied, Kit, NotFound
from commkit.events import (
    AddCohost,
    AttendeeCheckedIn,
    CancelEvent,
    CheckInAttendee,
    CheckInWithCode,
    CreateCheckInCode,
    EventMetrics,
    ReadEventMetrics,
    RemoveCohost,
)
from commkit.members import LeaveCommunity, RestrictMember
from commkit.testing.clock import ManualClock
from tests.events.counters import wrong_counters
from tests.events.fixtures import create_event, in_days, member, rsvp
from tests.helpers import (
    ask,
    assert_refused,
    assert_unchanged,
    do,
    emitted_facts,
    result_or_error,
    wait_for_lock_waiter,
)
from tests.sample import create_community

HOURS_BEFORE = in_days(7.1)
"""After which it is a few hours to the meet-up."""


def test_check_in_by_a_host_and_with_the_code(either: Kit, clock: ManualClock) -> None:
    event = create_event(either)
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
        capacity=None,
        going=3,
        waitlisted=0,
        maybe=0,
        declined=0,
        checked_in=2,
        no_shows=1,
        rated=0,
        rating=None,
    )
    clock.advance(in_days(1))
    with assert_unchanged(either), assert_refused(Conflict, "events.already_ended"):
        do(either, "ada", "town", CheckInAttendee(event.first, member(either, "joe")))
    assert wrong_counters(either) == []


def test_without_a_code_nobody_checks_in_with_one(town: Kit, clock: ManualClock) -> None:
    event = create_event(town)
    rsvp(town, "bob", event)
    clock.advance(in_days(7.2))
    for code in ("A", "AAAAAAAAAA"):
        with assert_unchanged(town), assert_refused(Denied, "events.wrong_code"):
            do(town, "bob", "town", CheckInWithCode(event.first, code))


@pytest.mark.postgres
def test_a_check_in_waits_for_a_cancellation_and_is_refused(postgres_kit: Kit) -> None:
    create_community(postgres_kit, members=("ada", "bob"))
    soon = datetime.now(UTC) + timedelta(minutes=30)
    event = create_event(
        postgres_kit,
        local_start=f"{soon:%Y-%m-%dT%H:%M}",
        local_end=f"{soon + timedelta(hours=2):%Y-%m-%dT%H:%M}",
        time_zone="UTC",
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
    assert wrong_counters(postgres_kit) == []


@pytest.mark.parametrize("how", ["removed", "banned"])
def test_a_code_is_valid_while_its_creator_may_edit_the_event(
    either: Kit, clock: ManualClock, how: str
) -> None:
    event = create_event(either)
    for who in ("bob", "eve"):
        rsvp(either, who, event)
    joe = member(either, "joe")
    do(either, "ada", "town", AddCohost(event.id, joe))
    code = do(either, "joe", "town", CreateCheckInCode(event.first)).code
    clock.advance(in_days(7.2))
    assert do(either, "bob", "town", CheckInWithCode(event.first, code)).checked_in_at
    if how == "removed":
        do(either, "ada", "town", RemoveCohost(event.id, joe))
    else:
        do(either, "owner", "town", RestrictMember(joe, "banned", "Shouting."))
    with assert_unchanged(either), assert_refused(Denied, "events.wrong_code"):
        do(either, "eve", "town", CheckInWithCode(event.first, code))


def test_a_code_of_the_host_application_is_valid(town: Kit, clock: ManualClock) -> None:
    event = create_event(town)
    rsvp(town, "bob", event)
    code = do(town, SYSTEM, "town", CreateCheckInCode(event.first)).code
    clock.advance(in_days(7.2))
    assert do(town, "bob", "town", CheckInWithCode(event.first, code)).checked_in_at


def test_who_left_meanwhile_does_not_check_in(either: Kit, clock: ManualClock) -> None:
    event = create_event(either)
    rsvp(either, "bob", event)
    code = do(either, "ada", "town", CreateCheckInCode(event.first)).code
    clock.advance(in_days(7.2))
    check_in = CheckInWithCode(event.first, code)
    with either.database.engine.connect() as connection, connection.begin() as transaction:
        with either.session("bob", "town", connection=connection) as session:
            with either.session("bob", "town", connection=connection) as other:
                other.do(LeaveCommunity())
            with pytest.raises((Denied, NotFound)):
                session.do(check_in)
        transaction.rollback()
    assert do(either, "bob", "town", check_in).checked_in_at, "control: who stays checks in"
