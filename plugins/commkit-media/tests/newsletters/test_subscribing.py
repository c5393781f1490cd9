"""Addresses confirm twice before anything is sent; who leaves is deleted but for a hash."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from commkit import SYSTEM, Conflict, Invalid, NotFound, RateLimited
from commkit.communities import ArchiveCommunity
from commkit.privacy import ErasePerson, ExportPerson
from commkit_media import (
    AddressRecord,
    ConfirmSubscription,
    CreateNewsletter,
    EndNewsletter,
    EndSubscription,
    ForgetAddress,
    ImportedAddresses,
    ImportSubscribers,
    ListNewsletters,
    NewsletterAudience,
    NewsletterSettings,
    ReadAddress,
    RequestSubscription,
    SubscribeToNewsletter,
    UnsubscribeFromNewsletter,
)
from commkit_media.tables import newsletter_subscription, subscription_quota, suppressed_address
from tests.newsletter_desk import PAGES, Desk, end_token, link_in, plain

ZOE = "zoe@else.example"


def rows(desk: Desk, table: Any) -> list[Any]:
    with desk.town.kit.database.engine.connect() as connection:
        return list(connection.execute(select(table)))


def addresses(desk: Desk) -> list[str]:
    return sorted(row.address for row in rows(desk, newsletter_subscription) if row.address)


def test_an_address_gets_nothing_before_it_is_confirmed(desk: Desk) -> None:
    newsletter = desk.newsletter()
    token = desk.ask(newsletter, ZOE)
    desk.forget_mails()
    desk.published()
    desk.sent(newsletter)
    assert desk.office.receivers == []
    desk.town.do(None, ConfirmSubscription(token))
    desk.published(title="Another one")
    desk.sent(newsletter)
    assert desk.office.receivers == [ZOE]


def test_the_mail_that_asks(sqlite_desk: Desk) -> None:
    newsletter = sqlite_desk.newsletter(title="The week")
    sqlite_desk.ask(newsletter, ZOE)
    (mail,) = sqlite_desk.office.mails
    assert mail["Subject"] == "Confirm: The week"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "2026-03-04 09:00 UTC" in plain(mail)
    assert link_in(mail, "confirm").startswith(PAGES.api_url)


def test_a_token_is_stored_as_a_hash_and_confirms_once(desk: Desk) -> None:
    newsletter = desk.newsletter()
    token = desk.ask(newsletter, ZOE)
    (row,) = rows(desk, newsletter_subscription)
    assert token not in str(row)
    desk.town.do(None, ConfirmSubscription(token))
    for wrong in (token, "x", "0" * 48, ""):
        with pytest.raises((NotFound, Invalid)):
            desk.town.do(None, ConfirmSubscription(wrong))


def test_a_token_expires_and_the_address_is_deleted(desk: Desk) -> None:
    newsletter = desk.newsletter()
    token = desk.ask(newsletter, ZOE)
    desk.town.clock.advance(timedelta(hours=48))
    with desk.town.refused("media.confirmation_not_found", NotFound):
        desk.town.do(None, ConfirmSubscription(token))
    assert addresses(desk) == [ZOE]
    desk.work()
    assert rows(desk, newsletter_subscription) == []
    assert rows(desk, subscription_quota) == []
    assert rows(desk, suppressed_address) == []


def test_asking_again_makes_the_first_token_invalid_and_lets_it_wait_longer(desk: Desk) -> None:
    newsletter = desk.newsletter()
    first = desk.ask(newsletter, ZOE)
    desk.town.pass_time(hours=47)
    second = desk.ask(newsletter, ZOE)
    desk.town.pass_time(hours=2)
    with desk.town.refused("media.confirmation_not_found", NotFound):
        desk.town.do(None, ConfirmSubscription(first))
    desk.town.do(None, ConfirmSubscription(second))
    desk.town.pass_time(hours=100)
    assert addresses(desk) == [ZOE]


def test_the_answer_tells_nothing_and_one_that_is_confirmed_is_not_asked(desk: Desk) -> None:
    newsletter = desk.newsletter()
    desk.confirmed(newsletter, ZOE)
    for address in (ZOE, "new@else.example", " ZOE@ELSE.example "):
        assert desk.town.do(None, RequestSubscription(newsletter.id, address)) is None
    desk.work()
    assert desk.office.receivers == ["new@else.example"]


@pytest.mark.parametrize(
    "written", ["zoe@else.example.", "zoe@ELSE.example", "zoe@else\u3002example", "zoe@\uff45lse.example"]
)
def test_one_mailbox_is_one_address_however_its_domain_is_written(desk: Desk, written: str) -> None:
    newsletter = desk.newsletter()
    desk.confirmed(newsletter, written)
    assert addresses(desk) == [ZOE]
    desk.town.do(None, RequestSubscription(newsletter.id, ZOE))
    desk.work()
    assert desk.office.receivers == []
    assert len(desk.town.ask(SYSTEM, ReadAddress(written))) == 1
    assert len(desk.town.ask(SYSTEM, ReadAddress(ZOE))) == 1


def test_nobody_is_bombed_with_mails(desk: Desk) -> None:
    """Whoever asks, for whichever newsletter, an address is asked three times a day; the answer stays the same."""
    letters = [desk.newsletter(title=f"Letter {number}") for number in range(3)]
    for number in range(9):
        asking = (None, "ada", "bob")[number % 3]
        desk.town.do(asking, RequestSubscription(letters[number // 3].id, ZOE))
        desk.work()
    assert desk.office.receivers == [ZOE] * 3
    desk.town.pass_time(days=1)
    desk.town.do(None, RequestSubscription(letters[0].id, ZOE))
    desk.work()
    assert desk.office.receivers == [ZOE] * 4


def test_who_asks_for_many_is_refused(make_desk: Any) -> None:
    desk = make_desk(newsletters=NewsletterSettings(requests_per_member=2, requests_by_visitors=3))
    newsletter = desk.newsletter()
    for asking, most in (("ada", 2), (None, 3), ("bob", 2)):
        for number in range(most):
            desk.town.do(asking, RequestSubscription(newsletter.id, f"a{number}@else.example"))
        with desk.town.refused("media.too_many_requests", RateLimited):
            desk.town.do(asking, RequestSubscription(newsletter.id, "more@else.example"))
    desk.town.pass_time(days=1)
    desk.town.do("ada", RequestSubscription(newsletter.id, "more@else.example"))


@pytest.mark.parametrize(
    "address",
    [
        "zoe",
        "@else.example",
        "zoe@",
        "zoe@localhost",
        "a@b.example, c@d.example",
        "zoe@else.example\r\nBcc: all@else.example",
        "zoe@else..example",
        "<zoe@else.example>",
        "zoe @else.example",
        "zoe@else.example\u2028x",
        "a" * 65 + "@else.example",
    ],
)
def test_what_is_no_address_is_refused(sqlite_desk: Desk, address: str) -> None:
    newsletter = sqlite_desk.newsletter()
    with pytest.raises(Invalid):
        sqlite_desk.town.do(None, RequestSubscription(newsletter.id, address))


def test_a_newsletter_for_members_takes_members(desk: Desk) -> None:
    newsletter = desk.newsletter(NewsletterAudience.MEMBERS)
    assert desk.town.ask(None, ListNewsletters()) == ()
    with pytest.raises(NotFound):
        desk.town.do(None, RequestSubscription(newsletter.id, ZOE))
    with desk.town.refused("media.members_only", Conflict):
        desk.town.do("ada", RequestSubscription(newsletter.id, ZOE))
    assert desk.town.do("ada", SubscribeToNewsletter(newsletter.id)) is True
    assert desk.town.do("ada", SubscribeToNewsletter(newsletter.id)) is False
    assert [offer.subscribed for offer in desk.town.ask("ada", ListNewsletters())] == [True]
    assert [offer.subscribed for offer in desk.town.ask("bob", ListNewsletters())] == [False]
    assert desk.town.do("ada", UnsubscribeFromNewsletter(newsletter.id)) is True
    assert desk.town.do("ada", UnsubscribeFromNewsletter(newsletter.id)) is False


def test_who_unsubscribes_is_deleted_but_for_a_hash_and_not_imported_again(desk: Desk) -> None:
    newsletter = desk.newsletter()
    desk.confirmed(newsletter, ZOE)
    desk.published()
    desk.sent(newsletter)
    token = end_token(desk.mail_to(ZOE))
    for _ in range(2):
        assert desk.town.do(None, EndSubscription(token)) is None
    assert rows(desk, newsletter_subscription) == []
    (left,) = rows(desk, suppressed_address)
    assert "zoe" not in str(left)
    given = (ZOE.upper(), "yan@else.example", "yan@else.example", "nobody")
    came = desk.town.do(SYSTEM, ImportSubscribers(newsletter.id, given))
    assert came == ImportedAddresses(added=1, suppressed=1, known=1, bad=1)
    assert addresses(desk) == ["yan@else.example"]
    desk.confirmed(newsletter, ZOE)  # they may themselves
    assert rows(desk, suppressed_address) == []
    assert addresses(desk) == ["yan@else.example", ZOE]


def test_a_token_ends_nothing_else(desk: Desk) -> None:
    newsletter = desk.newsletter()
    desk.confirmed(newsletter, ZOE, "yan@else.example")
    desk.published()
    desk.sent(newsletter)
    one, two = (end_token(desk.mail_to(each)) for each in (ZOE, "yan@else.example"))
    mixed = two[:32] + one[32:]
    for wrong in (mixed, one[:-1], one[:-1] + ("0" if one[-1] != "0" else "1"), "0" * 128, "x"):
        with pytest.raises(Invalid):
            desk.town.do(None, EndSubscription(wrong))
    assert len(addresses(desk)) == 2


def test_the_mail_that_asks_ends_it_too(desk: Desk) -> None:
    newsletter = desk.newsletter()
    desk.ask(newsletter, ZOE)
    desk.town.do(None, EndSubscription(end_token(desk.office.mails[-1])))
    assert rows(desk, newsletter_subscription) == []


def test_the_host_reads_and_forgets_an_address(desk: Desk) -> None:
    one, two = desk.newsletter(title="One"), desk.newsletter(title="Two")
    desk.confirmed(one, ZOE)
    desk.ask(two, ZOE)
    found = desk.town.ask(SYSTEM, ReadAddress("Zoe@else.example"))
    assert {(each.title, each.confirmed_at is not None) for each in found} == {("One", True), ("Two", False)}
    assert desk.town.do(SYSTEM, ForgetAddress(ZOE)) == 2
    assert desk.town.do(SYSTEM, ForgetAddress(ZOE)) == 0
    assert addresses(desk) == []
    left: tuple[AddressRecord, ...] = desk.town.ask(SYSTEM, ReadAddress(ZOE))
    assert {(each.title, each.left_at is not None) for each in left} == {("One", True), ("Two", True)}


def test_members_have_their_subscriptions_in_their_export_and_lose_them_by_erasure(desk: Desk) -> None:
    newsletter = desk.newsletter()
    desk.subscribed(newsletter, "ada", "bob")
    with desk.town.kit.session("ada") as lobby:
        assert str(newsletter.id) in str(lobby.ask(ExportPerson()))
    with desk.town.kit.session("ada") as lobby:
        lobby.do(ErasePerson())
    desk.work()
    (row,) = rows(desk, newsletter_subscription)
    assert row.member == desk.town.member("bob")


def test_an_ended_newsletter_forgets_its_readers(desk: Desk) -> None:
    newsletter = desk.newsletter()
    desk.confirmed(newsletter, ZOE)
    desk.subscribed(newsletter, "ada")
    desk.town.do("edi", EndNewsletter(newsletter.id))
    assert rows(desk, newsletter_subscription) == []
    with pytest.raises(NotFound):
        desk.town.do(None, RequestSubscription(newsletter.id, ZOE))


def test_readers_leave_newsletters_of_an_archive_too(desk: Desk) -> None:
    newsletter = desk.newsletter()
    token = end_token(desk.office.mails[0]) if desk.ask(newsletter, ZOE) else ""
    desk.subscribed(newsletter, "ada")
    desk.town.do(SYSTEM, ImportSubscribers(newsletter.id, ("yan@else.example",)))
    desk.town.do(SYSTEM, ArchiveCommunity("It is over."))
    with desk.town.refused("communities.archived"):
        desk.town.do("bob", SubscribeToNewsletter(newsletter.id))
    desk.town.do(None, EndSubscription(token))
    assert desk.town.do("ada", UnsubscribeFromNewsletter(newsletter.id)) is True
    assert desk.town.do(SYSTEM, ForgetAddress("yan@else.example")) == 1
    assert rows(desk, newsletter_subscription) == []


def test_no_log_holds_an_address_or_a_token(sqlite_desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    desk = sqlite_desk
    caplog.set_level(logging.DEBUG, logger="commkit")
    newsletter = desk.newsletter()
    desk.office.answers[ZOE] = ["451 later, zoe@else.example"]
    desk.town.do(None, RequestSubscription(newsletter.id, ZOE))
    desk.work()
    desk.town.pass_time(minutes=2)
    token = end_token(desk.office.mails[-1])
    desk.town.do(None, EndSubscription(token))
    with pytest.raises(Invalid):
        desk.town.do(None, RequestSubscription(newsletter.id, f"{ZOE}, x"))
    told = "\n".join(f"{record.getMessage()} {record.__dict__}" for record in caplog.records)
    assert "zoe@" not in told
    assert token not in told


def test_without_mail_nothing_is_promised(sqlite_town: Any) -> None:
    newsletter = sqlite_town.do("edi", CreateNewsletter("The week", NewsletterAudience.PUBLIC))
    with sqlite_town.refused("media.no_mail_site", Conflict):
        sqlite_town.do(None, RequestSubscription(newsletter.id, ZOE))


def test_settings_are_checked() -> None:
    for name in ("confirm_hours", "mails_per_address", "requests_per_member", "requests_by_visitors"):
        with pytest.raises(Invalid, match=name):
            NewsletterSettings(**{name: 0})
