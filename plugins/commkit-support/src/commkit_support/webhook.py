"""The reference help desk: signed webhooks out and in, as https://www.standardwebhooks.com describes them.

Out: the bundle is posted as `{"type": "handoff.offered", "delivery": ..., "data": {...}}`. `webhook-id` is the
delivery's id, the same at every attempt, so the desk drops repeats by it. Any 2xx means: taken. 410 means: never again.
All else is tried again.

In: the desk posts `{"type": "handoff.linked", "community": ..., "handoff": ..., "ticket": ...}`, signed with the same
secret, to an address of the host, and the host gives headers and body to `WebhookHelpDesk.receive`.

Needs the extra `commkit-support[webhook]`.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
from attrs import frozen
from standardwebhooks import Webhook, WebhookVerificationError

from commkit import Command, CommunityId, Denied, Invalid
from commkit_support.handoff import (
    Handoff,
    HandoffBundle,
    HandoffReceipt,
    HelpDeskRefused,
    HelpDeskUnreachable,
    RecordHandoffAccepted,
    RecordHandoffAnswered,
    RecordHandoffDeclined,
    RecordHandoffFailed,
    RecordHandoffLinked,
)

TIMEOUT = timedelta(seconds=10)

_GONE = 410
_MOST_BYTES = 1_000_000
_COMMANDS: Mapping[str, tuple[Any, tuple[str, ...]]] = {
    "handoff.accepted": (RecordHandoffAccepted, ()),
    "handoff.linked": (RecordHandoffLinked, ("ticket",)),
    "handoff.answered": (RecordHandoffAnswered, ("text",)),
    "handoff.declined": (RecordHandoffDeclined, ("reason",)),
    "handoff.failed": (RecordHandoffFailed, ("reason",)),
}


@frozen
class HelpDeskCallback:
    """What a desk told, verified.

    Attributes:
        community: Where to do it: `with kit.session(SYSTEM, callback.community) as s: s.do(callback.command)`.
        command: What to do; done twice, it changes nothing.
    """

    community: CommunityId
    command: Command[Handoff]


class WebhookHelpDesk:
    """A help desk behind a signed webhook.

    Args:
        url: Where offers are posted; redirects are not followed.
        secret: The shared secret as Standard Webhooks writes it: `whsec_` and base64.
        timeout: How long the desk may take to connect, and to answer.

    Raises:
        Invalid: The address or the secret is no such thing (`support.bad_help_desk`).
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

    def offer(self, bundle: HandoffBundle, *, delivery: str) -> HandoffReceipt:
        """Post the signed bundle.

        Raises:
            HelpDeskRefused: The desk said 410, Gone.
            HelpDeskUnreachable: It said something else that is not 2xx, or did not answer in time.
        """
        body = json.dumps({"type": "handoff.offered", "delivery": delivery, "data": bundle_values(bundle)})
        try:
            with httpx.stream(
                "POST",
                self._url,
                content=body.encode(),
                headers={"content-type": "application/json", **self._signed(delivery, body)},
                timeout=self._timeout,
                follow_redirects=False,
            ) as response:
                status = response.status_code  # what the desk says beyond it is not read
        except httpx.HTTPError as error:
            raise HelpDeskUnreachable(
                "support.help_desk_unreachable",
                f"the help desk did not answer ({type(error).__name__}); it is tried again",
            ) from error
        if status == _GONE:
            raise HelpDeskRefused(
                "support.help_desk_refused", "the help desk takes no such offers (410 Gone)"
            )
        if not 200 <= status < 300:
            raise HelpDeskUnreachable(
                "support.help_desk_unreachable",
                f"the help desk answered {status}; it is tried again",
                status=status,
            )
        return HandoffReceipt()

    def receive(self, headers: Mapping[str, str], body: bytes | str) -> HelpDeskCallback:
        """Verify and read what the desk posted.

        Args:
            headers: All headers of the request, in any case.
            body: The body exactly as it came.

        Raises:
            Denied: The signature is missing or wrong, or the message is more than five minutes old or ahead
                (`support.bad_signature`).
            Invalid: It is signed, but is nothing that a desk tells (`support.bad_callback`).
        """
        if len(body) > _MOST_BYTES:
            raise _bad("body", f"send at most {_MOST_BYTES} bytes", name="support.bad_callback")
        try:
            self._webhook.verify(body, dict(headers), json_parse=False)
        except (WebhookVerificationError, ValueError) as error:
            raise Denied(
                "support.bad_signature",
                "this callback is not signed with the shared secret, or is too old; sign it anew",
            ) from error
        try:
            return _callback(json.loads(body))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            told = f"send an object with type ({', '.join(_COMMANDS)}), community, handoff and what the type needs"
            raise _bad("body", told, name="support.bad_callback") from error

    def _signed(self, delivery: str, body: str) -> dict[str, str]:
        now = datetime.now(UTC)
        return {
            "webhook-id": delivery,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": self._webhook.sign(delivery, now, body),
        }


def bundle_values(bundle: HandoffBundle) -> dict[str, Any]:
    """The bundle as JSON holds it: ids and times as text, `remaining` in seconds."""
    remaining = bundle.remaining
    return {
        "handoff": str(bundle.handoff),
        "community": str(bundle.community),
        "slug": bundle.slug,
        "community_title": bundle.community_title,
        "question": str(bundle.question),
        "title": bundle.title,
        "body": bundle.body,
        "tags": list(bundle.tags),
        "asked_at": bundle.asked_at.isoformat(),
        "reason": bundle.reason,
        "replies": [
            {"by": reply.by, "kind": reply.kind, "body": reply.body, "at": reply.at.isoformat()}
            for reply in bundle.replies
        ],
        "due_at": bundle.due_at.isoformat() if bundle.due_at else None,
        "remaining": remaining.total_seconds() if remaining is not None else None,
    }


def _callback(values: Any) -> HelpDeskCallback:
    command, fields = _COMMANDS[values["type"]]
    told = [values[name] for name in fields]
    return HelpDeskCallback(CommunityId(UUID(values["community"])), command(UUID(values["handoff"]), *told))


def _bad(path: str, told: str, *, name: str = "support.bad_help_desk") -> Invalid:
    return Invalid.field(path, name.partition(".")[2], told, name=name)
