"""The pages of occurrences."""

from typing import Any

from commkit import Kit
from commkit.events import (
    ListMyEvents,
    ListPastEvents,
    ListUpcomingEvents,
    Occurrence,
)
from commkit.testing.clock import ManualClock
from tests.events.fixtures import create_event, in_days, rsvp
from tests.helpers import ask, assert_invalid


def test_pages_list_everything_once(town: Kit, clock: ManualClock) -> None:
    events = [create_event(town, title=str(n), rrule="FREQ=WEEKLY;COUNT=3") for n in range(4)]
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
