"""Composing an email message of the standard library from a `MailMessage`.

Every value from users is reduced to one line before it becomes a header, and an address is parsed and formatted again;
so no text can inject a header or a recipient.
"""

import re
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from commkit.notifications import MailMessage, MailRefused

_MAX_NAME = 200
_MAX_SUBJECT = 300
_WORD_PARTS = re.compile(r"[\w.\-]+", re.ASCII)


def compose(mail: MailMessage, *, sender: Address) -> EmailMessage:
    """Compose a message with plain text, and HTML if there is some.

    Args:
        mail: The mail.
        sender: The sender's address; its domain makes message ids unique.

    Raises:
        MailRefused: The recipient's address is invalid.
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(
        one_line(mail.community, _MAX_NAME) or sender.display_name, addr_spec=sender.addr_spec
    )
    message["To"] = Address(one_line(mail.name, _MAX_NAME), addr_spec=_address(mail.to).addr_spec)
    message["Subject"] = one_line(mail.subject, _MAX_SUBJECT)
    message["Message-ID"] = _id(mail.id, sender)
    message["References"] = _id(mail.thread, sender)
    message["In-Reply-To"] = _id(mail.thread, sender)
    message["List-Id"] = f"<{_word(mail.slug)}.communities.{sender.domain}>"
    if mail.unsubscribe:
        message["List-Unsubscribe"] = f"<{_url(mail.unsubscribe)}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(mail.text, cte="quoted-printable")
    if mail.html:
        message.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    return message


def one_line(text: str, max_length: int) -> str:
    """A text without line breaks and other unprintable characters, cut to a length."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:max_length].strip()


def parse_sender(text: str) -> Address:
    """The address of `Town <town@example.org>`, or of `town@example.org`.

    Raises:
        ValueError: The text is no address.
    """
    name, _, rest = text.rpartition("<")
    return _parsed(rest.rstrip("> ") if name else text, name.strip().strip('"'))


def _address(text: str) -> Address:
    try:
        return _parsed(text)
    except ValueError:
        # Without its cause, which holds the address: errors are logged.
        raise MailRefused(
            "notifications.mail_refused", "the address in the host's profile is invalid", address_gone=True
        ) from None


def _parsed(text: str, name: str = "") -> Address:
    try:
        made = Address(name, addr_spec=text.strip())
    except (
        Exception
    ) as error:  # the standard library's parser raises many kinds of errors for invalid addresses
        raise ValueError(f"{text!r} is no address") from error
    if not made.username or not made.domain or not text.isprintable() or " " in text.strip():
        raise ValueError(f"{text!r} is no address")
    return made


def _id(word: str, sender: Address) -> str:
    return f"<{_word(word)}@{sender.domain}>"


def _word(text: str) -> str:
    return "".join(_WORD_PARTS.findall(text)) or "none"


def _url(text: str) -> str:
    return "".join(c for c in text if c.isascii() and c.isprintable() and c not in "<> ")
