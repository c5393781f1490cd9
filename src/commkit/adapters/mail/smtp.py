"""Sending mail through an SMTP server, one message at a time."""

import asyncio
import ssl
from datetime import UTC, datetime, timedelta
from email.policy import SMTPUTF8
from typing import Any

from commkit.adapters.mail.composing import compose, parse_sender
from commkit.adapters.mail.replies import Stage, delayed, failure, unsupported_address
from commkit.notifications import MailMessage
from commkit.runtime.model.errors import Invalid
from commkit.runtime.model.extras import require_extra

_SMTPUTF8_OPTIONS = ["SMTPUTF8", "BODY=8BITMIME"]


class SmtpMail:
    """Sends mail through an SMTP server: `Kit(..., ports={MailPort: SmtpMail("localhost", 25, sender=...)})`.

    A refused recipient means that the address is gone if the server says that there is no such mailbox. Other refusals
    of a mail with a code of 500 to 599, such as those of a policy, a filter, a quota or a size, are permanent for this
    mail only. Everything else is tried again later, also a refusal of the sender or of the login, which the host can
    correct.

    The domain of an address may have any letters. An address with other letters than ASCII before its `@` needs a
    server with SMTPUTF8; at others it fails with `notifications.mail_address_unsupported`, and is tried again later.

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
        email["Date"] = datetime.now(UTC)
        (to,) = email["To"].addresses
        # The library's own errors hold the address; they are not chained, since errors are logged and stored.
        try:
            asyncio.run(
                smtp.send(
                    email.as_bytes(),
                    sender=self._sender.addr_spec,
                    recipients=[to.addr_spec],
                    mail_options=_SMTPUTF8_OPTIONS if email.policy is SMTPUTF8 else [],
                    **self._options,
                )
            )
        except smtp.SMTPRecipientsRefused as error:
            raise failure(Stage.RECIPIENT, error.recipients[0].code, error.recipients[0].message) from None
        except smtp.SMTPDataError as error:
            raise failure(Stage.CONTENT, error.code, error.message) from None
        except smtp.SMTPResponseException as error:
            raise failure(Stage.SENDER, error.code, error.message) from None
        except smtp.SMTPNotSupported as error:  # of such an address, or of the login
            told = unsupported_address() if "SMTPUTF8" in str(error) else delayed(type(error).__name__)
            raise told from None
        except (smtp.SMTPException, OSError) as error:
            raise delayed(type(error).__name__) from None
