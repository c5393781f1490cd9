"""Minutes of an event: who writes and sees them, what is decided, and that nothing changes in silence."""

from typing import Any

import pytest

from commkit import SYSTEM, Denied, NotFound
from commkit.events import CancelEvent, EventAccess, InviteToEvent, ListOccurrences
from commkit.posts import (
    CreateReply,
    CreateThread,
    EditPost,
    ListRevisions,
    ListThreads,
    MergeThreads,
    ReadPost,
    ReadThread,
    SplitThread,
)
from commkit.search import SearchContent
from commkit_internal import (
    ApproveMinutes,
    AssignTask,
    EditMinutes,
    ListDecisions,
    ListMinutes,
    ListMinutesWriters,
    NameMinutesWriter,
    ReadDecision,
    ReadMinutes,
    RecordDecision,
    RemoveMinutesWriter,
    StartMinutes,
    SupersedeDecision,
)


def test_minutes_are_a_thread_that_those_see_who_see_the_event(town: Any) -> None:
    minutes = town.minutes(body="1. Budget")
    view = town.ask("cid", ReadMinutes(minutes.id))
    assert (view.post.kind, view.post.title, view.post.body) == ("minutes", "Board (2026-03-09)", "1. Budget")
    assert view.minutes.owner is None, "cid only reads them"
    assert town.ask("ada", ReadMinutes(minutes.id)).minutes.owner == town.member("ada")
    town.do("cid", CreateReply(view.post.id, "I was there."))


def test_each_meeting_has_one_set_of_minutes(town: Any) -> None:
    minutes = town.minutes()
    with town.refused("internal.minutes_exist"):
        town.do("ada", StartMinutes(minutes.event))
    assert len(town.ask("ada", ListThreads(limit=100)).items) == 1, "no thread is left of the second"


def test_of_a_series_the_meeting_is_named(town: Any) -> None:
    event = town.event(rrule="FREQ=WEEKLY")
    with town.refused("runtime.invalid"):
        town.do("ada", StartMinutes(event.id))
    first, second = town.ask("ada", ListOccurrences(event.id)).items[:2]
    one = town.do("ada", StartMinutes(event.id, first.id))
    other = town.do("ada", StartMinutes(event.id, second.id))
    assert [its.id for its in town.ask("ada", ListMinutes(event=event.id)).items] == [other.id, one.id]
    with town.refused("runtime.invalid"):
        town.do("ada", StartMinutes(town.event().id, second.id))


def test_the_host_and_who_they_name_write_them(town: Any) -> None:
    event = town.event()
    with town.refused("internal.not_a_minutes_writer", Denied):
        town.do("bob", StartMinutes(event.id))
    named = town.do("ada", NameMinutesWriter(event.id, town.member("bob")))
    assert town.do("ada", NameMinutesWriter(event.id, town.member("bob"))) == named
    minutes = town.do("bob", StartMinutes(event.id))
    assert town.ask("cid", ListMinutesWriters(event.id)) == (named,)
    town.do("bob", EditMinutes(minutes.id, 1, "2. Roof"))
    town.do("ada", RecordDecision(minutes.id, "We build."))
    with pytest.raises(Denied):
        town.do("cid", RecordDecision(minutes.id, "We do not."))
    with pytest.raises(Denied):
        town.do("bob", NameMinutesWriter(event.id, town.member("cid")))
    town.do("ada", RemoveMinutesWriter(event.id, town.member("bob")))
    with pytest.raises(Denied):
        town.do("bob", EditMinutes(minutes.id, 2, "3. Rent"))


def test_minutes_of_an_event_for_invited_members_tell_nothing_to_others(town: Any) -> None:
    event = town.event(access=EventAccess.INVITED)
    town.do("ada", InviteToEvent(event.id, (town.member("bob"),)))
    minutes = town.do("ada", StartMinutes(event.id, body="Layoffs"))
    decision = town.do("ada", RecordDecision(minutes.id, "Nobody goes.", topic="Staff"))
    reply = town.do("bob", CreateReply(minutes.id, "Good."))
    assert town.ask("bob", ReadMinutes(minutes.id)).decisions == (decision,)
    for query in (
        ReadMinutes(minutes.id),
        ReadDecision(decision.id),
        ReadPost(minutes.id),
        ReadPost(reply.id),
        ReadThread(minutes.id),
    ):
        with pytest.raises(NotFound):
            town.ask("cid", query)
    assert town.ask("cid", ListMinutes()).items == ()
    assert town.ask("cid", ListDecisions()).items == ()
    assert town.ask("cid", ListThreads(limit=100)).items == ()
    assert town.ask("cid", SearchContent(text="Layoffs")).hits == ()
    assert len(town.ask("bob", SearchContent(text="Layoffs")).hits) == 1, "the control"


