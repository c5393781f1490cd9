"""Threads close by themselves after a time, are archived later, and tell of both."""

from typing import Any

import pytest

from commkit import SYSTEM, Conflict, Denied, Invalid
from commkit.posts import LockThread, MergeThreads, ReadPost, UnlockThread, ViewThread
from commkit.spaces import AssignSpaceModerator, CreateSpace
from commkit_media import (
    ClosingSettings,
    ReadClosing,
    SetClosing,
    SetPageSection,
    ThreadArchived,
    ThreadClosed,
)
from commkit_media.jobs import CloseDueThread


def marks(town: Any, thread: Any) -> set[str]:
    found = town.ask(None, ViewThread(thread, rendered=False)).thread.marks
    return {mark for mark in found if mark in ("media.time_over", "media.archived")}


def test_a_page_closes_and_is_archived(make_town: Any) -> None:
    town = make_town(closing=ClosingSettings(close_after_days=14, archive_after_days=30))
    told: list[Any] = []
    for fact in (ThreadClosed, ThreadArchived):
        town.kit.on(fact)(told.append)
    thread = town.comment().thread
    town.pass_time(days=13)
    town.comment(by="bob")
    town.pass_time(days=1)
    with town.refused("posts.locked", Conflict):
        town.comment(by="cid")
    assert marks(town, thread) == {"media.time_over"}
    town.pass_time(days=30)
    assert marks(town, thread) == {"media.time_over", "media.archived"}
    assert [(fact.name, fact.thread) for fact in told] == [
        ("media.thread_closed", thread),
        ("media.thread_archived", thread),
    ]
    assert not town.do(SYSTEM, CloseDueThread(thread))


def test_by_default_no_thread_closes(town: Any) -> None:
    thread = town.comment().thread
    assert town.ask(None, ReadClosing(thread)) is None
    town.pass_time(days=1_000)
    assert town.comment(by="bob").thread == thread


def test_editors_say_when_and_open_it_again(town: Any) -> None:
    thread = town.comment().thread
    first, then = town.after(hours=1), town.after(hours=2)
    assert "media.closing_set" in town.emitted("edi", SetClosing(thread, closes_at=first))
    assert town.do("edi", SetClosing(thread, closes_at=then, archives_at=then)).closes_at == then
    town.pass_time(hours=1)
    assert town.comment(by="bob").thread == thread
    town.pass_time(hours=1)
    assert marks(town, thread) == {"media.time_over", "media.archived"}
    assert town.ask(None, ReadPost(thread)).locked_at is not None
    town.do("edi", SetClosing(thread))
    assert town.comment(by="bob").thread == thread
    assert marks(town, thread) == set()
    for closes, archives in (
        (town.clock(), None),
        (None, town.after(hours=1)),
        (town.after(hours=2), town.after(hours=1)),
    ):
        with town.refused("runtime.invalid", Invalid):
            town.do("edi", SetClosing(thread, closes_at=closes, archives_at=archives))
    with pytest.raises(Denied):
        town.do("ada", SetClosing(thread))
    with town.refused("runtime.invalid", Invalid):
        town.do("edi", SetClosing(town.comment().id))


def test_what_was_locked_by_hand_stays_so(town: Any) -> None:
    thread = town.comment().thread
    town.do("edi", SetClosing(thread, closes_at=town.after(hours=1)))
    town.do("mod", LockThread(thread, reason="Enough."))
    town.pass_time(hours=1)
    with town.refused("posts.locked", Conflict):
        town.comment(by="bob")
    town.do("mod", UnlockThread(thread))
    assert town.comment(by="bob").thread == thread


def test_a_merged_thread_does_not_close_the_other_one(town: Any) -> None:
    into, thread = town.comment().thread, town.comment("sport/1").thread
    town.do("edi", SetClosing(thread, closes_at=town.after(hours=1), archives_at=town.after(hours=2)))
    town.do("stew", MergeThreads(thread, into))
    town.pass_time(hours=3)
    assert town.comment(by="bob").thread == into
    assert marks(town, into) == set()


def test_moderators_of_a_section_say_when_its_pages_close(town: Any) -> None:
    space = town.do("stew", CreateSpace("sport", "Sport"))
    town.do("stew", SetPageSection("sport", space.id))
    town.do("stew", AssignSpaceModerator(space.id, town.member("bob")))
    thread = town.comment("sport/1").thread
    assert town.do("bob", SetClosing(thread, closes_at=town.after(hours=1))).thread == thread
    town.pass_time(hours=1)
    town.do("bob", SetClosing(thread))
    assert town.comment("sport/1").thread == thread


def test_settings_have_ranges() -> None:
    for wrong in ({"close_after_days": -1}, {"archive_after_days": 40_000}):
        with pytest.raises(Invalid):
            ClosingSettings(**wrong)
