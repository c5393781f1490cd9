"""Events and members as structured data, and the heads of pages."""

from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from attrs import evolve

from commkit import Kit
from commkit.adapters.search_engines import (
    community_head,
    event_data,
    event_head,
    place_of,
    profile_data,
    profile_head,
    thread_head,
)
from commkit.communities import ReadCommunity
from commkit.crawlers import CrawlerRules
from commkit.events import CreateEvent, EventView, RescheduleOccurrence, ViewEvents
from commkit.members import ViewMembers
from commkit.posts import CreateThread, ViewThread
from tests.adapters.search_engines.conftest import SITE
from tests.helpers import ask, do, member_id
from tests.sample import create_community

Make = Callable[..., EventView]


@pytest.fixture
def event(kit: Kit) -> Make:
    def make(**fields: Any) -> EventView:
        times = {
            "local_start": "2026-02-01T18:00",
            "local_end": "2026-02-01T20:00",
            "time_zone": "Europe/Vienna",
        }
        do(kit, "ada", "town", CreateEvent(title="Meet", body="Come **all**.", **(times | fields)))
        return seen(kit)

    return make


def seen(kit: Kit) -> EventView:
    return ask(kit, None, "town", ViewEvents()).items[0]


def data_of(kit: Kit, view: EventView) -> dict[str, Any]:
    return event_data(place_of(kit, ask(kit, None, "town", ReadCommunity())), view)


def test_an_event_at_a_place(kit: Kit, event: Make) -> None:
    view = event(location="Cafe", capacity=5)
    data = data_of(kit, view)
    assert data["startDate"] == "2026-02-01T18:00:00+01:00"
    assert data["endDate"] == "2026-02-01T20:00:00+01:00"
    assert data["eventStatus"] == "https://schema.org/EventScheduled"
    assert data["eventAttendanceMode"] == "https://schema.org/OfflineEventAttendanceMode"
    assert data["location"] == {"@type": "Place", "name": "Cafe", "address": "Cafe"}
    assert data["organizer"]["name"] == "ada"
    assert data["url"] == f"{SITE}/town/event/{view.event.id}"
    assert data["maximumAttendeeCapacity"] == 5


def test_an_event_online_and_one_in_both(kit: Kit, event: Make) -> None:
    online = data_of(kit, event(url="https://meet.example/x"))
    assert online["location"] == {"@type": "VirtualLocation", "url": "https://meet.example/x"}
    assert online["eventAttendanceMode"].endswith("/OnlineEventAttendanceMode")


def test_an_event_in_both_and_one_nowhere(kit: Kit, event: Make) -> None:
    both = data_of(kit, event(url="https://meet.example/x", location="Cafe"))
    assert both["eventAttendanceMode"].endswith("/MixedEventAttendanceMode")
    assert len(both["location"]) == 2


def test_an_event_of_whole_days_that_nobody_placed(kit: Kit, event: Make) -> None:
    data = data_of(kit, event(local_start="2026-02-01", local_end="2026-02-02"))
    assert (data["startDate"], data["endDate"]) == ("2026-02-01", "2026-02-02")
    assert "location" not in data


def test_what_became_of_an_event(kit: Kit, event: Make) -> None:
    view = event(rrule="FREQ=DAILY;COUNT=3")
    do(kit, "ada", "town", RescheduleOccurrence(view.occurrence.id, "2026-02-01T19:00", "2026-02-01T21:00"))
    moved = seen(kit)
    data = data_of(kit, moved)
    assert data["eventStatus"].endswith("/EventRescheduled")
    assert data["startDate"] == "2026-02-01T19:00:00+01:00"
    assert data["previousStartDate"].startswith("2026-02-01T18:00")
    over = evolve(moved, occurrence=evolve(moved.occurrence, cancelled_at=moved.event.created_at))
    assert data_of(kit, over)["eventStatus"].endswith("/EventCancelled")


def test_a_member(kit: Kit) -> None:
    place = place_of(kit, ask(kit, None, "town", ReadCommunity()))
    ada = member_id(kit, "ada")
    view = next(each for each in ask(kit, None, "town", ViewMembers()).items if each.member.id == ada)
    data = profile_data(place, view)
    assert data["@type"] == "ProfilePage"
    assert data["mainEntity"]["name"] == "ada"
    assert data["mainEntity"]["identifier"] == str(ada)
    assert data["mainEntity"]["url"] == f"{SITE}/town/membership/{ada}"
    assert data["dateCreated"] == "2026-01-01T00:00:00+00:00"
    assert ("property", "og:type", "profile") in elements(profile_head(place, view))


def elements(head: str) -> set[tuple[str, str, str]]:
    """What a browser reads: the kind of name, the name, and the value."""
    found = set()

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: Any) -> None:
            given = dict(attrs)
            name = next(key for key in ("rel", "name", "property") if key in given)
            found.add((name, given[name], given.get("content") or given.get("href") or ""))

    Reader().feed(head)
    return found


def test_the_head_of_a_thread(kit: Kit) -> None:
    title = '"Why" <b>&'
    thread = do(
        kit, "ada", "town", CreateThread(kind="question", title=title, body="Tell **me**.", tags=("a",))
    )
    place = place_of(kit, ask(kit, None, "town", ReadCommunity()))
    page = ask(kit, None, "town", ViewThread(thread.id))
    found = elements(thread_head(place, page, CrawlerRules(indexing=False, training=False)))
    url = f"{SITE}/town/post/{thread.id}"
    assert found == {
        ("rel", "canonical", url),
        ("name", "description", "Tell me."),
        ("name", "robots", "noindex, noai, noimageai"),
        ("property", "og:title", title),
        ("property", "og:type", "article"),
        ("property", "og:site_name", "Town"),
        ("property", "og:description", "Tell me."),
        ("property", "og:url", url),
        ("property", "article:published_time", "2026-01-01T00:00:00+00:00"),
        ("property", "article:tag", "a"),
    }
    assert not [each for each in elements(thread_head(place, page)) if each[1] == "robots"]


def test_the_head_of_a_communitys_own_page(kit: Kit) -> None:
    place = place_of(kit, ask(kit, None, "town", ReadCommunity()))
    assert elements(community_head(place, CrawlerRules(indexing=True, training=False))) == {
        ("rel", "canonical", f"{SITE}/town"),
        ("name", "description", "To see what happens."),
        ("name", "robots", "noai, noimageai"),
        ("property", "og:title", "Town"),
        ("property", "og:type", "website"),
        ("property", "og:site_name", "Town"),
        ("property", "og:description", "To see what happens."),
        ("property", "og:url", f"{SITE}/town"),
    }


def test_the_head_of_an_event(kit: Kit, event: Make) -> None:
    view = event()
    place = place_of(kit, ask(kit, None, "town", ReadCommunity()))
    assert ("rel", "canonical", f"{SITE}/town/event/{view.event.id}") in elements(event_head(place, view))


def test_without_a_site_nothing_has_an_address(sqlite_kit: Kit) -> None:
    create_community(sqlite_kit, "city", members=("ada",))
    thread = do(sqlite_kit, "ada", "city", CreateThread(kind="question", title="Why?", body="I ask."))
    place = place_of(sqlite_kit, ask(sqlite_kit, None, "city", ReadCommunity()))
    head = thread_head(place, ask(sqlite_kit, None, "city", ViewThread(thread.id)))
    assert "canonical" not in head
    assert "og:url" not in head
