"""Sending through a real mail server on the loopback: taken, delayed, refused, dropped, not there."""

import socket
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest

from commkit.adapters.mail import SmtpMail
from commkit.notifications import MailDelayed, MailRefused
from tests.adapters.test_mail_composing import MAIL
from tests.notifications.post_office import PostOffice, open_post_office


def sender_to(port: int) -> SmtpMail:
    return SmtpMail("127.0.0.1", port, sender="Town <town@example.org>", timeout=timedelta(seconds=5))


def test_a_message_arrives() -> None:
    with open_post_office() as office:
        sender_to(office.port).send(MAIL)
        (mail,) = office.mails
        assert (mail["Subject"], office.receivers) == ("[Town] Why?", [MAIL.to])
        assert abs(parsedate_to_datetime(mail["Date"]) - datetime.now(UTC)) < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("answer", "later"), [("450 busy", True), ("452 full", True), ("550 unknown", False)]
)
def test_a_refused_recipient_means_the_address_is_gone_or_later(answer: str, later: bool) -> None:
    with open_post_office() as office:
        office.answers[MAIL.to] = [answer]
        with pytest.raises((MailDelayed, MailRefused)) as caught:
            sender_to(office.port).send(MAIL)
        assert office.mails == []
        assert isinstance(caught.value, MailDelayed) == later
        if isinstance(caught.value, MailRefused):
            assert caught.value.address_gone
        assert MAIL.to not in str(caught.value)
        assert caught.value.__cause__ is None
        sender_to(office.port).send(MAIL)
        assert len(office.mails) == 1


@pytest.mark.parametrize(("answer", "later"), [("451 busy", True), ("554 spam", False)])
def test_the_error_of_a_refused_message_does_not_hold_the_address(answer: str, later: bool) -> None:
    with open_post_office() as office:
        office.at_data = [answer]
        with pytest.raises((MailDelayed, MailRefused)) as caught:
            sender_to(office.port).send(MAIL)
        assert isinstance(caught.value, MailDelayed) == later
        if isinstance(caught.value, MailRefused):
            assert not caught.value.address_gone


@pytest.mark.parametrize("when", ["recipient", "content"])
def test_a_dropped_connection_means_later(when: str) -> None:
    with open_post_office() as office:
        drop(office, when)
        with pytest.raises(MailDelayed):
            sender_to(office.port).send(MAIL)
        sender_to(office.port).send(MAIL)
        assert len(office.mails) == 1


def drop(office: PostOffice, when: str) -> None:
    if when == "recipient":
        office.answers[MAIL.to] = ["drop"]
    else:
        office.at_data = ["drop"]


def test_no_server_means_later() -> None:
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        with pytest.raises(MailDelayed):
            sender_to(reserved.getsockname()[1]).send(MAIL)


def test_a_server_that_says_nothing_means_later() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        mail = SmtpMail(
            "127.0.0.1",
            silent.getsockname()[1],
            sender="town@example.org",
            timeout=timedelta(milliseconds=100),
        )
        with pytest.raises(MailDelayed):
            mail.send(MAIL)


def test_a_failed_login_means_later() -> None:
    with open_post_office() as office:
        mail = SmtpMail("127.0.0.1", office.port, sender="town@example.org", username="a", password="b")
        with pytest.raises(MailDelayed):
            mail.send(MAIL)
