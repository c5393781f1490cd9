"""Mail about notifications: when it goes, to whom, once, and what becomes of it when the server says no."""

from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from commkit import Kit
from commkit.members import IdentityProvider, LeaveCommunity, RestrictMember
from commkit.notifications import (
    ListInbox,
    MailPort,
    MailSite,
    MailState,
    MarkAllNotificationsRead,
    ReadNotificationMetrics,
    SetDeliverySchedule,
    SetNotificationPreference,
)
from commkit.notifications.records import NotificationChannel
from commkit.notifications.tables import inbox, mail_budget
from commkit.posts import RemovePost
from commkit.runtime.storage.tables import delivery
from commkit.testing.clock import ManualClock
from tests.helpers import ask, do
from tests.notifications.conftest import START
from tests.notifications.post_office import Host, PostOffice, ports
from tests.notifications.setup import Bells, id_of, landmark, question, ring
from tests.sample import create_community, new_kit

LOUD = "bells.mailed"


def states(kit: Kit) -> list[str]:
    with kit.database.engine.connect() as connection:
        return sorted(str(row.mail) for row in connection.execute(select(inbox.c.mail)))


def numbers(kit: Kit, kind: str = LOUD) -> dict[str, int]:
    found = ask(kit, "owner", "town", ReadNotificationMetrics(since=START.date()))
    return {number.outcome: number.count for number in found if number.kind == kind}


def parked(kit: Kit) -> int:
    return len(kit.worker().parked())


def test_each_notified_member_gets_a_mail(mailing_both: Kit, office: PostOffice) -> None:
    ring(mailing_both, "ada", "bob", kind=LOUD)
    mailing_both.worker().drain()
    assert sorted(office.receivers) == ["ada@example.org", "bob@example.org"]
    assert states(mailing_both) == ["sent", "sent"]
    assert numbers(mailing_both) == {"notified": 2, "sent": 2}


def test_a_mail_says_what_happened(mailing: Kit, office: PostOffice) -> None:
    post = question(mailing, title="Why & how?", body="I *wonder* <script>alert(1)</script>.")
    ring(mailing, "ada", about=post, kind=LOUD)
    mailing.worker().drain()
    (mail,) = office.mails
    assert mail["Subject"] == "[Town] Why & how?"
    assert (mail["From"], mail["To"]) == ("Town <town@example.org>", "Ada <ada@example.org>")
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-Id"] == "<town.communities.example.org>"
    assert mail["References"] == f"<{post.id.hex}@example.org>"
    plain, html = (mail.get_body((kind,)) for kind in ("plain", "html"))
    assert plain is not None
    assert html is not None
    assert "I *wonder*" in plain.get_content()
    assert f"https://town.example.org/town/post/{post.id}" in plain.get_content()
    assert "<em>wonder</em>" in html.get_content()
    assert "<script>" not in html.get_content()


def test_a_kind_without_mail_sends_none(mailing: Kit, office: PostOffice) -> None:
    ring(mailing, "ada", kind="bells.rang")
    mailing.worker().drain()
    assert (office.mails, states(mailing)) == ([], ["none"])


def test_a_kind_by_mail_only_does_not_show_in_the_inbox(mailing: Kit, office: PostOffice) -> None:
    ring(mailing, "ada", kind="bells.mail_only")
    mailing.worker().drain()
    assert len(office.mails) == 1
    assert ask(mailing, "ada", "town", ListInbox()).items == ()


@pytest.mark.parametrize("deed", ["left", "banned", "read", "unwanted", "removed", "no address", "unknown"])
def test_everything_is_checked_again_before_a_mail_is_sent(
    mailing: Kit, office: PostOffice, host: Host, deed: str
) -> None:
    post = question(mailing)
    ring(mailing, "ada", "bob", about=post, kind=LOUD)
    ada = id_of(mailing, "ada")
    if deed == "left":
        do(mailing, "ada", "town", LeaveCommunity())
    if deed == "banned":
        do(mailing, "owner", "town", RestrictMember(ada, status="banned", reason="spam"))
    if deed == "read":
        do(mailing, "ada", "town", MarkAllNotificationsRead())
    if deed == "unwanted":
        do(
            mailing,
            "ada",
            "town",
            SetNotificationPreference(kind=LOUD, channel=NotificationChannel.MAIL, enabled=False),
        )
    if deed == "removed":
        do(mailing, "owner", "town", RemovePost(post.id))
    if deed in ("no address", "unknown"):
        host.addresses["ada"] = "" if deed == "no address" else "ada at home"
    mailing.worker().drain()
    others = [] if deed == "removed" else ["bob@example.org"]
    assert office.receivers == others
    assert parked(mailing) == 0


