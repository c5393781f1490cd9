"""What the host implements so that members get mail: something that sends, and the addresses of links."""

from collections.abc import Callable
from typing import Protocol
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from attrs import field, frozen

from commkit.rendering import absolute_link
from commkit.runtime.model.errors import CommkitError, Invalid


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


def no_link(slug: str, record: str, id: UUID) -> str:
    """No link."""
    return ""


def no_invitation_link(slug: str, token: str) -> str:
    """No link."""
    return ""


_MAX_URL = 500


@frozen(kw_only=True)
class MailSite:
    """The URLs of the host's application; a host passes it to the Kit with `ports={MailSite: MailSite(...)}`.

    Attributes:
        secret: Signs the unsubscribe links; if it changes, links in mails that were sent stop working.
        unsubscribe_url: The URL where the host serves `commkit.adapters.mail.UnsubscribeApp`, without a query.
        base_url: The URL of the site, such as `https://example.org/`: in a mail, every relative link and picture starts
            from it. Without it relative links are shown as text, and relative results of `link` are left out.
        link: Function from the community's slug, a record's class name and an id to the URL of its page, or empty.
        invitation_link: Function from the community's slug and an invitation's token to the URL of the page where
            people sign in and the host sends `AcceptInvitation`. Without it no invitation is mailed.

    Raises:
        Invalid: A URL is none, is not absolute, or is too long.
    """

    secret: str = field(repr=False)
    unsubscribe_url: str
    base_url: str = ""
    link: Callable[[str, str, UUID], str] = no_link
    invitation_link: Callable[[str, str], str] = no_invitation_link

    def __attrs_post_init__(self) -> None:
        if self.base_url:
            _check_url("base_url", self.base_url)
        _check_url("unsubscribe_url", self._absolute(self.unsubscribe_url))

    def unsubscribe_link(self, token: str) -> str:
        """The absolute URL where one click ends mail."""
        return f"{self._absolute(self.unsubscribe_url)}?{urlencode({'token': token})}"

    def object_link(self, slug: str, record: str, id: UUID) -> str:
        """The absolute URL of an object's page; empty if it has none."""
        return self._absolute(self.link(slug, record, id))

    def join_link(self, slug: str, token: str) -> str:
        """The absolute URL of the page that accepts an invitation; empty if there is none."""
        return self._absolute(self.invitation_link(slug, token))

    def _absolute(self, url: str) -> str:
        return (absolute_link(url, base_url=self.base_url) or "") if url else ""


def _check_url(name: str, url: str) -> None:
    """Check a URL that links in mails are made of."""
    if not _is_absolute(url):
        raise Invalid.field(
            name,
            "no_url",
            "give an absolute URL, such as https://example.org/; a relative unsubscribe_url needs a base_url",
        )
    if "?" in url or "#" in url:
        raise Invalid.field(name, "no_query", "give it without a query and a fragment")
    if len(url) > _MAX_URL:
        raise Invalid.field(name, "too_long", f"use at most {_MAX_URL} characters")


def _is_absolute(url: str) -> bool:
    if not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # no URL by any reading, such as https://[x
        return False
