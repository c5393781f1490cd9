"""The help desk port, implemented by signed webhooks."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import httpx
from standardwebhooks import Webhook, WebhookVerificationError

from commkit import Denied, Invalid
from commkit_support.handoff.ports import HelpDeskRefused, HelpDeskUnreachable
from commkit_support.handoff.records import HandoffBundle, HandoffReceipt
from commkit_support.webhook.policy import CALLBACKS, bundle_values, read_callback
from commkit_support.webhook.records import HelpDeskCallback

TIMEOUT = timedelta(seconds=10)

_GONE = 410
_MAX_BYTES = 1_000_000


class WebhookHelpDesk:
    """A help desk behind a signed webhook.

    Args:
        url: Where offers are posted; redirects are not followed.
        secret: The shared secret as Standard Webhooks writes it: `whsec_` and base64.
        timeout: How long the desk may take to connect, and to respond.

    Raises:
        Invalid: The address or the secret is malformed (`support.bad_help_desk`).
    """

    def __init__(self, url: str, secret: str, *, timeout: timedelta = TIMEOUT) -> None:
        if not url.startswith(("https://", "http://")):
            raise _bad("url", "give the address with https:// ahead")
        try:
            self._webhook = Webhook(secret)
        except Exception as error:
            raise _bad("secret", "give a secret as Standard Webhooks writes it: whsec_ and base64") from error
        self._url = url
        self._timeout = timeout.total_seconds()

    def __repr__(self) -> str:
        return f"WebhookHelpDesk({self._url!r})"

    def offer(self, bundle: HandoffBundle, *, delivery_id: str) -> HandoffReceipt:
        """Post the signed bundle.

        Raises:
            HelpDeskRefused: The desk responded with 410, Gone.
            HelpDeskUnreachable: It responded with another status that is not 2xx, or not in time.
        """
        body = json.dumps({"type": "handoff.offered", "delivery": delivery_id, "data": bundle_values(bundle)})
        try:
            with httpx.stream(
                "POST",
                self._url,
                content=body.encode(),
                headers={"content-type": "application/json", **self._signed(delivery_id, body)},
                timeout=self._timeout,
                follow_redirects=False,
            ) as response:
                status = response.status_code  # the body is not read
        except httpx.HTTPError as error:
            raise HelpDeskUnreachable(
                "support.help_desk_unreachable",
                f"the help desk did not respond ({type(error).__name__}); it is tried again",
            ) from error
        if status == _GONE:
            raise HelpDeskRefused(
                "support.help_desk_refused", "the help desk accepts no such offers (410 Gone)"
            )
        if not 200 <= status < 300:
            raise HelpDeskUnreachable(
                "support.help_desk_unreachable",
                f"the help desk responded with {status}; it is tried again",
                status=status,
            )
        return HandoffReceipt()

    def receive(self, headers: Mapping[str, str], body: bytes | str) -> HelpDeskCallback:
        """Verify and read a callback that the desk posted.

        Args:
            headers: All headers of the request, in any case.
            body: The body, byte for byte.

        Raises:
            Denied: The signature is missing or wrong, or the message is more than five minutes old or ahead
                (`support.bad_signature`).
            Invalid: It is signed, but is no callback (`support.bad_callback`).
        """
        if len(body) > _MAX_BYTES:
            raise _bad("body", f"send at most {_MAX_BYTES} bytes", name="support.bad_callback")
        try:
            self._webhook.verify(body, dict(headers), json_parse=False)
        except (WebhookVerificationError, ValueError) as error:
            raise Denied(
                "support.bad_signature",
                "this callback is not signed with the shared secret, or is too old; sign it anew",
            ) from error
        try:
            return read_callback(json.loads(body))
        except (ValueError, OverflowError, KeyError, TypeError, AttributeError) as error:
            message = f"send an object with type ({', '.join(CALLBACKS)}), community, handoff and what the type needs"
            raise _bad("body", message, name="support.bad_callback") from error

    def _signed(self, delivery_id: str, body: str) -> dict[str, str]:
        now = datetime.now(UTC)
        return {
            "webhook-id": delivery_id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": self._webhook.sign(delivery_id, now, body),
        }


def _bad(path: str, message: str, *, name: str = "support.bad_help_desk") -> Invalid:
    return Invalid.field(path, name.partition(".")[2], message, error_code=name)
