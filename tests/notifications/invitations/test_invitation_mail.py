"""Invitations are mailed to whom they are for, once, with a link that works; then nobody knows the address any more."""

from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest
from attrs import evolve
from sqlalchemy import select

from commkit import Kit
from commkit.communities import ArchiveCommunity, UpdateSettings
from commkit.members import (
    AcceptInvitation,
    Invitation,
    InviteByEmail,
    LeaveCommunity,
    ListMembers,
    RestrictMember,
    RevokeInvitation,
)
from commkit.members.invitations.tables import invitation
from commkit.members.jobs import IssueInvitationToken
from commkit.notifications import MailPort, MailSite, ReadNotificationMetrics
from commkit.runtime.sessions.composition import SYSTEM
from commkit.runtime.storage.tables import audit, delivery, outbox
from commkit.testing.clock import ManualClock
from commkit.testing.snapshots import snapshot
from tests.helpers import ask, do
from tests.notifications.conftest import START
from tests.notifications.post_office import SITE, Host, PostOffice, ports
from tests.notifications.setup import Bells, id_of
from tests.sample import create_community, new_kit

EVE = "eve@example.org"
LINK = "https://town.example.org/join/town/"


def invite(kit: Kit, actor: str = "ada", to: str = EVE) -> Invitation:
    do(kit, "owner", "town", UpdateSettings("members", {"invitations_per_month": 5}))
    made = do(kit, actor, "town", InviteByEmail(to))
    kit.worker().drain()
    return made


def later(kit: Kit, clock: ManualClock, *, times: int = 1) -> None:
    for _ in range(times):
        clock.advance(timedelta(minutes=10))
        kit.worker().drain()


def text_of(office: PostOffice, number: int = -1) -> str:
    body = office.mails[number].get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def token_in(office: PostOffice, number: int = -1) -> str:
    return text_of(office, number).partition(LINK)[2].split()[0]


def addresses(kit: Kit) -> list[str | None]:
    with kit.database.engine.connect() as connection:
        return [row.email for row in connection.execute(select(invitation.c.email))]


def numbers(kit: Kit) -> dict[str, int]:
    found = ask(kit, "owner", "town", ReadNotificationMetrics(since=START.date()))
    return {number.outcome: number.count for number in found if number.kind == "notifications.invitation"}


def test_an_invitation_is_mailed_and_its_link_works(mailing_both: Kit, office: PostOffice) -> None:
    made = invite(mailing_both)
    (mail,) = office.mails
    assert office.receivers == [EVE]
    assert (mail["Subject"], mail["To"]) == ("Invitation to Town", EVE)
    assert (mail["List-Unsubscribe"], mail["Message-ID"]) == (None, f"<invitation.{made.id.hex}@example.org>")
    assert "Ada invites you to Town." in text_of(office)
    assert "To see what happens." in text_of(office)
    assert "member of Town" not in text_of(office)
    assert addresses(mailing_both) == [None]
    assert numbers(mailing_both) == {"sent": 1}
    do(mailing_both, "eve", None, AcceptInvitation(token_in(office)))
    assert "eve" in {member.key for member in ask(mailing_both, "owner", "town", ListMembers()).items}


def test_an_invitation_is_tried_again_and_its_address_stored_until_then(
    mailing: Kit, office: PostOffice, clock: ManualClock
) -> None:
    office.answers[EVE] = ["451 Come back later", "drop", "250 OK"]
    invite(mailing)
    assert (office.mails, addresses(mailing)) == ([], [EVE])
    later(mailing, clock, times=3)
    assert office.receivers == [EVE]
    assert addresses(mailing) == [None]
    do(mailing, "eve", None, AcceptInvitation(token_in(office)))


def test_a_failing_invitation_delays_no_other(mailing: Kit, office: PostOffice) -> None:
    office.answers[EVE] = ["451 no"] * 100
    invite(mailing)
    invite(mailing, to="fay@example.org")
    assert office.receivers == ["fay@example.org"]


@pytest.mark.parametrize("refusal", ["550 No such mailbox", "554 Too odd"])
def test_a_permanently_refused_invitation_is_purged(
    mailing: Kit, office: PostOffice, clock: ManualClock, refusal: str
) -> None:
    (office.answers.setdefault(EVE, []) if refusal.startswith("550") else office.at_data).append(refusal)
    invite(mailing)
    later(mailing, clock, times=3)
    assert (office.mails, addresses(mailing), numbers(mailing)) == ([], [None], {"dropped": 1})


def test_an_invalid_address_is_purged(mailing: Kit, office: PostOffice) -> None:
    invite(mailing, to="eve at home@x")
    assert (office.mails, addresses(mailing)) == ([], [None])
    assert mailing.worker().parked() == ()


def test_a_repeated_delivery_sends_nothing(mailing: Kit, office: PostOffice) -> None:
    invite(mailing)
    with mailing.database.engine.begin() as connection:
        connection.execute(delivery.update().values(done_at=None, attempts=0, leased_until=None))
    mailing.worker().drain()
    assert office.receivers == [EVE]


