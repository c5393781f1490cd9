"""What the host implements so that members get mail: something that sends, and the addresses of links."""

from collections.abc import Callable
from typing import Protocol
from urllib.parse import urlencode

from attrs import field, frozen

from commkit.communities import Site, check_url
from commkit.runtime.model.errors import CommkitError


@frozen(kw_only=True)
class MailMessage:
    """One mail to one person.

    Attributes:
        id: The same for every attempt to send it.
        thread: The id of its thread; mail programs show mails of one thread together.
        to: The address.
        name: The person's name; empty if it is not known.
        community: The community's title.
        slug: The community's slug.
        subject: One line.
        text: The body as plain text.
        html: The body as sanitized HTML; empty if the rendering extra is not installed.
        unsubscribe: The URL where one click ends such mail; empty for an invitation, which is sent once.
        list_id: What its `List-Id` (RFC 2919) begins with, for a list of its own; empty for that of the community.
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
    list_id: str = ""


class MailPort(Protocol):
    """Sends mail; a host passes one to the Kit with `ports={MailPort: SmtpMail(...)}`."""

    def send(self, message: MailMessage) -> None:
        """Send a mail; return once the mail server has accepted it.

        Args:
            message: The mail.

        Raises:
            MailRefused: The mail is refused permanently. After any other error it is tried again later.
        """
        ...


class MailRefused(CommkitError):
    """The mail server refused a mail permanently.

    Attributes:
        address_gone: Whether it refused the address, so that no other mail to it will be accepted either.
    """

    address_gone: bool


class MailDelayed(CommkitError):
    """The mail server did not accept a mail now; it is tried again later.

    Its code is `notifications.mail_delayed`, or `notifications.mail_address_unsupported` where an address that is not
    ASCII before its `@` meets a server that cannot take it.
    """


def no_invitation_link(slug: str, token: str) -> str:
    """No link."""
    return ""


@frozen(kw_only=True)
class MailSite(Site):
    """The URLs of the host's application; a host passes it to the Kit with `ports={MailSite: MailSite(...)}`.

    Attributes:
        secret: Signs the unsubscribe links; if it changes, links in mails that were sent stop working.
        unsubscribe_url: The URL where the host serves `commkit.adapters.mail.UnsubscribeApp`, without a query.
        base_url: As for `Site`: in a mail, every relative link and picture starts from it; without it relative links
            are shown as text.
        link: As for `Site`.
        invitation_link: Function from the community's slug and an invitation's token to the URL of the page where
            people sign in and the host sends `AcceptInvitation`. Without it no invitation is mailed.

    Raises:
        Invalid: A URL is none, is not absolute, or is too long.
    """

    secret: str = field(repr=False)
    unsubscribe_url: str
    invitation_link: Callable[[str, str], str] = no_invitation_link

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        check_url("unsubscribe_url", self.absolute(self.unsubscribe_url))

    def unsubscribe_link(self, token: str) -> str:
        """The absolute URL where one click ends mail."""
        return f"{self.absolute(self.unsubscribe_url)}?{urlencode({'token': token})}"

    def join_link(self, slug: str, token: str) -> str:
        """The absolute URL of the page that accepts an invitation; empty if there is none."""
        return self.absolute(self.invitation_link(slug, token))
