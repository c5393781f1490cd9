"""What calendars are made of is listed at once: each event as `ReadEventSchedule` has it."""

from commkit import Kit
from commkit.events import (
    CancelEvent,
    CancelOccurrence,
    EditEvent,
    Event,
    ListEventSchedules,
    ReadEvent,
    ReadEventSchedule,
    RescheduleOccurrence,
)
from commkit.spaces import CreateSpace
from tests.events.fixtures import create_event, occurrences, rsvp
from tests.helpers import ask, do
from tests.sample import OWNER


def series_with_exceptions(kit: Kit) -> Event:
    """A series of which one occurrence was moved and one cancelled, and whose rule changed since."""
    event = create_event(kit, title="Series", rrule="FREQ=WEEKLY;COUNT=5")
    _, second, third, *_ = occurrences(kit, event)
    do(kit, "ada", "town", RescheduleOccurrence(second.id, "2030-01-17T10:00", "2030-01-17T11:00"))
    do(kit, "ada", "town", CancelOccurrence(third.id, "Snow."))
    version = ask(kit, "ada", "town", ReadEvent(event.id)).version
    do(
        kit,
        "ada",
        "town",
        EditEvent(
            event=event.id, version=version, local_start="2030-01-08T17:00", local_end="2030-01-08T19:00"
        ),
    )
    return event


def test_each_event_is_what_its_own_query_reads(either: Kit) -> None:
    once = create_event(
        either, title="Once", local_start="2030-02-01T10:00", local_end="2030-02-01T11:00", rrule=""
    )
    series = series_with_exceptions(either)
    found = ask(either, "bob", "town", ListEventSchedules())
    assert [schedule.event.id for schedule in found] == [series.id, once.id], "by their next start"
    one_by_one = [ask(either, "bob", "town", ReadEventSchedule(id)) for id in (series.id, once.id)]
    assert [set(each.overrides) for each in found] == [set(each.overrides) for each in one_by_one]
    assert [each.event for each in found] == [each.event for each in one_by_one]
    assert len(found[0].overrides) == 2


def test_what_is_not_for_the_reader_or_over_is_not_listed(town: Kit) -> None:
    den = do(town, OWNER, "town", CreateSpace("den", "Den", private=True, walled=True))
    hidden = create_event(town, OWNER, title="Hidden", space=den.id)
    cancelled = create_event(town, title="Cancelled")
    shown = create_event(town, title="Shown")
    do(town, "ada", "town", CancelEvent(cancelled.id, "Rain."))

    def listed(actor: str, **filters: object) -> set[object]:
        return {each.event.id for each in ask(town, actor, "town", ListEventSchedules(**filters))}  # type: ignore[arg-type]

    assert listed("bob") == {shown.id}
    assert listed(OWNER) == {shown.id, hidden.id}
    assert listed(OWNER, space=den.id) == {hidden.id}
    assert listed("bob", mine=True) == set()
    rsvp(town, "bob", shown)
    assert listed("bob", mine=True) == {shown.id}