def test_a_mail_that_is_accepted_later_is_sent_once(
    mailing: Kit, office: PostOffice, clock: ManualClock
) -> None:
    office.answers["ada@example.org"] = ["451 Come back later", "drop", "250 OK"]
    ring(mailing, "ada", "bob", kind=LOUD)
    mailing.worker().drain()
    assert office.receivers == ["bob@example.org"]  # who comes after a failing one does not wait for it
    assert states(mailing) == ["sending", "sent"]
    for _ in range(3):
        clock.advance(timedelta(minutes=10))
        mailing.worker().drain()
    assert sorted(office.receivers) == ["ada@example.org", "bob@example.org"]
    assert numbers(mailing) == {"notified": 2, "sent": 2}
    assert parked(mailing) == 0


def test_a_repeated_mail_has_the_same_id_and_counts_once(
    mailing: Kit, office: PostOffice, clock: ManualClock
) -> None:
    office.at_data = ["451 Come back later", "451 Come back later"]
    ring(mailing, "ada", kind=LOUD)
    for _ in range(3):
        mailing.worker().drain()
        clock.advance(timedelta(minutes=10))
    (mail,) = office.mails
    with mailing.database.engine.connect() as connection:
        ((used,),) = connection.execute(select(mail_budget.c.used)).all()
        (row,) = connection.execute(select(inbox.c.notification, inbox.c.member)).all()
    assert used == 1
    assert mail["Message-ID"] == f"<{row.notification.hex}.{row.member.hex}@example.org>"


def test_a_permanently_refused_address_gets_no_more_mail(
    mailing: Kit, office: PostOffice, host: Host
) -> None:
    office.answers["ada@example.org"] = ["550 No such mailbox"]
    ring(mailing, "ada", "bob", kind=LOUD)
    mailing.worker().drain()
    ring(mailing, "ada", kind="bells.fire")
    mailing.worker().drain()
    assert (office.receivers, parked(mailing)) == (["bob@example.org"], 0)
    assert states(mailing) == ["dropped", "failed", "sent"]
    host.addresses["ada"] = "ada@new.example.org"
    ring(mailing, "ada", about=landmark(mailing, "cyd"), kind="bells.fire")
    mailing.worker().drain()
    assert office.receivers == ["bob@example.org", "ada@new.example.org"]


def test_a_refused_content_does_not_block_the_address(mailing: Kit, office: PostOffice) -> None:
    office.at_data = ["554 Too odd"]
    ring(mailing, "ada", kind=LOUD)
    mailing.worker().drain()
    ring(mailing, "ada", kind="bells.fire")
    mailing.worker().drain()
    assert states(mailing) == ["failed", "sent"]


def test_a_failing_server_parks_only_its_own_deliveries(
    mailing: Kit, office: PostOffice, clock: ManualClock
) -> None:
    office.answers["ada@example.org"] = ["451 no"] * 100
    ring(mailing, "ada", kind=LOUD)
    for _ in range(12):
        mailing.worker().drain()
        clock.advance(timedelta(days=2))
    assert parked(mailing) == 1
    ring(mailing, "ada", "bob", kind="bells.fire")
    mailing.worker().drain()
    assert office.receivers == ["bob@example.org"]


def test_no_address_is_stored_or_logged(
    mailing: Kit, office: PostOffice, caplog: pytest.LogCaptureFixture
) -> None:
    office.answers["ada@example.org"] = ["451 <ada@example.org> is full"]
    office.answers["bob@example.org"] = ["550 <bob@example.org> is unknown"]
    ring(mailing, "ada", "bob", "cyd", kind=LOUD)
    mailing.worker().drain()
    with mailing.database.engine.connect() as connection:
        errors = [str(row.error) for row in connection.execute(select(delivery.c.error)) if row.error]
    assert len(errors) == 1
    assert "@example.org" not in "".join(errors) + caplog.text


