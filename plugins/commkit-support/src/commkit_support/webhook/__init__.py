"""The reference help desk: signed webhooks out and in, as https://www.standardwebhooks.com describes them.

Out: the bundle is posted as `{"type": "handoff.offered", "delivery": ..., "data": {...}}`. `webhook-id` is the
delivery's id, the same at every attempt, so that the desk recognises repeats. Any 2xx means accepted, 410 that the
desk will never accept it; after anything else the worker tries again.

In: the desk posts `{"type": "handoff.linked", "community": ..., "handoff": ..., "ticket": ...}`, signed with the same
secret, to an address of the host, and the host gives headers and body to `WebhookHelpDesk.receive`. A desk
that answers, declines or fails may say what it has left of the promises, in seconds of business time:
`remaining_seconds`, until the first reply is due, and `resolution_remaining_seconds`.

Needs the extra `commkit-support[webhook]`.
"""

from commkit_support.webhook.policy import bundle_values
from commkit_support.webhook.ports import WebhookHelpDesk
from commkit_support.webhook.records import HelpDeskCallback

__all__ = ["HelpDeskCallback", "WebhookHelpDesk", "bundle_values"]
