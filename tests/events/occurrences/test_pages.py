"""The pages of occurrences."""

from typing import Any
from uuid import uuid4

import pytest

from commkit import Kit
from commkit.events import (
    CancelOccurrence,
    EditEvent,
    ListMyEvents,
    ListPastEvents,
    ListUpcomingEvents,
    Occurrence,
    ViewEvents,
)
from commkit.posts import ListThreads
from commkit.spaces import SpaceId
from commkit.testing.clock import ManualClock
from tests.audiences import add_space
from tests.events.fixtures import create_event, in_days, rsvp
from tests.helpers import ask, assert_invalid, do


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


SHOWN: dict[Any, Any] = {ListUpcomingEvents: "upcoming", ListPastEvents: "past", ListMyEvents: "mine"}


@pytest.mark.parametrize("query", SHOWN)
def test_a_list_of_a_space_has_what_stands_there(either: Kit, clock: ManualClock, query: Any) -> None:
    board, garden = (add_space(either, slug, members=("ada", "bob")) for slug in ("board", "garden"))
    here, there, nowhere = (
        create_event(either, title=str(space), space=space, rrule="FREQ=WEEKLY;COUNT=4")
        for space in (board, garden, None)
    )
    clock.advance(in_days(15))

    def titles(space: SpaceId | None) -> set[str]:
        found = ask(either, "ada", "town", query(space=space)).items
        viewed = ask(either, "ada", "town", ViewEvents(show=SHOWN[query], space=space, rendered=False)).items
        assert [view.occurrence for view in viewed] == list(found)
        assert all(view.event.space == space for view in viewed) or space is None
        assert len(found) == 2 * len({each.title for each in found}), "two are over, and two are not"
        return {each.title for each in found}

    assert (titles(board), titles(garden)) == ({here.title}, {there.title})
    assert titles(None) == {here.title, there.title, nowhere.title}
    do(either, "ada", "town", EditEvent(event=here.id, version=1, space=garden))
    do(either, "ada", "town", EditEvent(event=nowhere.id, version=1, space=board))
    assert (titles(board), titles(garden)) == ({nowhere.title}, {here.title, there.title})


def test_what_was_cancelled_is_in_no_list_of_its_space(either: Kit) -> None:
    space = add_space(either, members=("ada",))
    made = create_event(either, space=space, rrule="FREQ=WEEKLY;COUNT=3")
    do(either, "ada", "town", CancelOccurrence(made.first))
    assert [
        each.id == made.first for each in ask(either, "ada", "town", ListUpcomingEvents(space=space)).items
    ] == [
        False,
        False,
    ]


@pytest.mark.parametrize("query", SHOWN)
def test_a_cursor_is_of_its_space(town: Kit, clock: ManualClock, query: Any) -> None:
    spaces = [add_space(town, slug, members=("ada",)) for slug in ("board", "garden")]
    for space in (*spaces, None):
        create_event(town, space=space, rrule="FREQ=WEEKLY;COUNT=6")
    clock.advance(in_days(20))
    cursors = [ask(town, "ada", "town", query(space=space, limit=1)).next for space in (*spaces, None)]
    assert None not in cursors
    for space, own in zip((*spaces, None), cursors, strict=True):
        for cursor in cursors:
            for other in (
                query(space=space, after=cursor),
                ViewEvents(show=SHOWN[query], space=space, after=cursor),
            ):
                if cursor == own:
                    assert ask(town, "ada", "town", other).items
                else:
                    with assert_invalid(after="bad_cursor"):
                        ask(town, "ada", "town", other)


@pytest.mark.parametrize("query", [*SHOWN, ViewEvents])
def test_an_unknown_space_and_a_hidden_one_have_nothing_as_for_threads(
    either: Kit, clock: ManualClock, query: Any
) -> None:
    hidden = add_space(either, "hidden", members=("ada",))
    create_event(either, space=hidden, rrule="FREQ=WEEKLY;COUNT=3")
    clock.advance(in_days(10))
    assert ask(either, "ada", "town", query(space=hidden)).items
    for space in (hidden, SpaceId(uuid4())):
        for who in ("bob", None):
            found = ask(either, who, "town", query(space=space))
            assert found == ask(either, who, "town", ListThreads(space=space))
            assert (found.items, found.next) == ((), None)
