"""Event nights: declared of recurring events; streaks from RSVPs and check-ins, shown by choice."""

from typing import Any

import pytest

from commkit import SYSTEM, Conflict, Denied, Invalid, NotFound
from commkit.communities import UpdateSettings
from commkit.events import (
    CancelOccurrence,
    CheckInAttendee,
    CreateEvent,
    EventAccess,
    InviteToEvent,
    ListOccurrences,
    Rsvp,
)
from commkit.privacy import ErasePerson, ExportPerson
from commkit_gaming import (
    DeclareEventNight,
    EndEventNight,
    EventNightSettings,
    ListEventNights,
    ListStreaks,
    ReadEventNightNumbers,
    ReadMyStreak,
    ShowMyStreak,
    Streak,
)

Town = Any


def weekly(town: Town, **more: Any) -> Any:
    """An event every Monday evening, from today on."""
    given: dict[str, Any] = {
        "title": "Raid night",
        "local_start": "2026-03-02T20:00",
        "local_end": "2026-03-02T22:00",
        "time_zone": "UTC",
        "rrule": "FREQ=WEEKLY;COUNT=12",
    }
    return town.do("ada", CreateEvent(**(given | more))).id


def night(town: Town, **more: Any) -> Any:
    return town.do("ada", DeclareEventNight(weekly(town, **more))).event


def nights(town: Town, event: Any) -> list[Any]:
    return [each.id for each in town.ask("ada", ListOccurrences(event, limit=100)).items]


def rsvp(town: Town, night: Any, **answers: Any) -> None:
    for name, status in answers.items():
        town.do(name, Rsvp(night, status))


def streak(town: Town, name: str, event: Any) -> tuple[int, int]:
    found: Streak = town.ask(name, ReadMyStreak(event))
    return found.current, found.longest


def test_a_streak_is_of_nights_that_one_attended(town: Town) -> None:
    event = night(town)
    first, second, third, fourth = nights(town, event)[:4]
    rsvp(town, first, bob="going", cid="going")
    rsvp(town, second, bob="going")
    rsvp(town, third, bob="declined", cid="going")
    assert town.ask("bob", ReadMyStreak(event)) == Streak(0, 0, 0, 0, 0, False)
    town.pass_time(days=7, hours=13)
    assert (streak(town, "bob", event), streak(town, "cid", event)) == ((2, 2), (0, 1))
    town.pass_time(days=7)
    assert town.ask("bob", ReadMyStreak(event)) == Streak(2, 2, 2, 1, 3, False)
    assert streak(town, "cid", event) == (1, 1)
    rsvp(town, fourth, bob="going")
    town.pass_time(days=7)
    assert (streak(town, "bob", event), streak(town, "cid", event)) == ((3, 3), (0, 1))
    town.do("owner", UpdateSettings("gaming.event_nights", {"most_excused": 0}))
    assert streak(town, "bob", event) == (1, 2)


def test_a_cancelled_night_neither_breaks_nor_counts(town: Town) -> None:
    event = night(town)
    first, second, third = nights(town, event)[:3]
    for each in (first, third):
        rsvp(town, each, bob="going")
    town.do("ada", CancelOccurrence(second, reason="Storm."))
    town.pass_time(days=14, hours=13)
    assert town.ask("bob", ReadMyStreak(event)) == Streak(2, 2, 2, 0, 2, False)


def test_where_somebody_was_checked_in_who_was_not_did_not_attend(town: Town) -> None:
    event = night(town)
    (first,) = nights(town, event)[:1]
    rsvp(town, first, bob="going", cid="going")
    town.pass_time(hours=12)
    town.do("ada", CheckInAttendee(first, town.member("bob")))
    town.pass_time(hours=2)
    assert (streak(town, "bob", event), streak(town, "cid", event)) == ((1, 1), (0, 0))


def test_who_declines_after_it_began_is_not_excused(sqlite_town: Town) -> None:
    town = sqlite_town
    event = night(town)
    first, second = nights(town, event)[:2]
    rsvp(town, first, bob="going")
    rsvp(town, second, bob="going")
    town.pass_time(days=7, hours=12)
    rsvp(town, second, bob="declined")
    town.pass_time(hours=2)
    assert streak(town, "bob", event) == (0, 1)


