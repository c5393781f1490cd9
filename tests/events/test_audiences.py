"""Events in spaces: their audience sees them, with all their occurrences, and nobody else does."""

from typing import Any

import pytest

from commkit import SYSTEM, Conflict, Kit, NotFound
from commkit.events import (
    CancelEvent,
    EditEvent,
    EventAccess,
    InviteToEvent,
    ListAttendees,
    ListMyEvents,
    ListOccurrences,
    ListPastEvents,
    ListUpcomingEvents,
    ReadEvent,
    ReadEventMetrics,
    ReadEventSchedule,
    ReadOccurrence,
    RescheduleOccurrence,
)
from commkit.search import SearchContent
from commkit.testing.clock import ManualClock
from commkit.testing.contexts import context_of
from tests.audiences import add_space, archive_space, enter_space, leave_space
from tests.events.fixtures import create_event, in_days, member, rsvp
from tests.helpers import ask, assert_refused, assert_unchanged, do

WEEKLY = {"rrule": "FREQ=WEEKLY;COUNT=3"}


def _sees_it(kit: Kit, who: Any, event: Any) -> bool:
    """Whether somebody sees an event: by every query the same."""
    queries: list[Any] = [ReadEvent(event.id), ReadEventSchedule(event.id), ListOccurrences(event.id)]
    queries += [ReadOccurrence(event.first), ReadEventMetrics(event.first)]
    if who is not None:  # visitors may not ask for attendees at all
        queries.append(ListAttendees(event.first))
    answers = set()
    for query in queries:
        try:
            ask(kit, who, "town", query)
            answers.add(True)
        except NotFound:
            answers.add(False)
    lists = [ListUpcomingEvents()] + ([ListMyEvents()] if who == "ada" else [])
    answers |= {any(o.event == event.id for o in ask(kit, who, "town", query).items) for query in lists}
    assert len(answers) == 1, f"{who}: some queries show it, others do not"
    return answers.pop()


@pytest.mark.parametrize(
    ("walled", "readers"), [(False, ["ada", "bob", "owner", SYSTEM]), (True, ["ada", "bob", SYSTEM])]
)
def test_an_event_in_a_space_is_for_its_audience(either: Kit, walled: bool, readers: list[Any]) -> None:
    space = add_space(either, members=("ada", "bob"), walled=walled)
    event = create_event(either, space=space, **WEEKLY)
    assert event.space == space
    assert event == ask(either, "ada", "town", ReadEvent(event.id))
    everybody = ["ada", "bob", "eve", "joe", "owner", None, SYSTEM]
    assert [who for who in everybody if _sees_it(either, who, event)] == readers
    open_event = create_event(either)
    assert all(_sees_it(either, who, open_event) for who in everybody)


def test_an_invitation_opens_no_audience(either: Kit) -> None:
    """Being invited is asked for besides the audience, not instead of it."""
    space = add_space(either, members=("ada", "bob"))
    event = create_event(either, space=space, access=EventAccess.INVITED)
    do(either, "ada", "town", InviteToEvent(event.id, (member(either, "eve"),)))
    assert [who for who in ("ada", "bob", "eve", "joe") if _sees_it(either, who, event)] == ["ada"]
    enter_space(either, space, "eve")
    assert _sees_it(either, "eve", event)
    leave_space(either, space, "ada")
    assert not _sees_it(either, "ada", event), "its host sees it while they are in its audience"


def test_what_is_over_stays_for_the_audience(town: Kit, clock: ManualClock) -> None:
    event = create_event(town, space=add_space(town, members=("ada",)))
    clock.advance(in_days(30))
    for who, seen in (("ada", 1), ("owner", 1), ("eve", 0), (None, 0)):
        assert len(ask(town, who, "town", ListPastEvents()).items) == seen
    with town.session("eve", "town", read_only=True) as session:
        context = context_of(session)
        for record in (type(event), type(ask(town, "ada", "town", ReadOccurrence(event.first)))):
            assert context.visible_ids(record, [event.id]) == set()


def test_who_leaves_the_audience_is_shown_nothing_more_of_it(town: Kit, clock: ManualClock) -> None:
    """Not in their own list either, although their answer stands."""
    space = add_space(town, members=("ada", "bob"))
    event = create_event(town, space=space)
    rsvp(town, "bob", event)
    leave_space(town, space, "bob")
    assert ask(town, "bob", "town", ListMyEvents()).items == ()
    with assert_unchanged(town), assert_refused(NotFound, "runtime.not_found"):
        rsvp(town, "bob", event, "declined")


def test_nobody_creates_in_a_space_they_do_not_see(either: Kit) -> None:
    hidden = add_space(either, "hidden", walled=True)
    for who in ("ada", "owner"):
        with assert_unchanged(either), assert_refused(NotFound, "runtime.not_found"):
            create_event(either, who, space=hidden)
    event = create_event(either)
    with assert_unchanged(either), assert_refused(NotFound, "runtime.not_found"):
        do(either, "ada", "town", EditEvent(event=event.id, version=1, space=hidden))
    closed = add_space(either, "closed", members=("ada",))
    archive_space(either, closed)
    with assert_unchanged(either), assert_refused(Conflict, "spaces.archived"):
        create_event(either, space=closed)


def test_an_event_that_moves_takes_its_occurrences_along(either: Kit) -> None:
    event = create_event(either, **WEEKLY)
    assert _sees_it(either, "joe", event)
    space = add_space(either, members=("ada",))
    moved = do(either, "ada", "town", EditEvent(event=event.id, version=1, space=space))
    assert moved.audience is not None
    assert moved == ask(either, "ada", "town", ReadEvent(event.id))
    assert [who for who in ("ada", "bob", "owner", None) if _sees_it(either, who, event)] == ["ada", "owner"]
    retitled = do(either, "ada", "town", EditEvent(event=event.id, version=2, title="Another title"))
    assert (retitled.space, retitled.audience) == (space, moved.audience), "what is left out stays"


def test_nothing_is_moved_out_of_a_wall(either: Kit) -> None:
    walled = add_space(either, "walled", members=("ada",), walled=True)
    other = add_space(either, "other", members=("ada",))
    event = create_event(either, space=walled)
    with assert_unchanged(either), assert_refused(Conflict, "spaces.walled"):
        do(either, "ada", "town", EditEvent(event=event.id, version=1, space=other))
    stays = do(either, "ada", "town", EditEvent(event=event.id, version=1, space=walled, title="Here"))
    assert (stays.space, stays.title) == (walled, "Here")


def test_an_event_with_an_audience_is_not_found_by_its_words(either: Kit) -> None:
    event = create_event(either, title="Zeppelin flight")
    assert len(ask(either, "eve", "town", SearchContent("zeppelin")).hits) == 1
    space = add_space(either, members=("ada",))
    do(either, "ada", "town", EditEvent(event=event.id, version=1, space=space))
    for who in ("eve", None):
        assert ask(either, who, "town", SearchContent("zeppelin")).hits == ()


def test_others_cannot_change_what_they_do_not_see(town: Kit) -> None:
    """A steward's permission to edit every event ends at a wall."""
    event = create_event(town, space=add_space(town, members=("ada",), walled=True))
    times = {"local_start": "2030-01-09T18:00", "local_end": "2030-01-09T20:00"}
    for command in (CancelEvent(event.id), RescheduleOccurrence(event.first, **times)):
        for who in ("owner", "eve"):
            with assert_unchanged(town), assert_refused(NotFound, "runtime.not_found"):
                do(town, who, "town", command)
