"""Composing an email message of the standard library from a `MailMessage`.

Every value from users is reduced to one line before it becomes a header, and an address is parsed and formatted again;
so no text can inject a header or a recipient.
"""

import re
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from hashlib import sha256
from urllib.parse import quote, urlsplit, urlunsplit

from commkit.adapters.mail.addresses import ascii_domain, needs_smtputf8, parse_address
from commkit.adapters.mail.headers import MAX_LINE, Header, address_header, text_header, token_header
from commkit.notifications import MailMessage, MailRefused
from commkit.runtime.values.clusters import cut_to

_MAX_NAME = 200
_MAX_SUBJECT = 300
_WORD_PARTS = re.compile(r"[\w.\-]+", re.ASCII)
_BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202d\u202e\ud800-\udfff]+")
"""Line breaks, control characters, surrogates, and overrides of direction; embeddings stay: names may need them."""
_IN_URIS = "".join(map(chr, range(33, 127))).translate({ord(c): None for c in '<>"'})


def compose(mail: MailMessage, *, sender: Address) -> EmailMessage:
    """Compose a message with plain text, and HTML if there is some.

    Its policy says whether it needs a server with SMTPUTF8: it is `email.policy.SMTPUTF8` then.

    Args:
        mail: The mail.
        sender: The sender's address; its domain makes message ids unique.

    Raises:
        Invalid: A URL is too long for a header.
        MailRefused: The recipient's address is invalid.
    """
    to, domain = _address(mail.to), ascii_domain(sender.domain)
    title = one_line(mail.community, _MAX_NAME) or one_line(sender.display_name, _MAX_NAME)
    from_ = Address(title, username=sender.username, domain=domain)
    message = EmailMessage(policy=SMTPUTF8 if needs_smtputf8(from_, to) else SMTP)
    _add(message, address_header("From", from_))
    _add(
        message,
        address_header("To", Address(one_line(mail.name, _MAX_NAME), username=to.username, domain=to.domain)),
    )
    _add(message, text_header("Subject", one_line(mail.subject, _MAX_SUBJECT)))
    _add(message, token_header("Message-ID", _id(mail.id, "@", domain)))
    _add(message, token_header("References", _id(mail.thread, "@", domain)))
    _add(message, token_header("In-Reply-To", _id(mail.thread, "@", domain)))
    _add(message, token_header("List-Id", _id(mail.list_id or mail.slug, ".communities.", domain)))
    _add_unsubscribe(message, mail.unsubscribe)
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(_encodable(mail.text), cte="quoted-printable")
    if mail.html:
        message.add_alternative(_encodable(mail.html), subtype="html", cte="quoted-printable")
    return message


def one_line(text: str, max_length: int) -> str:
    """A text without line breaks and control characters, cut to a length. Whatever else it holds stays."""
    line = _BREAKS.sub(" ", text).strip()
    return cut_to(line, max_length).strip()


def parse_sender(text: str) -> Address:
    """The address of `Town <town@example.org>`, or of `town@example.org`.

    Raises:
        ValueError: The text is no address.
    """
    name, _, rest = text.rpartition("<")
    return parse_address(rest.rstrip("> ") if name else text, name.strip().strip('"'))


def _encodable(text: str) -> str:
    """The text with a question mark for each surrogate, which no mail can hold."""
    return text.encode("utf-8", "replace").decode()


def _add(message: EmailMessage, header: Header) -> None:
    message[header.name] = header


def _add_unsubscribe(message: EmailMessage, url: str) -> None:
    """The headers of RFC 2369 and 8058; none for what is no URL."""
    uri = _uri(url)
    if uri:
        _add(message, token_header("List-Unsubscribe", f"<{uri}>"))
    if uri.lower().startswith("http"):
        _add(message, token_header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"))


def _address(text: str) -> Address:
    try:
        return parse_address(text)
    except ValueError:
        # Without its cause, which holds the address: errors are logged.
        raise MailRefused(
            "notifications.mail_refused", "the address in the host's profile is invalid", address_gone=True
        ) from None


def _id(word: str, joint: str, domain: str) -> str:
    made = f"<{_word(word)}{joint}{domain}>"
    if len(made) < MAX_LINE:
        return made
    return f"<{sha256(word.encode('utf-8', 'replace')).hexdigest()}{joint}{domain}>"


def _word(text: str) -> str:
    """The text without what an id cannot hold, among it a dot that is not between two other characters."""
    return ".".join(filter(None, "".join(_WORD_PARTS.findall(text)).split("."))) or "none"


def _uri(text: str) -> str:
    """A URL in ASCII, which is the very same if it is ASCII already; empty for what is none."""
    text = text.strip(" ")
    try:
        parts = urlsplit(text)
        if _BREAKS.search(text) or parts.scheme not in ("http", "https", "mailto"):
            return ""
        before, at, host = parts.netloc.rpartition("@")
        name, colon, port = (host, "", "") if host.endswith("]") else _split_port(host)
        netloc = f"{quote(before, safe=_IN_URIS)}{at}{ascii_domain(name)}{colon}{port}"
    except ValueError:
        return ""
    if not netloc and parts.scheme != "mailto":
        return ""
    made = text if text.isascii() else urlunsplit(parts._replace(netloc=netloc))
    return quote(made, safe=_IN_URIS)


def _split_port(host: str) -> tuple[str, str, str]:
    name, colon, port = host.rpartition(":")
    return (name, colon, port) if colon else (port, "", "")
