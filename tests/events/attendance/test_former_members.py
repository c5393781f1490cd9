"""The RSVPs of members who left."""

from commkit import Kit
from commkit.events import (
    RsvpStatus,
)
from commkit.members import JoinCommunity, LeaveCommunity
from tests.events.counters import wrong_counters
from tests.events.fixtures import create_event, occurrences, read_occurrence, rsvp
from tests.helpers import (
    do,
)


def test_a_member_who_came_back_keeps_new_rsvps(town: Kit) -> None:
    event = create_event(town, capacity=1)
    rsvp(town, "bob", event)
    do(town, "bob", "town", LeaveCommunity())
    do(town, "bob", "town", JoinCommunity())
    rsvp(town, "bob", event, "maybe")
    rsvp(town, "bob", event)
    town.worker().drain()
    assert read_occurrence(town, event, "bob").my_status is RsvpStatus.GOING
    assert wrong_counters(town) == []


def test_all_rsvps_of_a_leaver_are_released(town: Kit) -> None:
    series = [create_event(town, rrule="FREQ=DAILY;COUNT=90") for _ in range(2)]
    for event in series:
        for occurrence in occurrences(town, event):
            rsvp(town, "bob", occurrence.id)
    do(town, "bob", "town", LeaveCommunity())
    town.worker().drain()
    assert {found.going for event in series for found in occurrences(town, event)} == {0}
    assert wrong_counters(town) == []
