"""Digests: at the member's hour, once a period, of what they may see and have not read."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from commkit import SYSTEM, Kit, NotFound
from commkit.communities import ArchiveCommunity
from commkit.members import LeaveCommunity
from commkit.notifications import (
    DigestDue,
    DigestFrequency,
    MarkAllNotificationsRead,
    NotificationChannel,
    ReadNotificationMetrics,
    SetDeliverySchedule,
    SetDigestPreference,
    SetNotificationPreference,
    Unsubscribe,
    WatchLevel,
    WatchTag,
)
from commkit.notifications.jobs import CreateDigest
from commkit.notifications.tables import digest, inbox, mail_budget
from commkit.posts import CreateReply, RemovePost
from commkit.runtime.storage.tables import delivery
from commkit.testing.clock import ManualClock
from tests.helpers import ask, assert_refused, assert_unchanged, do, emitted_facts
from tests.notifications.conftest import START
from tests.notifications.post_office import Host, PostOffice, link_of
from tests.notifications.setup import id_of, question, ring
from tests.sample import create_community


def text_of(office: PostOffice, number: int = -1) -> str:
    body = office.mails[number].get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def pass_time(kit: Kit, clock: ManualClock, **words: float) -> None:
    """Time goes on, an hour at a time, and the worker works."""
    until = clock.now + timedelta(**words)
    while clock.now < until:
        kit.worker().drain()
        clock.advance_to(min(until, clock.now + timedelta(hours=1)))
    kit.worker().drain()


def daily(kit: Kit, hour: int = 8, actor: str = "ada") -> None:
    do(kit, actor, "town", SetDigestPreference(frequency=DigestFrequency.DAILY, hour=hour))


def test_a_daily_digest_contains_what_is_unread_and_new(
    mailing_both: Kit, office: PostOffice, clock: ManualClock
) -> None:
    daily(mailing_both)
    told = question(mailing_both, title="Why this?")
    question(mailing_both, title="And that?")
    ring(mailing_both, "ada", about=told)
    pass_time(mailing_both, clock, hours=20)
    (mail,) = office.mails
    assert (mail["To"], mail["Subject"]) == ("Ada <ada@example.org>", "Town: what you missed")
    text = text_of(office)
    assert "Why this?" in text.partition("New threads:")[0]
    assert "And that?" in text.partition("New threads:")[2]
    assert clock.now == START + timedelta(hours=20)  # eight in the morning


def test_there_is_no_digest_for_a_member_of_another_community(mailing: Kit) -> None:
    create_community(mailing, "elsewhere", type="tower", members=("eve",))
    with assert_unchanged(mailing), assert_refused(NotFound, "runtime.not_found"):
        do(mailing, SYSTEM, "town", CreateDigest(member=id_of(mailing, "eve", "elsewhere")))
    assert emitted_facts(mailing, SYSTEM, "town", CreateDigest(member=id_of(mailing, "ada"))) == [
        DigestDue(member=id_of(mailing, "ada"))
    ]


def test_a_period_has_one_digest(mailing: Kit, office: PostOffice, clock: ManualClock) -> None:
    daily(mailing)
    ring(mailing, "ada")
    pass_time(mailing, clock, hours=20)
    for _ in range(3):
        with mailing.database.engine.begin() as connection:
            connection.execute(update(delivery).values(done_at=None, attempts=0, leased_until=None))
        mailing.worker().drain()
    assert len(office.mails) == 1
    pass_time(mailing, clock, days=3)
    assert len(office.mails) == 1  # nothing new, nothing sent
    question(mailing, title="And now?")
    pass_time(mailing, clock, days=3)
    assert [("And now?" in text_of(office, n)) for n in range(len(office.mails))] == [False, True]


def test_a_weekly_digest_is_sent_on_its_day(mailing: Kit, office: PostOffice, clock: ManualClock) -> None:
    do(mailing, "ada", "town", SetDigestPreference(frequency=DigestFrequency.WEEKLY, hour=9, weekday=2))
    question(mailing)
    pass_time(mailing, clock, hours=44)  # Wednesday, eight
    assert office.mails == []
    pass_time(mailing, clock, hours=1)
    assert len(office.mails) == 1


@pytest.mark.parametrize(("zone", "hours"), [("UTC", 20), ("Pacific/Kiritimati", 6), ("America/New_York", 1)])
def test_a_digest_is_sent_at_the_members_hour(  # noqa: PLR0917  # fixtures
    mailing: Kit, office: PostOffice, host: Host, clock: ManualClock, zone: str, hours: int
) -> None:
    host.zones["ada"] = zone
    daily(mailing)
    question(mailing)
    pass_time(mailing, clock, hours=hours - 1)
    assert office.mails == []
    pass_time(mailing, clock, hours=1)
    assert len(office.mails) == 1


def test_a_member_without_digests_gets_none(mailing: Kit, office: PostOffice, clock: ManualClock) -> None:
    daily(mailing)
    do(mailing, "ada", "town", SetDigestPreference(frequency=DigestFrequency.NEVER))
    daily(mailing, actor="bob")
    no_mail = SetNotificationPreference(
        kind="notifications.digest", channel=NotificationChannel.MAIL, enabled=False
    )
    do(mailing, "bob", "town", no_mail)
    daily(mailing, actor="cyd")
    do(mailing, "cyd", "town", LeaveCommunity())
    question(mailing)
    pass_time(mailing, clock, days=2)
    assert office.mails == []


def test_read_and_hidden_notifications_are_not_in_a_digest(
    mailing: Kit, office: PostOffice, clock: ManualClock
) -> None:
    daily(mailing)
    hidden, read, kept = (question(mailing, title=title) for title in ("Hidden", "Read", "Kept"))
    ring(mailing, "ada", about=read)
    do(mailing, "ada", "town", MarkAllNotificationsRead())
    ring(mailing, "ada", about=hidden)
    ring(mailing, "ada", about=kept)
    do(mailing, "owner", "town", RemovePost(hidden.id))
    pass_time(mailing, clock, hours=20)
    text = text_of(office)
    assert "Hidden" not in text
    assert "Kept" in text.partition("New threads:")[0]
    assert "Read" not in text.partition("New threads:")[0]


def test_watched_tags_and_best_threads_come_first(
    mailing: Kit, office: PostOffice, clock: ManualClock
) -> None:
    daily(mailing)
    do(mailing, "ada", "town", WatchTag(tag="python", level=WatchLevel.NORMAL))
    do(mailing, "ada", "town", WatchTag(tag="build", level=WatchLevel.NORMAL))
    quiet, busy = question(mailing, title="Quiet"), question(mailing, title="Busy")
    mine = question(mailing, title="Tagged", tags=("python",))
    question(mailing, "ada", title="Her own")
    do(mailing, "bob", "town", CreateReply(parent=busy.id, body="Because."))
    pass_time(mailing, clock, hours=20)
    text = text_of(office).partition("New threads:")[2]
    order = [text.index(post.title) for post in (mine, busy, quiet)]
    assert order == sorted(order)
    assert "Her own" not in text


def test_mail_beyond_the_budget_becomes_one_digest(
    mailing_both: Kit, office: PostOffice, clock: ManualClock
) -> None:
    do(mailing_both, "ada", "town", SetDeliverySchedule(mails_per_day=1))
    for number in range(4):
        post = question(mailing_both, title=f"Why {number}?")
        ring(mailing_both, "ada", about=post, kind="bells.mailed")
    pass_time(mailing_both, clock, days=3)
    subjects = [mail["Subject"] for mail in office.mails]
    assert subjects == ["[Town] Why 0?", "Town: what you missed"]
    held = text_of(office).partition("New threads:")[0]
    assert all(f"Why {number}?" in held for number in range(1, 4))
    with mailing_both.database.engine.connect() as connection:
        states = sorted(str(row.mail) for row in connection.execute(select(inbox.c.mail)))
        used = [
            row.used for row in connection.execute(select(mail_budget.c.used).order_by(mail_budget.c.day))
        ]
    assert states == ["digested"] * 3 + ["sent"]
    assert used == [1, 1]
    numbers = ask(mailing_both, "owner", "town", ReadNotificationMetrics(since=START.date()))
    assert [n.count for n in numbers if n.kind == "notifications.digest"] == [1]


def test_without_digests_mail_beyond_the_budget_stays_in_the_inbox(
    mailing: Kit, office: PostOffice, clock: ManualClock
) -> None:
    do(mailing, "ada", "town", SetDeliverySchedule(mails_per_day=0))
    do(mailing, "ada", "town", SetDigestPreference(frequency=DigestFrequency.NEVER))
    ring(mailing, "ada", kind="bells.mailed")
    pass_time(mailing, clock, days=2)
    assert office.mails == []


def test_one_click_ends_digests(mailing: Kit, office: PostOffice, clock: ManualClock) -> None:
    daily(mailing)
    question(mailing)
    pass_time(mailing, clock, hours=20)
    do(mailing, None, None, Unsubscribe(link_of(office.mails[0]).partition("token=")[2]))
    question(mailing)
    pass_time(mailing, clock, days=2)
    assert len(office.mails) == 1


def test_a_digest_that_is_not_accepted_is_sent_later(
    mailing: Kit, office: PostOffice, clock: ManualClock
) -> None:
    daily(mailing)
    daily(mailing, actor="bob")
    office.answers["ada@example.org"] = ["451 later", "451 later"]
    question(mailing)
    pass_time(mailing, clock, hours=20)
    assert office.receivers == ["bob@example.org"]
    pass_time(mailing, clock, hours=3)
    assert office.receivers == ["bob@example.org", "ada@example.org"]


def test_a_refused_address_gets_no_digest_and_the_next_is_scheduled(
    mailing: Kit, office: PostOffice, host: Host, clock: ManualClock
) -> None:
    daily(mailing)
    office.answers["ada@example.org"] = ["550 gone"]
    question(mailing)
    pass_time(mailing, clock, days=2)
    assert office.mails == []
    host.addresses["ada"] = "ada@new.example.org"
    question(mailing)
    pass_time(mailing, clock, days=1)
    assert office.receivers == ["ada@new.example.org"]


def test_setting_a_preference_again_schedules_one_digest(
    mailing: Kit, office: PostOffice, clock: ManualClock
) -> None:
    for hour in (6, 7, 8):
        daily(mailing, hour)
    question(mailing)
    pass_time(mailing, clock, days=2)
    assert len(office.mails) == 1
    with mailing.database.engine.connect() as connection:
        assert len(connection.execute(select(digest.c.member)).all()) == 1


def test_an_archived_community_still_sends_digests(
    mailing: Kit, office: PostOffice, clock: ManualClock
) -> None:
    daily(mailing)
    question(mailing)
    do(mailing, "owner", "town", ArchiveCommunity(reason="Done."))
    pass_time(mailing, clock, hours=20)
    assert len(office.mails) == 1


def test_a_digest_that_is_given_up_does_not_end_those_of_later_periods(
    mailing: Kit, office: PostOffice, clock: ManualClock
) -> None:
    daily(mailing)
    ring(mailing, "ada", about=question(mailing, title="Why this?"))
    office.answers["ada@example.org"] = ["451 Come back later"] * 8
    pass_time(mailing, clock, days=4)
    assert len(mailing.worker().parked()) == 1
    assert len(office.mails) == 1
    assert "Why this?" in text_of(office)
    ring(mailing, "ada", about=question(mailing, title="And that?"))
    pass_time(mailing, clock, days=1)
    assert "And that?" in text_of(office)
    mailing.worker().retry_parked()
    mailing.worker().drain()
    assert len(office.mails) == 2
