"""How events are planned, edited, moved and cancelled, and what becomes of the answers."""

from typing import Any

import pytest

from commkit import SYSTEM, Conflict, Denied, Invalid, Kit, NotFound
from commkit.communities import ArchiveCommunity, ReopenCommunity
from commkit.events import (
    CancelEvent,
    CancelOccurrence,
    CreateEvent,
    EditEvent,
    Event,
    EventCancelled,
    EventCreated,
    EventEdited,
    ListMyEvents,
    ListPastEvents,
    ListUpcomingEvents,
    Occurrence,
    OccurrenceCancelled,
    OccurrenceRescheduled,
    ReadEvent,
    ReadEventSchedule,
    RescheduleOccurrence,
)
from commkit.testing.clock import ManualClock
from tests.events.gatherings import MEETUP, in_days, look, occurrences, plan, rsvp, starts
from tests.events.recounting import counts_hold
from tests.helpers import ask, assert_invalid, assert_refused, assert_unchanged, do, emitted_facts
from tests.sample import create_community


def edit(kit: Kit, event: Event, who: Any = "ada", **changes: Any) -> Event:
    version = ask(kit, SYSTEM, "town", ReadEvent(event.id)).version
    return do(kit, who, "town", EditEvent(event=event.id, version=version, **changes))


def test_an_event_takes_place_once(either: Kit) -> None:
    (fact,) = emitted_facts(either, "ada", "town", CreateEvent(**MEETUP))
    assert isinstance(fact, EventCreated)
    event = ask(either, "bob", "town", ReadEvent(fact.event))
    assert (event.title, event.starts, event.recurs, event.all_day) == (
        "Meet-up",
        "2030-01-08T18:00:00",
        False,
        False,
    )
    (only,) = occurrences(either, event)
    assert (only.id, f"{only.starts_at:%H:%M}", only.owner) == (event.first, "17:00", event.host)


def test_a_weekly_event_keeps_its_time_on_the_wall_over_the_change_of_the_clocks(town: Kit) -> None:
    event = plan(town, starts="2030-03-19T18:00", ends="2030-03-19T20:00", rule="FREQ=WEEKLY;COUNT=4")
    assert [f"{o.starts_at:%m-%d %H}" for o in occurrences(town, event)] == [
        "03-19 17",
        "03-26 17",
        "04-02 16",
        "04-09 16",
    ]


@pytest.mark.parametrize(
    ("wishes", "faults"),
    [
        ({"zone": "Nowhere"}, {"zone": "unknown_zone"}),
        ({"ends": "2030-01-08T17:00", "capacity": 0}, {"ends": "before_start", "capacity": "out_of_range"}),
        ({"capacity": 100_001}, {"capacity": "out_of_range"}),
        ({"url": "javascript:alert(1)"}, {"url": "bad_url"}),
        ({"url": "https://"}, {"url": "bad_url"}),
        ({"rule": "FREQ=SECONDLY"}, {"rule": "too_dense"}),
        ({"without": ("2030-01-08T18:00",)}, {"rule": "never"}),
        ({"extra": ("2030-01-09",)}, {"extra[0]": "mixed_forms"}),
        ({"remind_before": in_days(31)}, {"remind_before": "out_of_range"}),
        ({"follow_up": "status"}, {"follow_up": "unknown_kind"}),
        ({"title": " "}, {"title": "blank"}),
    ],
)
def test_what_does_not_fit_is_refused_with_every_fault(
    town: Kit, wishes: dict[str, Any], faults: dict[str, str]
) -> None:
    with assert_unchanged(town), pytest.raises(Invalid) as caught:
        plan(town, **wishes)
    assert {error.path: error.code for error in caught.value.errors} == faults


def test_so_many_occurrences_are_made_as_the_community_wants(town: Kit, clock: ManualClock) -> None:
    create_community(town, "city", members=["ada"], settings={"events": {"max_upcoming_occurrences": 4}})
    event = do(town, "ada", "city", CreateEvent(**MEETUP, rule="FREQ=WEEKLY"))
    with town.session(SYSTEM, "city", read_only=True) as session:
        assert len(session.ask(ListUpcomingEvents()).items) == 4
    clock.advance(in_days(60))
    town.worker().drain()
    with town.session(SYSTEM, "city", read_only=True) as session:
        upcoming = session.ask(ListUpcomingEvents()).items
    assert 2 <= len(upcoming) <= 4
    assert {o.event for o in upcoming} == {event.id}
    assert upcoming[0].starts > "2030-03-01"


