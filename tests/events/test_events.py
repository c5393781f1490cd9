"""Events are created, edited and cancelled."""

from typing import Any

import pytest

from commkit import SYSTEM, Conflict, Denied, Invalid, Kit, NotFound
from commkit.events import (
    CancelEvent,
    CancelOccurrence,
    CreateEvent,
    EditEvent,
    Event,
    EventCancelled,
    EventCreated,
    ListUpcomingEvents,
    ReadEvent,
)
from commkit.testing.clock import ManualClock
from tests.events.fixtures import MEETUP, create_event, in_days, occurrences
from tests.helpers import ask, assert_refused, assert_unchanged, do, emitted_facts
from tests.sample import create_community


def edit(kit: Kit, event: Event, who: Any = "ada", **changes: Any) -> Event:
    version = ask(kit, SYSTEM, "town", ReadEvent(event.id)).version
    return do(kit, who, "town", EditEvent(event=event.id, version=version, **changes))


def test_an_event_takes_place_once(either: Kit) -> None:
    (fact,) = emitted_facts(either, "ada", "town", CreateEvent(**MEETUP))
    assert isinstance(fact, EventCreated)
    event = ask(either, "bob", "town", ReadEvent(fact.event))
    assert (event.title, event.local_start, event.recurs, event.all_day) == (
        "Meet-up",
        "2030-01-08T18:00:00",
        False,
        False,
    )
    (only,) = occurrences(either, event)
    assert (only.id, f"{only.starts_at:%H:%M}", only.owner) == (event.first, "17:00", event.host)


def test_a_weekly_event_keeps_its_local_time_over_a_change_of_the_clocks(town: Kit) -> None:
    event = create_event(
        town, local_start="2030-03-19T18:00", local_end="2030-03-19T20:00", rrule="FREQ=WEEKLY;COUNT=4"
    )
    assert [f"{o.starts_at:%m-%d %H}" for o in occurrences(town, event)] == [
        "03-19 17",
        "03-26 17",
        "04-02 16",
        "04-09 16",
    ]


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        ({"time_zone": "Nowhere"}, {"time_zone": "unknown_zone"}),
        (
            {"local_end": "2030-01-08T17:00", "capacity": 0},
            {"local_end": "before_start", "capacity": "out_of_range"},
        ),
        ({"capacity": 100_001}, {"capacity": "out_of_range"}),
        ({"url": "javascript:alert(1)"}, {"url": "bad_url"}),
        ({"url": "https://"}, {"url": "bad_url"}),
        ({"rrule": "FREQ=SECONDLY"}, {"rrule": "too_dense"}),
        ({"exdates": ("2030-01-08T18:00",)}, {"rrule": "never"}),
        ({"rdates": ("2030-01-09",)}, {"rdates[0]": "mixed_forms"}),
        ({"remind_before": in_days(31)}, {"remind_before": "out_of_range"}),
        ({"follow_up": "status"}, {"follow_up": "unknown_kind"}),
        ({"title": " "}, {"title": "blank"}),
    ],
)
def test_an_event_that_does_not_fit_is_refused_with_every_fault(
    town: Kit, fields: dict[str, Any], faults: dict[str, str]
) -> None:
    with assert_unchanged(town), pytest.raises(Invalid) as caught:
        create_event(town, **fields)
    assert {error.path: error.code for error in caught.value.errors} == faults


def test_an_edit_of_an_old_version_is_refused(town: Kit) -> None:
    event = create_event(town)
    edit(town, event, title="Other")
    with assert_unchanged(town), assert_refused(Conflict, "events.stale"):
        do(town, "ada", "town", EditEvent(event=event.id, version=event.version, title="Mine"))


def test_a_cancelled_event_cannot_be_changed(town: Kit, clock: ManualClock) -> None:
    event = create_event(town, rrule="FREQ=WEEKLY;COUNT=3")
    clock.advance(in_days(10))
    assert emitted_facts(town, "ada", "town", CancelEvent(event.id, "No room.")) == [
        EventCancelled(event=event.id)
    ]
    assert [o.cancelled_at is None for o in occurrences(town, event)] == [True, False, False]
    for command in (
        CancelEvent(event.id),
        EditEvent(event=event.id, version=2, title="So"),
        CancelOccurrence(occurrences(town, event)[1].id),
    ):
        with assert_unchanged(town), assert_refused(Conflict, "events.cancelled"):
            do(town, "ada", "town", command)
    assert ask(town, "bob", "town", ListUpcomingEvents()).items == ()


def test_other_members_cannot_change_an_event(town: Kit) -> None:
    event = create_event(town)
    for command in (CancelEvent(event.id), EditEvent(event=event.id, version=1, title="Mine")):
        with assert_unchanged(town), assert_refused(Denied, "runtime.not_permitted"):
            do(town, "bob", "town", command)
    assert do(town, "owner", "town", CancelEvent(event.id)).cancelled_at is not None


def test_an_event_of_another_community_is_not_found(town: Kit) -> None:
    gone = create_event(town)
    create_community(town, "city", members=["bob"])
    with assert_refused(NotFound, "runtime.not_found"):
        ask(town, "bob", "city", ReadEvent(gone.id))


@pytest.mark.parametrize("version", [-(2**63), 0, 2, 2**31, 2**63 - 1])
def test_an_impossible_version_is_stale(either: Kit, version: int) -> None:
    event = create_event(either)
    with assert_unchanged(either), assert_refused(Conflict, "events.stale"):
        do(either, "ada", "town", EditEvent(event=event.id, version=version, title="Other"))