def test_repeated_deliveries_send_no_second_mail(mailing: Kit, office: PostOffice) -> None:
    ring(mailing, "ada", "bob", kind=LOUD)
    mailing.worker().drain()
    again = delivery.update().values(done_at=None, attempts=0, leased_until=None)
    with mailing.database.engine.begin() as connection:
        connection.execute(again)
    mailing.worker().drain()
    assert sorted(office.receivers) == ["ada@example.org", "bob@example.org"]
    assert numbers(mailing) == {"notified": 2, "sent": 2}


@pytest.mark.parametrize(("hour", "sent"), [(20, True), (21, False), (23, False), (28, False), (30, True)])
def test_quiet_hours_hold_mail_back_until_they_end(  # noqa: PLR0917  # fixtures
    mailing: Kit, office: PostOffice, host: Host, clock: ManualClock, hour: int, sent: bool
) -> None:
    host.zones["ada"] = "Europe/Vienna"  # an hour ahead of UTC in March
    do(mailing, "ada", "town", SetDeliverySchedule(quiet_from="22:00", quiet_until="07:00"))
    clock.advance_to(START.replace(hour=0) + timedelta(hours=hour))
    ring(mailing, "ada", "bob", kind=LOUD)
    mailing.worker().drain()
    assert ("ada@example.org" in office.receivers) == sent
    assert "bob@example.org" in office.receivers
    clock.advance_to(START.replace(hour=0) + timedelta(hours=30))
    mailing.worker().drain()
    assert sorted(office.receivers) == ["ada@example.org", "bob@example.org"]
    assert numbers(mailing) == {"notified": 2, "sent": 2, **({} if sent else {"quiet": 1})}


def test_urgent_mail_ignores_quiet_hours_and_the_budget(mailing: Kit, office: PostOffice) -> None:
    do(mailing, "ada", "town", SetDeliverySchedule(quiet_from="00:00", quiet_until="23:59", mails_per_day=0))
    ring(mailing, "ada", kind="bells.fire")
    mailing.worker().drain()
    assert office.receivers == ["ada@example.org"]


def test_a_night_of_replies_is_one_mail(mailing: Kit, office: PostOffice, clock: ManualClock) -> None:
    do(mailing, "ada", "town", SetDeliverySchedule(quiet_from="11:00", quiet_until="13:00"))
    about = landmark(mailing)
    for _ in range(5):
        ring(mailing, "ada", about=about, kind=LOUD)
        mailing.worker().drain()
    clock.advance(timedelta(hours=1))
    mailing.worker().drain()
    assert len(office.mails) == 1
    assert states(mailing) == ["dropped"] * 4 + ["sent"]


@pytest.mark.parametrize("lacking", [MailPort, MailSite, IdentityProvider])
def test_mail_waits_for_a_worker_with_all_that_it_needs(
    sqlite_url: str, clock: ManualClock, office: PostOffice, lacking: type
) -> None:
    def kit_with(host: dict[type, Any]) -> Kit:
        identity = host.pop(IdentityProvider, None)
        return new_kit(sqlite_url, Bells(), clock=clock, ports=host, identity=identity)

    whole: dict[type, Any] = {**ports(office), IdentityProvider: Host()}
    with closing(kit_with({**whole})) as app:
        create_community(app, type="tower", members=("ada",))
        ring(app, "ada", kind=LOUD)
        with closing(kit_with({port: whole[port] for port in whole if port is not lacking})) as half:
            half.worker().drain()
            (waiting,) = half.worker().waiting()
        assert waiting.need == f"port {lacking.__module__}.{lacking.__name__}"
        assert (states(app), office.receivers) == (["due"], [])
        app.worker().drain()
        assert (states(app), office.receivers) == (["sent"], ["ada@example.org"])


def test_states_match_the_partial_indexes() -> None:
    assert (MailState.DUE, MailState.DIGEST) == ("due", "digest")
