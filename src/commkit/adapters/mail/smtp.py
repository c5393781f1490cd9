"""Sending through an SMTP server, one letter at a time."""

import asyncio
import ssl
from datetime import timedelta
from typing import Any

from commkit.adapters.mail.composing import compose, parse_sender
from commkit.notifications import MailDelayed, MailMessage, MailRefused
from commkit.runtime.model.errors import Invalid
from commkit.runtime.model.extras import require_extra

_PERMANENT = range(500, 600)


class SmtpMail:
    """Sends letters through an SMTP server: `Kit(..., ports={MailPort: SmtpMail("localhost", 25, sender=...)})`.

    A refusal with a code of 500 to 599 is for good; anything else is tried again later. Such a refusal of the receiver
    means that the address is gone. One of the sender or of the log-in is a mistake of the host's own, which it can
    mend, so it is tried again, too.

    Args:
        host: The server.
        port: Its port.
        sender: Whom mails come from: `Town <town@example.org>`; their names are the communities' own.
        username: For servers that want a log-in.
        password: For servers that want a log-in.
        tls: Whether to speak TLS from the first byte, as on port 465.
        start_tls: Whether to change to TLS; None does where the server offers it.
        timeout: How long to wait for the server.
        context: How its certificate is checked; the system's ways where it is left out.

    Raises:
        Invalid: The sender is no address.
    """

    def __init__(
        self,
        host: str,
        port: int = 25,
        *,
        sender: str,
        username: str | None = None,
        password: str | None = None,
        tls: bool = False,
        start_tls: bool | None = None,
        timeout: timedelta = timedelta(seconds=30),
        context: ssl.SSLContext | None = None,
    ) -> None:
        try:
            self._sender = parse_sender(sender)
        except ValueError:
            told = "give an address, such as Town <town@example.org>"
            raise Invalid.field("sender", "no_address", told) from None
        self._options: dict[str, Any] = {
            "hostname": host,
            "port": port,
            "username": username,
            "password": password,
            "use_tls": tls,
            "start_tls": start_tls,
            "timeout": timeout.total_seconds(),
            "tls_context": context,
        }

    def send(self, letter: MailMessage) -> None:
        """Send a letter, and come back when the server has taken it.

        Raises:
            MailRefused: It will never be taken.
            MailDelayed: It was not taken now.
        """
        smtp = require_extra("aiosmtplib", extra="mail")
        message = compose(letter, sender=self._sender)
        # The library's own errors hold the address; they go no further, since errors are logged and kept.
        try:
            asyncio.run(smtp.send(message, **self._options))
        except smtp.SMTPRecipientsRefused as error:
            raise _refused(error.recipients[0], address_gone=True) from None
        except smtp.SMTPDataError as error:
            raise _refused(error, address_gone=False) from None
        except smtp.SMTPNotSupported:  # an address with letters that this server cannot write
            raise MailRefused(
                "notifications.mail_refused", "the mail server cannot write this address", address_gone=True
            ) from None
        except (smtp.SMTPException, OSError) as error:
            raise MailDelayed("notifications.mail_delayed", _told(error)) from None


def _refused(error: Any, *, address_gone: bool) -> MailRefused | MailDelayed:
    if error.code in _PERMANENT:
        return MailRefused(
            "notifications.mail_refused",
            f"the mail server refused it with {error.code}",
            address_gone=address_gone,
        )
    return MailDelayed("notifications.mail_delayed", _told(error))


def _told(error: Any) -> str:
    code = getattr(error, "code", None)
    return f"the mail server did not take it now ({code or type(error).__name__}); it is tried again"
