"""Unsubscribing by the link in a mail."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from commkit import SYSTEM, Conflict, Kit
from commkit.members import RestrictMember
from commkit.notifications import ReadNotificationMetrics, Unsubscribe
from commkit.notifications.unsubscribing.policy import sign_token
from commkit.notifications.unsubscribing.records import Subscription
from commkit.runtime.model.ids import LOBBY
from commkit.runtime.storage.tables import audit
from commkit.testing.clock import ManualClock
from commkit.testing.contexts import context_of
from tests.helpers import ask, assert_invalid, assert_refused, assert_unchanged, do
from tests.notifications.conftest import START
from tests.notifications.post_office import SITE, PostOffice, token_in
from tests.notifications.setup import channels, id_of, landmark, ring


def test_one_click_ends_mail_of_the_kind_and_nothing_else(mailing_both: Kit, office: PostOffice) -> None:
    ring(mailing_both, "ada", kind="bells.mailed")
    mailing_both.worker().drain()
    for _ in range(3):
        do(mailing_both, None, None, Unsubscribe(token_in(office)))
    assert channels(mailing_both) == ("inbox",)
    assert channels(mailing_both, kind="bells.fire") == ("inbox", "mail")
    assert channels(mailing_both, "bob") == ("inbox", "mail")
    ring(mailing_both, "ada", about=landmark(mailing_both, "bob"), kind="bells.mailed")
    mailing_both.worker().drain()
    assert len(office.mails) == 1
    numbers = ask(mailing_both, "owner", "town", ReadNotificationMetrics(since=START.date()))
    assert [n.count for n in numbers if n.outcome == "unsubscribed"] == [1]


def test_unsubscribing_is_in_the_audit_log(mailing: Kit, office: PostOffice) -> None:
    ring(mailing, "ada", kind="bells.mailed")
    mailing.worker().drain()
    do(mailing, None, None, Unsubscribe(token_in(office)))
    with mailing.database.engine.connect() as connection:
        rows = connection.execute(select(audit).where(audit.c.command == "notifications.unsubscribe")).all()
    assert [(row.community_id, row.member) for row in rows] == [(LOBBY, None)]  # nobody had to sign in


def test_a_link_works_years_later_and_after_a_ban(
    mailing: Kit, office: PostOffice, clock: ManualClock
) -> None:
    ring(mailing, "ada", kind="bells.mailed")
    mailing.worker().drain()
    do(mailing, "owner", "town", RestrictMember(id_of(mailing, "ada"), status="banned", reason="spam"))
    clock.advance(timedelta(days=3_000))
    do(mailing, None, None, Unsubscribe(token_in(office)))


@pytest.mark.parametrize("damage", ["", "x", "cut", "other secret", "other member"])
def test_a_forged_token_is_refused(mailing: Kit, office: PostOffice, damage: str) -> None:
    ring(mailing, "ada", "bob", kind="bells.mailed")
    mailing.worker().drain()
    good = token_in(office)
    other = Subscription(LOBBY, id_of(mailing, "ada"), "bells.mailed")
    bad = {
        "": "?",
        "x": good + "x",
        "cut": good[:-3],
        "other secret": sign_token("another", other),
        "other member": "x".join(good.split(".", 1)),
    }[damage]
    with assert_unchanged(mailing), assert_invalid(token="bad_token"):
        do(mailing, None, None, Unsubscribe(bad))


def test_a_token_of_an_unknown_member_changes_nothing(mailing: Kit) -> None:
    with mailing.session(SYSTEM, "town", read_only=True) as session:
        unknown = Subscription(session.community.id, context_of(session).new_id(), "bells.mailed")  # type: ignore[arg-type]
    before = ask(mailing, "owner", "town", ReadNotificationMetrics(since=START.date()))
    do(mailing, None, None, Unsubscribe(sign_token(SITE.secret, unknown)))
    assert ask(mailing, "owner", "town", ReadNotificationMetrics(since=START.date())) == before


def test_without_mail_there_is_nothing_to_unsubscribe(small_tower: Kit) -> None:
    with assert_refused(Conflict, "notifications.no_mail_site"):
        do(small_tower, None, None, Unsubscribe("token"))