def test_a_series_goes_on_for_as_long_as_the_worker_runs(town: Kit, clock: ManualClock) -> None:
    event = plan(town, rule="FREQ=WEEKLY")
    for _ in range(6):
        clock.advance(in_days(90))
        town.worker().drain()
    days = [o.starts[:10] for o in occurrences(town, event)]
    assert len(days) == len(set(days)) >= 540 // 7 + 180 // 7 - 2


def test_an_old_rule_is_not_followed_through_the_past(town: Kit) -> None:
    event = plan(town, starts="1990-01-02T18:00", ends="1990-01-02T19:00", rule="FREQ=DAILY")
    made = starts(town, event)
    assert (made[0], made[1][:10], len(made)) == ("1990-01-02T18:00:00", "2029-12-31", 100)


def test_who_was_faster_is_told(town: Kit) -> None:
    event = plan(town)
    edit(town, event, title="Other")
    with assert_unchanged(town), assert_refused(Conflict, "events.stale"):
        do(town, "ada", "town", EditEvent(event=event.id, version=event.version, title="Mine"))


def test_a_new_time_takes_the_answers_along(town: Kit) -> None:
    event = plan(town, rule="FREQ=WEEKLY;COUNT=4")
    third = occurrences(town, event)[2]
    rsvp(town, "bob", third.id)
    facts = emitted_facts(
        town,
        "ada",
        "town",
        EditEvent(event=event.id, version=1, starts="2030-01-09T19:00", ends="2030-01-09T21:00"),
    )
    assert facts == [EventEdited(event=event.id, version=2, moved=True)]
    assert starts(town, event) == [f"2030-01-{day:02}T19:00:00" for day in (9, 16, 23, 30)]
    assert look(town, third.id, "bob").my_status == "going"
    assert counts_hold(town) == []


@pytest.mark.parametrize("by", ["-7", "+7", "+1", "-1"])
def test_a_series_moves_by_its_own_step_without_losing_anybody(town: Kit, by: str) -> None:
    """Each occurrence takes the place of another one that moves as well."""
    event = plan(town, starts="2030-02-05T18:00", ends="2030-02-05T20:00", rule="FREQ=DAILY;COUNT=20")
    for found_one in occurrences(town, event):
        rsvp(town, "bob", found_one.id)
    month = "02" if int(by) > -5 else "01"
    day = f"{5 + int(by):02}" if month == "02" else f"{31 + 5 + int(by):02}"
    edit(town, event, starts=f"2030-{month}-{day}T18:00", ends=f"2030-{month}-{day}T20:00")
    here = occurrences(town, event, "bob")
    assert [o.my_status for o in here] == ["going"] * 20
    assert here[0].starts[:10] == f"2030-{month}-{day}"


def test_a_new_rule_cancels_what_somebody_wanted_and_forgets_the_rest(town: Kit) -> None:
    event = plan(town, rule="FREQ=WEEKLY;COUNT=4")
    _, second, third, _ = occurrences(town, event)
    rsvp(town, "bob", second.id)
    rsvp(town, "bob", third.id)
    facts = emitted_facts(
        town, "ada", "town", EditEvent(event=event.id, version=1, rule="FREQ=WEEKLY;INTERVAL=2;COUNT=2")
    )
    assert [type(fact) for fact in facts] == [OccurrenceCancelled, EventEdited]
    assert starts(town, event) == ["2030-01-08T18:00:00", "2030-01-22T18:00:00"]
    assert look(town, third.id, "bob").my_status == "going"
    assert look(town, second.id).cancelled_at is not None
    edit(town, event, rule="FREQ=WEEKLY;COUNT=4")
    assert len(starts(town, event)) == 4
    assert counts_hold(town) == []


def test_what_is_over_stays_as_it_was(town: Kit, clock: ManualClock) -> None:
    event = plan(town, rule="FREQ=WEEKLY;COUNT=4")
    clock.advance(in_days(10))
    edit(town, event, starts="2030-01-08T19:00", ends="2030-01-08T20:00")
    assert [o[5:13] for o in starts(town, event)] == ["01-08T18", "01-15T19", "01-22T19", "01-29T19"]
    with assert_unchanged(town), pytest.raises(Invalid):
        edit(town, event, rule="FREQ=WEEKLY;COUNT=1")


def test_an_event_that_is_over_cannot_be_moved(town: Kit, clock: ManualClock) -> None:
    event = plan(town)
    clock.advance(in_days(10))
    with assert_unchanged(town), assert_refused(Conflict, "events.already_ended"):
        edit(town, event, starts="2030-03-01T18:00", ends="2030-03-01T19:00")
    assert edit(town, event, title="It was good").title == "It was good"


