"""What becomes of an address and a mail when a real server answers: gone, refused this once, or later."""

import email
from datetime import timedelta
from email.policy import default

import pytest
from attrs import evolve

from commkit.adapters.mail import SmtpMail
from commkit.notifications import MailDelayed, MailRefused
from tests.adapters.test_mail_composing import MAIL
from tests.adapters.test_mail_smtp import sender_to
from tests.notifications.post_office import PostOffice, open_post_office

GONE = [
    "550 No such mailbox", "550 unknown", "550 User unknown", "550 no such user here", "550 Unknown local user",
    "550 Recipient address does not exist", "550 The email account that you tried to reach does not exist",
    "550 Requested action not taken: mailbox not found", "550 Invalid recipient", "550 no mailbox here by that name",
    "550 This account is no longer in use", "550 sorry, no mailbox here",
    "550 user doesn't have a town.example account",
    "550 RCPT: <x>: Recipient unknown", "550 Address not recognised", "550 Not a known user",
    "550 5.1.1 User unknown", "550-5.1.1 The account\n550 5.1.1 is not there",
    "550 5.1.2 Bad domain", "501 5.1.3 Bad address syntax", "553 5.1.3 Bad address", "550 5.1.6 Moved away",
    "550 Invalid recipient <ada@hosts.example>", "550 <ada@from.example>: Recipient address rejected: User unknown",
    "550 Recipient spam@limit.example unknown", '550 No such user: "later again"@full.example',
    "550 <from>: user unknown",
    "556 5.1.10 Null MX", "556 Domain accepts no mail", "550 5.1.1 Rejected by policy of the list: no such user",
]  # fmt: skip
ONCE = [
    "550", "550 Rejected", "550 Sender verify failed", "550 Greylisted, please try again later", "550 No",
    "550 Rate limit exceeded", "550 Too many messages from your IP", "550 HELO command rejected", "550 Virus found",
    "550 No PTR record / reverse DNS lookup failed", "550 sender address rejected: user unknown", "550 Unknown host",
    "550 Mailbox size limit exceeded", "550 mailbox temporarily unavailable", "550 unknown sender",
    "550 The address you send from does not exist", "550 Mailbox unavailable", "550 message invalid",
    "550 5.7.1 Spam", "550 5.7.0 Policy", "554 5.7.1 Relay access denied", "550 relay not permitted",
    "550 Blocked by a blacklist", "550 Rejected for policy reasons", "550 Listed at rbl.example.org", "554 Refused",
    "552 Mailbox full", "552 5.2.2 Over quota", "550 5.2.2 Over quota", "552 5.3.4 Too big", "550 5.2.1 Disabled",
    "550 <unknown.user@town.example> refused", "550 invalid-recipient@town.example: no",
    "550 Rejected <no such user@x.y>",
    "550 sender <ada@town.example> rejected: user unknown", "550 user unknown: <https://town.example/policy>",
    "551 Not local", "553 5.7.1 Not allowed", "501 Syntax error", "550 5.4.1 Recipient address rejected",
    "550 5.1.8 Bad sender", "550 5.1.7 Bad sender", "550 5.10.1 Odd", "550 5.7.26 Unauthenticated",
]  # fmt: skip
LATER = [
    "450 Busy", "451 4.7.1 Greylisted", "452 4.2.2 Full for now", "421 Too many", "450 5.1.1 Not sure",
    "530 5.7.0 Authentication required", "535 5.7.8 Bad login", "550 4.2.1 Try again", "drop",
]  # fmt: skip
CONTENT_REFUSED = ["554 spam", "552 Too big", "550 No", "550 5.7.1 Spam", "554 5.6.0 Bad content", "556 No"]


def outcome(office: PostOffice) -> MailDelayed | MailRefused:
    with pytest.raises((MailDelayed, MailRefused)) as caught:
        sender_to(office.port).send(MAIL)
    assert office.mails == []
    assert MAIL.to not in str(caught.value)
    assert caught.value.__cause__ is None
    sender_to(office.port).send(MAIL)  # what the next attempt may do is another matter
    assert len(office.mails) == 1
    assert isinstance(caught.value, MailDelayed | MailRefused)
    return caught.value


@pytest.mark.parametrize("answer", GONE)
def test_an_unknown_mailbox_means_the_address_is_gone(answer: str) -> None:
    with open_post_office() as office:
        office.answers[MAIL.to] = [answer]
        found = outcome(office)
    assert isinstance(found, MailRefused)
    assert found.address_gone


@pytest.mark.parametrize("answer", ONCE)
def test_another_refusal_of_the_recipient_is_about_this_mail_only(answer: str) -> None:
    with open_post_office() as office:
        office.answers[MAIL.to] = [answer]
        found = outcome(office)
    assert isinstance(found, MailRefused)
    assert not found.address_gone


@pytest.mark.parametrize("answer", LATER)
@pytest.mark.parametrize("stage", ["sender", "recipient", "content"])
def test_what_time_or_the_host_can_mend_means_later(answer: str, stage: str) -> None:
    with open_post_office() as office:
        if stage == "sender":
            office.at_sender = [answer]
        elif stage == "recipient":
            office.answers[MAIL.to] = [answer]
        else:
            office.at_data = [answer]
        found = outcome(office)
    assert isinstance(found, MailDelayed)
    assert found.code == "notifications.mail_delayed"


