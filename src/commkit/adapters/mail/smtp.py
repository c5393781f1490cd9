"""Sending mail through an SMTP server, one message at a time."""

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
    """Sends mail through an SMTP server: `Kit(..., ports={MailPort: SmtpMail("localhost", 25, sender=...)})`.

    A refusal of the recipient or the content with a code of 500 to 599 is permanent; a refused recipient means that the
    address is gone. Everything else is tried again later, also a refusal of the sender or of the login, which the host
    can correct.

    Args:
        host: The server's host name.
        port: The server's port.
        sender: The sender's address, such as `Town <town@example.org>`; the display name is the community's title.
        username: For servers that require a login.
        password: For servers that require a login.
        tls: Whether to use TLS from the first byte, as on port 465.
        start_tls: Whether to upgrade to TLS; None upgrades if the server offers it.
        timeout: How long to wait for the server.
        context: How the server's certificate is verified; None for the system's defaults.

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
            hint = "give an address, such as Town <town@example.org>"
            raise Invalid.field("sender", "no_address", hint) from None
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

    def send(self, message: MailMessage) -> None:
        """Send a mail; return once the server has accepted it.

        Args:
            message: The mail.

        Raises:
            MailRefused: It is refused permanently.
            MailDelayed: It was not accepted now.
        """
        smtp = require_extra("aiosmtplib", extra="mail")
        email = compose(message, sender=self._sender)
        # The library's own errors hold the address; they are not chained, since errors are logged and stored.
        try:
            asyncio.run(smtp.send(email, **self._options))
        except smtp.SMTPRecipientsRefused as error:
            raise _refused(error.recipients[0], address_gone=True) from None
        except smtp.SMTPDataError as error:
            raise _refused(error, address_gone=False) from None
        except smtp.SMTPNotSupported:  # an internationalized address that this server does not support
            raise MailRefused(
                "notifications.mail_refused",
                "the mail server does not support this address",
                address_gone=True,
            ) from None
        except (smtp.SMTPException, OSError) as error:
            raise MailDelayed("notifications.mail_delayed", _delay_message(error)) from None


def _refused(error: Any, *, address_gone: bool) -> MailRefused | MailDelayed:
    if error.code in _PERMANENT:
        return MailRefused(
            "notifications.mail_refused",
            f"the mail server refused it with {error.code}",
            address_gone=address_gone,
        )
    return MailDelayed("notifications.mail_delayed", _delay_message(error))


def _delay_message(error: Any) -> str:
    code = getattr(error, "code", None)
    return f"the mail server did not accept it now ({code or type(error).__name__}); it is tried again"