def test_when_the_acknowledgement_is_lost_the_second_mail_works(
    mailing: Kit, office: PostOffice, monkeypatch: pytest.MonkeyPatch, clock: ManualClock
) -> None:
    def lost(*_: Any, **__: Any) -> None:
        raise RuntimeError("the worker was killed")

    with monkeypatch.context() as patched:
        patched.setattr("commkit.notifications.invitations.subscribers._purge", lost)
        invite(mailing)
    assert (len(office.mails), addresses(mailing)) == (1, [EVE])
    later(mailing, clock)
    assert (len(office.mails), addresses(mailing)) == (2, [None])
    assert len({mail["Message-ID"] for mail in office.mails}) == 1
    do(mailing, "eve", None, AcceptInvitation(token_in(office)))


def test_an_accepted_invitation_is_not_mailed_again(
    mailing: Kit, office: PostOffice, clock: ManualClock
) -> None:
    office.answers[EVE] = ["451 no"]
    made = invite(mailing)
    issued = do(mailing, SYSTEM, "town", IssueInvitationToken(made.id))
    do(mailing, "eve", None, AcceptInvitation(issued.token or ""))
    later(mailing, clock)
    assert (office.mails, addresses(mailing)) == ([], [None])


@pytest.mark.parametrize("deed", ["revoked", "left", "banned", "archived", "expired"])
def test_everything_is_checked_again_before_an_invitation_is_sent(
    mailing: Kit, office: PostOffice, clock: ManualClock, deed: str
) -> None:
    office.answers[EVE] = ["451 no"]
    made = invite(mailing)
    if deed == "revoked":
        do(mailing, "owner", "town", RevokeInvitation(made.id))
    if deed == "left":
        do(mailing, "ada", "town", LeaveCommunity())
    if deed == "banned":
        do(mailing, "owner", "town", RestrictMember(id_of(mailing, "ada"), status="banned", reason="spam"))
    if deed == "archived":
        do(mailing, "owner", "town", ArchiveCommunity("Done."))
    if deed == "expired":
        clock.advance_to(made.expires_at)
    later(mailing, clock, times=2)
    assert (office.mails, addresses(mailing)) == ([], [None])
    assert mailing.worker().parked() == ()


def test_the_host_invites_in_the_name_of_the_community(mailing: Kit, office: PostOffice) -> None:
    do(mailing, SYSTEM, "town", InviteByEmail(EVE))
    mailing.worker().drain()
    assert "Town invites you to Town." in text_of(office)


def test_no_name_injects_a_header_or_markup(mailing: Kit, office: PostOffice) -> None:
    with mailing.database.engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE commkit_membership SET name = ? WHERE key = 'ada'", ("x<b>\r\nBcc: all@example.org",)
        )
    invite(mailing)
    (mail,) = office.mails
    assert (mail["Bcc"], office.receivers) == (None, [EVE])
    html = mail.get_body(("html",))
    assert html is not None
    assert "<b>" not in html.get_content()


def test_a_kit_without_a_link_fails_clearly_and_continues_once_it_has_one(
    sqlite_url: str, clock: ManualClock, office: PostOffice
) -> None:
    linkless = evolve(
        SITE, invitation_link=MailSite(secret="x", unsubscribe_url="https://example.org/x").invitation_link
    )
    half = ports(office) | {MailSite: linkless}
    with closing(new_kit(sqlite_url, Bells(), clock=clock, identity=Host(), ports=half)) as kit:
        create_community(kit, type="tower", members=("ada",))
        invite(kit)
        with kit.database.engine.connect() as connection:
            errors = [row.error for row in connection.execute(select(delivery.c.error)) if row.error]
        assert [error for error in errors if "notifications.no_invitation_link" in error]
    with closing(new_kit(sqlite_url, Bells(), clock=clock, identity=Host(), ports=ports(office))) as kit:
        later(kit, clock)
        assert office.receivers == [EVE]


def test_without_mail_the_address_is_stored_until_the_invitation_expires(
    small_tower: Kit, clock: ManualClock
) -> None:
    made = invite(small_tower)
    assert addresses(small_tower) == [EVE]  # the host may send it itself
    clock.advance_to(made.expires_at)
    small_tower.worker().drain()
    assert addresses(small_tower) == [None]


def test_neither_token_nor_address_is_stored_or_logged(
    mailing: Kit, office: PostOffice, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    office.answers[EVE] = [f"451 <{EVE}> is full"]
    invite(mailing)
    with mailing.database.engine.connect() as connection:
        kept = [str(connection.execute(select(table)).all()) for table in (outbox, delivery, audit)]
    assert EVE not in "".join(kept) + caplog.text
    later(mailing, clock)
    assert EVE not in str(snapshot(mailing))
    assert token_in(office) not in str(snapshot(mailing)) + caplog.text
    assert MailPort in ports(office)
