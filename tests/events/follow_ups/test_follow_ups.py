"""What the worker does when an occurrence is over."""

from commkit import SYSTEM, Kit
from commkit.events import (
    OccurrenceEnded,
    OccurrenceReminderDue,
)
from commkit.events.jobs import EndOccurrence
from commkit.posts import ListThreads, ReadPost
from commkit.posts.records import PostId
from commkit.testing.clock import ManualClock
from tests.audiences import add_space
from tests.events.fixtures import create_event, in_days, notified, read_occurrence, rsvp
from tests.helpers import (
    ask,
    emitted_facts,
)

HOURS_BEFORE = in_days(7.1)
"""After which it is a few hours to the meet-up."""


def test_the_end_opens_a_thread_and_asks_for_ratings(either: Kit, clock: ManualClock) -> None:
    event = create_event(either, follow_up="question")
    rsvp(either, "bob", event)
    rsvp(either, "eve", event, "maybe")
    clock.advance(in_days(8))
    either.worker().drain()
    assert notified(either, "events.ended") == ["bob"]
    seen = read_occurrence(either, event)
    assert seen.ended_at is not None
    assert seen.thread is not None
    post = ask(either, "eve", "town", ReadPost(PostId(seen.thread)))
    assert (post.title, post.author) == ("Meet-up (2030-01-08)", None)
    assert emitted_facts(either, SYSTEM, "town", EndOccurrence(event.first)) == []
    either.worker().drain()
    assert read_occurrence(either, event).thread == seen.thread
    assert either.worker().parked() == ()


def test_the_thread_of_an_event_with_an_audience_is_for_that_audience(
    either: Kit, clock: ManualClock
) -> None:
    space = add_space(either, members=("ada", "bob"))
    event = create_event(either, follow_up="question", title="Zeppelin", space=space)
    clock.advance(in_days(8))
    either.worker().drain()
    assert read_occurrence(either, event).ended_at is not None
    titles = {
        actor: [thread.title for thread in ask(either, actor, "town", ListThreads()).items]
        for actor in ("bob", "eve")
    }
    assert [title for title in titles["bob"] if "Zeppelin" in title]
    assert not [title for title in titles["eve"] if "Zeppelin" in title]
    assert either.worker().parked() == ()


def test_an_upcoming_occurrence_is_not_ended(town: Kit) -> None:
    event = create_event(town)
    assert emitted_facts(town, SYSTEM, "town", EndOccurrence(event.first)) == []
    assert read_occurrence(town, event).ended_at is None


def test_reminders_and_ends_are_emitted_as_facts(town: Kit, clock: ManualClock) -> None:
    event = create_event(town)
    rsvp(town, "bob", event)
    heard: list[object] = []
    town.on(OccurrenceReminderDue)(heard.append)
    town.on(OccurrenceEnded)(heard.append)
    clock.advance(HOURS_BEFORE)
    town.worker().drain()
    clock.advance(in_days(1))
    town.worker().drain()
    assert heard == [
        OccurrenceReminderDue(event=event.id, occurrence=event.first),
        OccurrenceEnded(event=event.id, occurrence=event.first, going=1, checked_in=0),
    ]
