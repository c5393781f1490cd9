"""Ratings of attendees."""

import pytest

from commkit import Conflict, Denied, Kit
from commkit.events import (
    CheckInAttendee,
    EventRated,
    ListEventRatings,
    RateEvent,
    ReadEventMetrics,
)
from commkit.testing.clock import ManualClock
from tests.events.counters import wrong_counters
from tests.events.fixtures import create_event, in_days, member, rsvp
from tests.helpers import (
    ask,
    assert_invalid,
    assert_refused,
    assert_unchanged,
    do,
    emitted_facts,
)

HOURS_BEFORE = in_days(7.1)
"""After which it is a few hours to the meet-up."""


def test_attendees_rate_an_occurrence(either: Kit, clock: ManualClock) -> None:
    event = create_event(either)
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
    assert wrong_counters(either) == []


@pytest.mark.parametrize("stars", [0, 6, -1])
def test_stars_are_one_to_five(town: Kit, clock: ManualClock, stars: int) -> None:
    event = create_event(town)
    rsvp(town, "bob", event)
    clock.advance(in_days(8))
    with assert_unchanged(town), assert_invalid(stars="out_of_range"):
        do(town, "bob", "town", RateEvent(event.first, stars))
    do(town, "bob", "town", RateEvent(event.first, 5))
