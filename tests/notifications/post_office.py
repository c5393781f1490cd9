"""A mail server on the loopback that does as it is told, and a host that knows addresses."""

import email
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
from sqlalchemy import Connection

from commkit.adapters.mail import SmtpMail
from commkit.members import Profile
from commkit.notifications import MailPort, MailSite

SITE = MailSite(
    secret="only for tests",
    unsubscribe_url="https://town.example.org/unsubscribe",
    link=lambda slug, record, key: f"https://town.example.org/{slug}/{record.lower()}/{key}",
    invitation_link=lambda slug, token: f"https://town.example.org/join/{slug}/{token}",
)
"""Where links in the mails of tests lead."""


class PostOffice:
    """A mail server: keeps what it takes, and answers what `answers` says, by address, one after another.

    An answer of `drop` closes the connection.
    """

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.receivers: list[str] = []
        self.senders: list[str] = []
        self.answers: dict[str, list[str]] = {}
        self.at_data: list[str] = []
        self.at_sender: list[str] = []
        self.port = 0

    async def handle_MAIL(  # noqa: N802  # aiosmtpd's name
        self, server: SMTP, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        """Take a sender, or not."""
        envelope.mail_from = address
        return self.at_sender.pop(0) if self.at_sender else "250 OK"

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's name
        self, server: SMTP, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        """Take a receiver, or not."""
        answers = self.answers.get(address, [])
        answer = answers.pop(0) if answers else "250 OK"
        if answer == "drop":
            cast("Any", server).transport.close()
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:  # noqa: N802
        """Take a mail, or not."""
        answer = self.at_data.pop(0) if self.at_data else "250 OK"
        if answer == "drop":
            cast("Any", server).transport.close()
        if answer.startswith("250"):
            self.mails.append(email.message_from_bytes(envelope.content, policy=default))
            self.raw.append(envelope.content)
            self.receivers += envelope.rcpt_tos
            self.senders.append(envelope.mail_from)
        return answer


class _AnyPort(Controller):
    """A mail server on whatever port is free."""

    def _trigger_server(self) -> None:
        self.port = cast("Any", self.server).sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@contextmanager
def open_post_office(*, smtputf8: bool = False) -> Iterator[PostOffice]:
    """A mail server on a free port of the loopback, which may offer SMTPUTF8."""
    made = PostOffice()
    controller = _AnyPort(made, hostname="127.0.0.1", port=0, enable_SMTPUTF8=smtputf8)
    controller.start()
    try:
        made.port = controller.port
        yield made
    finally:
        controller.stop()


class Host:
    """A host that knows its users' addresses and zones; a test changes them."""

    def __init__(self) -> None:
        self.zones: dict[str, str] = {}
        self.addresses: dict[str, str] = {}

    def profile(self, key: str, connection: Connection | None) -> Profile | None:
        """What it tells of a user."""
        return Profile(
            key.title(),
            email=self.addresses.get(key, f"{key}@example.org"),
            time_zone=self.zones.get(key, "UTC"),
        )


def ports(office: PostOffice) -> dict[type, Any]:
    """What a Kit needs to send through this mail server."""
    return {
        MailPort: SmtpMail("127.0.0.1", office.port, sender="Town <town@example.org>"),
        MailSite: SITE,
    }


def link_of(mail: EmailMessage) -> str:
    """Where one click ends such mail."""
    return str(mail["List-Unsubscribe"]).strip("<>")


def token_in(office: PostOffice) -> str:
    return parse_qs(urlsplit(link_of(office.mails[-1])).query)["token"][0]
