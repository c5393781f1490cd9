"""How often a message is sent to an endpoint, and how it is signed."""

import base64
import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta

from commkit.runtime.model.extras import require_extra
from commkit.webhooks.records import DeliveryTarget

RETRY_SCHEDULE = tuple(
    timedelta(seconds=seconds) for seconds in (5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400)
)
"""Pauses before the second to the tenth attempt: https://www.standardwebhooks.com, "Retry schedule"."""

PREVIOUS_SECRET_DURATION = timedelta(days=1)
"""How long messages are signed with the previous secret, too, after it was rotated."""

_SECRET_BYTES = 32
"""The specification asks for 24 to 64."""


def new_secret() -> str:
    """Make a signing secret in the form of the Standard Webhooks specification."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def signatures(target: DeliveryTarget, body: str, *, message_id: str, at: datetime) -> Iterator[str]:
    """The signatures of a message: with the secret, and with the previous one while it is accepted."""
    yield sign_message(target.secret, body, message_id=message_id, at=at)
    if target.previous_secret and target.previous_secret_until and at < target.previous_secret_until:
        yield sign_message(target.previous_secret, body, message_id=message_id, at=at)


def sign_message(secret: str, body: str, *, message_id: str, at: datetime) -> str:
    """The signature of a message by the Standard Webhooks specification; needs the extra `commkit[webhooks]`.

    Args:
        secret: `whsec_` and 24 to 64 bytes in base64.
        body: The body of the message, as it is sent.
        message_id: Its id: the header `webhook-id`.
        at: When it is sent: the header `webhook-timestamp`, in seconds.
    """
    return str(require_extra("standardwebhooks", extra="webhooks").Webhook(secret).sign(message_id, at, body))
