"""What the host brings so that members get mail: something that sends, and where links in a mail lead."""

from collections.abc import Callable
from typing import Protocol
from urllib.parse import urlencode
from uuid import UUID

from attrs import field, frozen

from commkit.runtime.model.errors import CommkitError


@frozen(kw_only=True)
class MailMessage:
    """One mail to one person.

    Attributes:
        id: The same at every attempt to send it.
        thread: What it belongs to; letters of one thread are shown together.
        to: The address.
        name: The person's name; empty where it is not known.
        community: The community's title.
        slug: The community's name in addresses.
        subject: One line.
        text: The body as plain text.
        html: The body as safe HTML; empty where the rendering extra is not installed.
        unsubscribe: Where one click ends such mail; empty for an invitation, which nobody gets twice.
    """

    id: str
    thread: str
    to: str
    name: str
    community: str
    slug: str
    subject: str
    text: str
    html: str = ""
    unsubscribe: str = ""


class MailPort(Protocol):
    """What sends mail; a Kit is given one with `ports={MailPort: SmtpMail(...)}`."""

    def send(self, letter: MailMessage) -> None:
        """Send a letter, and come back when the mail server has taken it.

        Raises:
            MailRefused: It will never be taken. Any other error means: try again later.
        """
        ...


class MailRefused(CommkitError):
    """The mail server will never take this letter.

    Attributes:
        address_gone: Whether it refused the address, so that no other letter will be taken either.
    """

    address_gone: bool


class MailDelayed(CommkitError):
    """The mail server did not take a letter now; it may later."""


def no_link(slug: str, record: str, id: UUID) -> str:
    """No link."""
    return ""


def no_invitation_link(slug: str, token: str) -> str:
    """No link."""
    return ""


@frozen(kw_only=True)
class MailSite:
    """Where the host's application is found; a Kit is given one with `ports={MailSite: MailSite(...)}`.

    Attributes:
        secret: Signs the links by which one unsubscribes; keep it, or links in mails that were sent stop working.
        unsubscribe_url: Where the host serves `commkit.adapters.mail.unsubscribing`, without a query.
        link: From the community's slug, a record's class name and an id to the address of its page; empty for none.
        invitation_link: From the community's slug and an invitation's token to the page where the host lets people sign
            in and sends `AcceptInvitation`. Without it no invitation is mailed.
    """

    secret: str = field(repr=False)
    unsubscribe_url: str
    link: Callable[[str, str, UUID], str] = no_link
    invitation_link: Callable[[str, str], str] = no_invitation_link

    def unsubscribe_link(self, token: str) -> str:
        """Where one click ends mail."""
        return f"{self.unsubscribe_url}?{urlencode({'token': token})}"