def test_an_outsider_is_neither_a_writer_nor_an_owner(town: Any) -> None:
    event = town.event(access=EventAccess.INVITED)
    minutes = town.do("ada", StartMinutes(event.id))
    with town.refused("internal.cannot_see_meeting"):
        town.do("ada", NameMinutesWriter(event.id, town.member("cid")))
    with town.refused("internal.cannot_see_meeting"):
        town.do("ada", AssignTask(minutes.id, "Pack", town.member("cid"), town.day(3)))


def test_decisions_are_superseded_and_stay(town: Any) -> None:
    event = town.event(rrule="FREQ=WEEKLY")
    first, second = town.ask("ada", ListOccurrences(event.id)).items[:2]
    one = town.do("ada", StartMinutes(event.id, first.id))
    old = town.do("ada", RecordDecision(one.id, "Trains only.", topic=" Travel "))
    town.do("ada", RecordDecision(one.id, "Lunch at noon."))
    town.clock.advance(town.days(7))
    other = town.do("ada", StartMinutes(event.id, second.id))
    new = town.do("ada", SupersedeDecision(old.id, other.id, "Trains and buses.", "The line is closed."))
    assert (new.supersedes, new.topic, new.reason) == (old.id, "travel", "The line is closed.")
    assert town.ask("cid", ListDecisions(topic="TRAVEL")).items == (new,)
    (_, kept) = town.ask("cid", ListDecisions(topic="travel", superseded=True, event=event.id)).items
    assert (kept.text, kept.superseded_by) == ("Trains only.", new.id)
    assert town.ask("cid", ListDecisions(since=new.decided_at)).items == (new,)
    assert len(town.ask("cid", ListDecisions(until=new.decided_at)).items) == 1
    with town.refused("internal.decision_superseded"):
        town.do("ada", SupersedeDecision(old.id, other.id, "Cars.", "Why not."))
    with town.refused("runtime.invalid"):
        town.do("ada", SupersedeDecision(new.id, town.minutes().id, "Cars.", "Elsewhere."))


def test_approved_minutes_are_corrected_with_a_reason_and_their_versions_stay(town: Any) -> None:
    minutes = town.minutes(body="Budgt")
    with town.refused("internal.minutes_stale"):
        town.do("ada", ApproveMinutes(minutes.id, 7))
    approved = town.do("ada", ApproveMinutes(minutes.id, 1))
    assert (approved.approved_version, approved.approved_by) == (1, town.member("ada"))
    with town.refused("internal.minutes_approved"):
        town.do("ada", ApproveMinutes(minutes.id, 1))
    with town.refused("internal.minutes_approved"):
        town.do("ada", RecordDecision(minutes.id, "One more."))
    with town.refused("runtime.invalid"):
        town.do("ada", EditMinutes(minutes.id, 1, "Budget"))
    assert "internal.minutes_corrected" in town.emitted(
        "ada", EditMinutes(minutes.id, 1, "Budget", "A letter.")
    )
    (before,) = town.ask("cid", ListRevisions(minutes.id)).items
    assert (before.body, before.reason) == ("Budgt", "A letter.")


def test_posts_commands_do_not_make_change_or_move_minutes(town: Any) -> None:
    minutes, topic = town.minutes(), town.topic("bob")
    reply = town.do("cid", CreateReply(topic.id, "So."))
    with town.refused("internal.start_minutes_instead"):
        town.do("ada", CreateThread(kind="minutes", title="Board", body="None."))
    with town.refused("internal.start_minutes_instead"):
        town.do("stew", SplitThread(reply.id, kind="minutes", title="Board"))
    with town.refused("internal.edit_minutes_instead"):
        town.do("ada", EditPost(post=minutes.id, version=1, body="Other."))
    with town.refused("internal.minutes_stay"):
        town.do("stew", MergeThreads(minutes.id, topic.id))


def test_minutes_of_a_cancelled_meeting_are_refused(town: Any) -> None:
    event = town.event()
    town.do("ada", CancelEvent(event.id))
    with town.refused("internal.meeting_cancelled"):
        town.do("ada", StartMinutes(event.id))


def test_the_host_writes_any(town: Any) -> None:
    event = town.event()
    minutes = town.do(SYSTEM, StartMinutes(event.id))
    assert minutes.keeper is None
    town.do("stew", RecordDecision(minutes.id, "So be it."))
