"""How far ahead the occurrences of a recurring event exist."""

from typing import Any

from commkit import SYSTEM, Kit
from commkit.communities import ArchiveCommunity, ReopenCommunity
from commkit.events import (
    CreateEvent,
    EditEvent,
    Event,
    ListUpcomingEvents,
    ReadEvent,
)
from commkit.testing.clock import ManualClock
from tests.events.fixtures import MEETUP, create_event, in_days, occurrences, starts
from tests.helpers import ask, do
from tests.sample import create_community


def edit(kit: Kit, event: Event, who: Any = "ada", **changes: Any) -> Event:
    version = ask(kit, SYSTEM, "town", ReadEvent(event.id)).version
    return do(kit, who, "town", EditEvent(event=event.id, version=version, **changes))


def test_occurrences_are_added_up_to_the_limit_of_the_community(town: Kit, clock: ManualClock) -> None:
    create_community(town, "city", members=["ada"], settings={"events": {"max_upcoming_occurrences": 4}})
    event = do(town, "ada", "city", CreateEvent(**MEETUP, rrule="FREQ=WEEKLY"))
    with town.session(SYSTEM, "city", read_only=True) as session:
        assert len(session.ask(ListUpcomingEvents()).items) == 4
    clock.advance(in_days(60))
    town.worker().drain()
    with town.session(SYSTEM, "city", read_only=True) as session:
        upcoming = session.ask(ListUpcomingEvents()).items
    assert 2 <= len(upcoming) <= 4
    assert {o.event for o in upcoming} == {event.id}
    assert upcoming[0].local_start > "2030-03-01"


def test_the_worker_extends_a_series(town: Kit, clock: ManualClock) -> None:
    event = create_event(town, rrule="FREQ=WEEKLY")
    for _ in range(6):
        clock.advance(in_days(90))
        town.worker().drain()
    days = [o.local_start[:10] for o in occurrences(town, event)]
    assert len(days) == len(set(days)) >= 540 // 7 + 180 // 7 - 2


def test_a_rule_that_began_long_ago_gets_no_past_occurrences(town: Kit) -> None:
    event = create_event(
        town, local_start="1990-01-02T18:00", local_end="1990-01-02T19:00", rrule="FREQ=DAILY"
    )
    made = starts(town, event)
    assert (made[0], made[1][:10], len(made)) == ("1990-01-02T18:00:00", "2029-12-31", 100)


def test_a_series_resumes_when_its_community_is_reopened(either: Kit, clock: ManualClock) -> None:
    event = create_event(either, rrule="FREQ=WEEKLY")
    do(either, "owner", "town", ArchiveCommunity("A pause."))
    clock.advance(in_days(400))
    either.worker().drain()
    made = len(starts(either, event))
    do(either, "owner", "town", ReopenCommunity())
    clock.advance(in_days(1))
    either.worker().drain()
    found = starts(either, event)
    assert len(found) > made
    assert found[-1] > "2031-07"
    either.worker().drain()
    assert starts(either, event) == found