@pytest.mark.parametrize("answer", ["550 Who are you", "553 5.1.8 Bad sender", "550 5.7.1 Not you", "554 No"])
def test_a_refused_sender_means_later(answer: str) -> None:
    with open_post_office() as office:
        office.at_sender = [answer]
        assert isinstance(outcome(office), MailDelayed)


@pytest.mark.parametrize("answer", ["552 Too big", "552 5.3.4 Too big", "550 5.2.3 Too long"])
def test_a_size_that_is_refused_before_the_recipient_is_about_this_mail(answer: str) -> None:
    with open_post_office() as office:
        office.at_sender = [answer]
        found = outcome(office)
    assert isinstance(found, MailRefused)
    assert not found.address_gone


@pytest.mark.parametrize("answer", CONTENT_REFUSED)
def test_refused_content_says_nothing_about_the_address(answer: str) -> None:
    with open_post_office() as office:
        office.at_data = [answer]
        found = outcome(office)
    assert isinstance(found, MailRefused)
    assert not found.address_gone


def test_a_server_may_tell_only_after_the_content_that_nobody_is_there() -> None:
    with open_post_office() as office:
        office.at_data = ["550 5.1.1 User unknown"]
        found = outcome(office)
    assert isinstance(found, MailRefused)
    assert found.address_gone


def test_a_server_without_a_login_means_later() -> None:
    with open_post_office() as office:
        mail = SmtpMail(
            "127.0.0.1", office.port, sender="town@example.org", username="a", password="b",
            timeout=timedelta(seconds=5),
        )  # fmt: skip
        with pytest.raises(MailDelayed) as caught:
            mail.send(MAIL)
    assert caught.value.code == "notifications.mail_delayed"


@pytest.mark.parametrize("smtputf8", [False, True])
@pytest.mark.parametrize(
    ("address", "on_the_wire"),
    [
        ("info@müller.example", "info@xn--mller-kva.example"),
        ("info@MÜLLER.example", "info@xn--mller-kva.example"),
        ("info@faß.example", "info@xn--fa-hia.example"),
        ("info@例え.テスト", "info@xn--r8jz45g.xn--zckzah"),
        ("info@例え。テスト", "info@xn--r8jz45g.xn--zckzah"),
        ("info@my_mail.bücher.example", "info@my_mail.xn--bcher-kva.example"),
        ("info@مثال.إختبار", "info@xn--mgbh0fb.xn--kgbechtv"),
    ],
)
def test_a_domain_of_any_letters_is_reached_through_any_server(
    address: str, on_the_wire: str, smtputf8: bool
) -> None:
    with open_post_office(smtputf8=smtputf8) as office:
        sender_to(office.port).send(evolve(MAIL, to=address))
        assert office.receivers == [on_the_wire]
        assert office.raw[0].isascii()
        assert office.mails[0]["To"].addresses[0].addr_spec == on_the_wire


@pytest.mark.parametrize(
    ("address", "on_the_wire"),
    [
        ("jörg@example.org", "jörg@example.org"),
        ("用户@例え.テスト", "用户@xn--r8jz45g.xn--zckzah"),
        ("δοκιμή.ab@müller.example", "δοκιμή.ab@xn--mller-kva.example"),
    ],
)
def test_an_address_that_is_not_ascii_needs_a_server_with_smtputf8(address: str, on_the_wire: str) -> None:
    message = evolve(MAIL, to=address, name="Jörg")
    with open_post_office(smtputf8=False) as office:
        with pytest.raises(MailDelayed) as caught:
            sender_to(office.port).send(message)
        assert caught.value.code == "notifications.mail_address_unsupported"
        assert address not in str(caught.value)
        assert office.mails == []
    with open_post_office(smtputf8=True) as office:
        sender_to(office.port).send(message)
        assert office.receivers == [on_the_wire]
        assert f"<{on_the_wire}>".encode() in office.raw[0]
        (to,) = email.message_from_string(office.raw[0].decode(), policy=default)["To"].addresses
        assert (to.display_name, to.addr_spec) == ("Jörg", on_the_wire)


@pytest.mark.parametrize("answer", ["553 5.6.7 No", "550 5.6.7 No"])
def test_a_server_may_offer_smtputf8_and_not_take_such_an_address(answer: str) -> None:
    with open_post_office(smtputf8=True) as office:
        office.answers["jörg@example.org"] = [answer]
        with pytest.raises(MailDelayed) as caught:
            sender_to(office.port).send(evolve(MAIL, to="jörg@example.org"))
    assert caught.value.code == "notifications.mail_address_unsupported"


@pytest.mark.parametrize(
    "address",
    [
        "a@ex ample.org", "a@\u2603.example", "jö rg@example.org", "jörg@@x", "jörg@", "ö..x@example.org",
        "a@" + "ü" * 64 + ".example", "ü" * 33 + "@example.org", "a@exa\uff20mple.org", "jörg\u202e@example.org",
    ],
)  # fmt: skip
def test_an_invalid_address_with_other_letters_is_refused(address: str) -> None:
    with pytest.raises(MailRefused) as caught:
        sender_to(9).send(evolve(MAIL, to=address))
    assert caught.value.address_gone
