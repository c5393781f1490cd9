"""What had to wait is asked about once more: whom and what the member has muted or blocked meanwhile."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import true, update

from commkit import Command, Kit
from commkit.members import BlockLevel, BlockMember, membership
from commkit.notifications import (
    ListInbox,
    NotificationChannel,
    SetDeliverySchedule,
    SetNotificationPreference,
    WatchLevel,
    WatchTag,
    WatchThread,
)
from commkit.notifications.digests import statements as digest_sql
from commkit.posts import Post
from commkit.testing.clock import ManualClock
from tests.helpers import ask, do
from tests.notifications.digests.test_digests import daily, pass_time, text_of
from tests.notifications.post_office import PostOffice
from tests.notifications.setup import id_of, question, ring

Mute = Callable[[Kit, Post], Command[Any]]

MUTES: list[Mute] = [
    lambda kit, post: BlockMember(id_of(kit, "bob"), BlockLevel.BLOCK),
    lambda kit, post: BlockMember(id_of(kit, "bob"), BlockLevel.MUTE),
    lambda kit, post: WatchThread(thread=post.id, level=WatchLevel.MUTED),
]


def mention(kit: Kit) -> Post:
    """Bob mentions ada in her quiet hours."""
    quiet = SetDeliverySchedule(time_zone="UTC", quiet_from="10:00", quiet_until="20:00")
    do(kit, "ada", None, quiet)
    do(
        kit,
        "ada",
        "town",
        SetNotificationPreference(
            kind="notifications.mention", channel=NotificationChannel.MAIL, enabled=True
        ),
    )
    post = question(kit, "bob", title="Hi", body="Hello @ada you are awful")
    kit.worker().drain()
    return post


@pytest.mark.parametrize("mute", MUTES)
def test_a_mail_that_waits_is_dropped(
    mailing_both: Kit, office: PostOffice, clock: ManualClock, mute: Mute
) -> None:
    daily(mailing_both)
    post = mention(mailing_both)
    do(mailing_both, "ada", "town", mute(mailing_both, post))
    pass_time(mailing_both, clock, hours=24)
    assert office.mails == []  # neither the mail, nor a digest of it


def test_without_a_mute_it_is_sent(mailing: Kit, office: PostOffice, clock: ManualClock) -> None:
    """The control."""
    mention(mailing)
    assert office.mails == []
    pass_time(mailing, clock, hours=12)
    assert "you are awful" in text_of(office)


def test_blocks_of_staff_hold_up_no_mail(mailing: Kit, office: PostOffice, clock: ManualClock) -> None:
    mention(mailing)
    do(mailing, "ada", "town", BlockMember(id_of(mailing, "bob")))
    with mailing.database.engine.begin() as connection:
        connection.execute(update(membership).where(membership.c.key == "bob").values(staff=True))
    pass_time(mailing, clock, hours=12)
    assert "you are awful" in text_of(office)


def test_a_digest_lists_no_notifications_of_what_was_muted(
    mailing_both: Kit, office: PostOffice, clock: ManualClock
) -> None:
    daily(mailing_both)
    do(mailing_both, "ada", "town", BlockMember(id_of(mailing_both, "bob")))
    muted, heard = (question(mailing_both, title=title) for title in ("Quiet", "Loud"))
    ring(mailing_both, "ada", about=muted)
    ring(mailing_both, "ada", about=heard)
    do(mailing_both, "ada", "town", WatchThread(thread=muted.id, level=WatchLevel.MUTED))
    pass_time(mailing_both, clock, hours=20)
    assert "Loud" in text_of(office)
    assert "Quiet" not in text_of(office)


def test_the_new_threads_of_a_digest_leave_out_what_is_muted(
    mailing_both: Kit, office: PostOffice, clock: ManualClock
) -> None:
    kit = mailing_both
    daily(kit)
    do(kit, "ada", "town", BlockMember(id_of(kit, "bob")))
    do(kit, "ada", "town", WatchTag(tag="cats", level=WatchLevel.MUTED))
    question(kit, "bob", title="Of the blocked one")
    muted = question(kit, "cyd", title="Of a muted thread")
    do(kit, "ada", "town", WatchThread(thread=muted.id, level=WatchLevel.MUTED))
    question(kit, "cyd", title="Of a muted tag", tags=("cats", "dogs"))
    narrower = question(kit, "cyd", title="Watched all the same", tags=("cats",))
    do(kit, "ada", "town", WatchThread(thread=narrower.id, level=WatchLevel.WATCHING))
    question(kit, "cyd", title="Of cyd")
    pass_time(kit, clock, hours=20)
    text = text_of(office)
    assert [title for title in ("Of cyd", "Watched all the same") if title not in text] == []
    assert "Of the blocked one" not in text
    assert "muted" not in text


def test_the_digest_would_show_them_without_the_rule(
    mailing: Kit, office: PostOffice, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control."""
    monkeypatch.setattr(digest_sql, "is_causer_muted", lambda *_: ~true())
    daily(mailing)
    do(mailing, "ada", "town", BlockMember(id_of(mailing, "bob")))
    question(mailing, "bob", title="Of the blocked one")
    pass_time(mailing, clock, hours=20)
    assert "Of the blocked one" in text_of(office)


def test_the_inbox_keeps_what_came_before_the_mute(mailing: Kit) -> None:
    mention(mailing)
    do(mailing, "ada", "town", BlockMember(id_of(mailing, "bob")))
    assert len(ask(mailing, "ada", "town", ListInbox()).items) == 1
