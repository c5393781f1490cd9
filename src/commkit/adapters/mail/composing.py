"""From a letter to a message of the standard library.

Every value that came from people is brought to one line before it becomes a header, and an address is taken apart and
put together again; so no text can add a header or a receiver.
"""

import re
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from commkit.notifications import MailMessage, MailRefused

_NAME = 200
_SUBJECT = 300
_INNER = re.compile(r"[\w.\-]+", re.ASCII)


def compose(letter: MailMessage, *, sender: Address) -> EmailMessage:
    """The message of a letter: plain text, and HTML where there is some.

    Args:
        letter: What to send.
        sender: Whom it comes from; its domain makes message ids unique.

    Raises:
        MailRefused: The member's address is none.
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(
        one_line(letter.community, _NAME) or sender.display_name, addr_spec=sender.addr_spec
    )
    message["To"] = Address(one_line(letter.name, _NAME), addr_spec=_address(letter.to).addr_spec)
    message["Subject"] = one_line(letter.subject, _SUBJECT)
    message["Message-ID"] = _id(letter.id, sender)
    message["References"] = _id(letter.thread, sender)
    message["In-Reply-To"] = _id(letter.thread, sender)
    message["List-Id"] = f"<{_word(letter.slug)}.communities.{sender.domain}>"
    if letter.unsubscribe:
        message["List-Unsubscribe"] = f"<{_url(letter.unsubscribe)}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(letter.text, cte="quoted-printable")
    if letter.html:
        message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    return message


def one_line(text: str, max_length: int) -> str:
    """A text without line breaks and what else cannot be seen, and no longer than a header bears."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:max_length].strip()


def parse_sender(text: str) -> Address:
    """The address of `Town <town@example.org>`, or of `town@example.org`.

    Raises:
        ValueError: It is none.
    """
    name, _, rest = text.rpartition("<")
    return _parsed(rest.rstrip("> ") if name else text, name.strip().strip('"'))


def _address(text: str) -> Address:
    try:
        return _parsed(text)
    except ValueError:
        # Without its cause, which holds the address: errors are logged.
        raise MailRefused(
            "notifications.mail_refused", "the host tells no valid address", address_gone=True
        ) from None


def _parsed(text: str, name: str = "") -> Address:
    try:
        made = Address(name, addr_spec=text.strip())
    except (
        Exception
    ) as error:  # the parser of the standard library stumbles in many ways over what is no address
        raise ValueError(f"{text!r} is no address") from error
    if not made.username or not made.domain or not text.isprintable() or " " in text.strip():
        raise ValueError(f"{text!r} is no address")
    return made


def _id(word: str, sender: Address) -> str:
    return f"<{_word(word)}@{sender.domain}>"


def _word(text: str) -> str:
    return "".join(_INNER.findall(text)) or "none"


def _url(text: str) -> str:
    return "".join(c for c in text if c.isascii() and c.isprintable() and c not in "<> ")