def test_one_occurrence_is_moved_and_another_cancelled(town: Kit) -> None:
    event = plan(town, rule="FREQ=WEEKLY;COUNT=3")
    first, second, third = occurrences(town, event)
    facts = emitted_facts(
        town, "ada", "town", RescheduleOccurrence(second.id, "2030-01-17T10:00", "2030-01-17T11:00")
    )
    assert facts == [OccurrenceRescheduled(event=event.id, occurrence=second.id)]
    facts = emitted_facts(town, "ada", "town", CancelOccurrence(third.id, "Snow."))
    assert facts == [OccurrenceCancelled(event=event.id, occurrence=third.id)]
    asked = ask(town, "bob", "town", ReadEventSchedule(event.id))
    assert [(o.original_start, o.moved, o.cancellation_reason) for o in asked.overrides] == [
        ("2030-01-15T18:00:00", True, ""),
        ("2030-01-22T18:00:00", False, "Snow."),
    ]
    assert asked.event.sequence == 2
    edit(town, event, starts="2030-01-08T17:00", ends="2030-01-08T19:00")
    moved = look(town, second.id)
    assert (moved.original_start, moved.starts) == ("2030-01-15T17:00:00", "2030-01-17T10:00:00")
    assert look(town, first.id).starts == "2030-01-08T17:00:00"
    with assert_refused(Conflict, "events.cancelled"):
        do(town, "ada", "town", RescheduleOccurrence(third.id, "2030-01-18T10:00", "2030-01-18T11:00"))


def test_the_only_occurrence_is_the_event(town: Kit) -> None:
    event = plan(town)
    do(town, "ada", "town", RescheduleOccurrence(event.first, "2030-01-09T10:00", "2030-01-09T11:00"))
    assert ask(town, "ada", "town", ReadEvent(event.id)).starts == "2030-01-09T10:00:00"
    do(town, "ada", "town", CancelOccurrence(event.first, "Ill."))
    assert ask(town, "ada", "town", ReadEvent(event.id)).cancellation_reason == "Ill."


def test_a_cancelled_event_takes_no_more_changes(town: Kit, clock: ManualClock) -> None:
    event = plan(town, rule="FREQ=WEEKLY;COUNT=3")
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


def test_others_may_not_change_it(town: Kit) -> None:
    event = plan(town)
    for command in (CancelEvent(event.id), EditEvent(event=event.id, version=1, title="Mine")):
        with assert_unchanged(town), assert_refused(Denied, "runtime.not_permitted"):
            do(town, "bob", "town", command)
    assert do(town, "owner", "town", CancelEvent(event.id)).cancelled_at is not None


def test_pages_go_through_everything_once(town: Kit, clock: ManualClock) -> None:
    events = [plan(town, title=str(n), rule="FREQ=WEEKLY;COUNT=3") for n in range(4)]
    rsvp(town, "bob", events[2])
    clock.advance(in_days(10))

    def walk(query: Any, who: str) -> list[Occurrence]:
        seen: list[Occurrence] = []
        after: str | None = None
        while True:
            page = ask(town, who, "town", query(after=after, limit=3))
            seen += page.items
            after = page.next
            if after is None:
                return seen

    upcoming, past = walk(ListUpcomingEvents, "bob"), walk(ListPastEvents, "bob")
    assert (len(upcoming), len({o.id for o in upcoming}), len(past), len({o.id for o in past})) == (
        8,
        8,
        4,
        4,
    )
    assert [o.starts_at for o in upcoming] == sorted(o.starts_at for o in upcoming)
    assert len(walk(ListMyEvents, "ada")) == 8
    assert walk(ListMyEvents, "bob") == []
    rsvp(town, "bob", upcoming[0].id, "maybe")
    assert [o.id for o in walk(ListMyEvents, "bob")] == [upcoming[0].id]
    with assert_invalid(after="bad_cursor"):
        ask(town, "bob", "town", ListUpcomingEvents(after="x"))


def test_what_is_not_there_is_not_found(town: Kit) -> None:
    gone = plan(town)
    create_community(town, "city", members=["bob"])
    with assert_refused(NotFound, "runtime.not_found"):
        ask(town, "bob", "city", ReadEvent(gone.id))


@pytest.mark.parametrize("version", [-(2**63), 0, 2, 2**31, 2**63 - 1])
def test_a_version_that_is_none_is_stale(either: Kit, version: int) -> None:
    event = plan(either)
    with assert_unchanged(either), assert_refused(Conflict, "events.stale"):
        do(either, "ada", "town", EditEvent(event=event.id, version=version, title="Other"))


def test_a_series_goes_on_when_its_community_is_opened_again(either: Kit, clock: ManualClock) -> None:
    event = plan(either, rule="FREQ=WEEKLY")
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