def test_a_streak_is_shown_by_choice(town: Town) -> None:
    event = night(town)
    (first,) = nights(town, event)[:1]
    rsvp(town, first, bob="going", cid="going")
    town.pass_time(hours=14)
    assert town.ask(None, ListStreaks(event)) == ()
    for name in ("bob", "dan"):
        assert town.do(name, ShowMyStreak(event, visible=True))
        town.do(name, ShowMyStreak(event, visible=True))
    assert town.ask("bob", ReadMyStreak(event)).shown
    told = [(each.member, each.current, each.longest) for each in town.ask(None, ListStreaks(event))]
    assert told == [(town.member("bob"), 1, 1), (town.member("dan"), 0, 0)]
    assert not town.do("bob", ShowMyStreak(event, visible=False))
    assert [each.member for each in town.ask(None, ListStreaks(event))] == [town.member("dan")]


def test_an_event_night_is_declared_and_ended_by_who_edits_the_event(sqlite_town: Town) -> None:
    town = sqlite_town
    event, once = weekly(town), weekly(town, rrule="")
    with pytest.raises(Denied):
        town.do("bob", DeclareEventNight(event))
    with town.refused("gaming.no_recurring_event", Conflict):
        town.do("ada", DeclareEventNight(once))
    with town.refused("gaming.no_event_night", NotFound):
        town.ask("bob", ReadMyStreak(event))
    made = town.do("ada", DeclareEventNight(event))
    assert town.do("stew", DeclareEventNight(event)) == made
    assert town.ask(None, ListEventNights()).items == (made,)
    town.do("bob", ShowMyStreak(event, visible=True))
    with pytest.raises(Denied):
        town.do("bob", EndEventNight(event))
    assert town.do("ada", EndEventNight(event))
    assert not town.do("ada", EndEventNight(event))
    town.do("ada", DeclareEventNight(event))
    assert town.ask(None, ListStreaks(event)) == ()


def test_a_night_of_a_private_event_is_for_who_is_invited(town: Town) -> None:
    event = night(town, access=EventAccess.INVITED)
    town.do("ada", InviteToEvent(event, (town.member("bob"),)))
    assert [each.event for each in town.ask("bob", ListEventNights()).items] == [event]
    assert town.ask("cid", ListEventNights()).items == ()
    for asked in (ReadMyStreak(event), ListStreaks(event)):
        with town.refused("runtime.not_found", NotFound):
            town.ask("cid", asked)
    with town.refused("runtime.not_found", NotFound):
        town.do("cid", ShowMyStreak(event, visible=True))


def test_the_numbers_are_told_of_five_and_more(sqlite_town: Town) -> None:
    town = sqlite_town
    event = night(town)
    first, second = nights(town, event)[:2]
    for each in (first, second):
        rsvp(town, each, bob="going", cid="going", dan="going")
    town.pass_time(hours=12)
    town.do("ada", CheckInAttendee(first, town.member("bob")))
    town.pass_time(hours=2)
    assert town.ask("stew", ReadEventNightNumbers(event)).came is None
    town.pass_time(days=6, hours=22)
    for name in ("bob", "cid"):
        town.do("ada", CheckInAttendee(second, town.member(name)))
    town.pass_time(hours=2)
    told = town.ask("stew", ReadEventNightNumbers(event))
    assert told.nights == 2
    assert (told.came.hits, told.came.n) == (3, 6)


def test_a_choice_is_exported_and_erased(town: Town) -> None:
    event = night(town)
    town.do("bob", ShowMyStreak(event, visible=True))
    with town.kit.session("bob", read_only=True) as lobby:
        assert "shown_since" in str(lobby.ask(ExportPerson("bob")))
    with town.kit.session(SYSTEM) as lobby:
        lobby.do(ErasePerson("bob"))
    assert town.ask(None, ListStreaks(event)) == ()


def test_pages_of_event_nights(sqlite_town: Town) -> None:
    town = sqlite_town
    made = [night(town) for _ in range(3)]
    first = town.ask(None, ListEventNights(limit=2))
    rest = town.ask(None, ListEventNights(limit=2, after=first.next))
    assert [each.event for each in first.items + rest.items] == sorted(made, reverse=True)


@pytest.mark.parametrize("wrong", [-1, 11])
def test_settings_that_do_not_fit_are_refused(wrong: int) -> None:
    with pytest.raises(Invalid):
        EventNightSettings(most_excused=wrong)
