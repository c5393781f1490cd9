"""Sending facts to endpoints: signed, tried again on the schedule of the Standard Webhooks specification.

Each endpoint is a receiver with a stream of its own: it gets the facts of the community in their order, and one that
does not answer delays no other. The message's id is the fact's, so a receiver can tell a repeat.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from commkit.fetching import FetchError, FetchPolicy, fetch_url
from commkit.notifications import NotifyMembers
from commkit.runtime.delivery.worker import Delivery
from commkit.runtime.model.extras import require_extra
from commkit.runtime.model.messages import Fact
from commkit.runtime.model.records import OutboxRow
from commkit.runtime.storage.unit import UnitOfWork
from commkit.runtime.values.serialization import dump, to_json
from commkit.webhooks import statements as sql
from commkit.webhooks.feature import webhooks
from commkit.webhooks.messages import DisableFailingEndpoint, EndpointDisabled, EndpointPinged
from commkit.webhooks.records import EndpointId

RETRY_SCHEDULE = tuple(
    timedelta(seconds=seconds) for seconds in (5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400)
)
"""Pauses before the second to the tenth attempt: https://www.standardwebhooks.com, "Retry schedule"."""

_GONE = 410


class DeliveryFailed(Exception):  # the worker tries again, and keeps what it says
    """The endpoint did not take a message."""


def subscribed_endpoints(unit: UnitOfWork, row: OutboxRow) -> Iterator[str]:
    """The endpoints of the fact's community that are told facts of this name; a ping goes to one alone."""
    for endpoint in unit.rows(sql.SUBSCRIPTIONS, community_id=row.community):
        if row.fact == EndpointPinged.name:
            wanted = str(endpoint.id) in row.body
        else:
            wanted = not endpoint.facts or row.fact in endpoint.facts
        if wanted:
            yield str(endpoint.id)


@webhooks.subscribes_to(Fact, pauses=RETRY_SCHEDULE, targets=subscribed_endpoints)
def send_webhook(delivery: Delivery, fact: Fact) -> None:
    """Send one fact to one endpoint."""
    id = EndpointId(UUID(delivery.target))
    with delivery.context(read_only=True) as context:
        endpoint = context.one(sql.DELIVERY_TARGET, id=id)
        policy = context.port(FetchPolicy) or FetchPolicy()
    if endpoint is None or endpoint.disabled_at is not None:
        return
    body = to_json({"type": fact.name, "timestamp": dump(fact.at), "data": _public_payload(fact)})
    status, why = _post(delivery, endpoint, body, policy)
    delivered = why == ""
    with delivery.context() as context:
        context.run(
            sql.RECORD_SUCCESS if delivered else sql.RECORD_FAILURE, id=id, now=delivery.now, status=status
        )
        if status == _GONE or (not delivered and delivery.last):
            context.do(DisableFailingEndpoint(id, reason="gone" if status == _GONE else "failing"))
    if not delivered and status != _GONE:
        raise DeliveryFailed(why)


@webhooks.subscribes_to(EndpointDisabled)
def notify_endpoint_creator(delivery: Delivery, fact: EndpointDisabled) -> None:
    """Whoever added an endpoint is told that it is silent now."""
    if fact.reason == "host":
        return
    with delivery.context(once=True) as context:
        found = context.one(sql.CREATED_BY, id=fact.endpoint)
        if found is not None and found[0] is not None:
            context.do(
                NotifyMembers(
                    kind="webhooks.endpoint_disabled", to=(found[0],), record="Endpoint", object=fact.endpoint
                )
            )


def _post(
    delivery: Delivery, endpoint: sql.DeliveryTarget, body: str, policy: FetchPolicy
) -> tuple[int | None, str]:
    """The status of the answer, if there is one, and why the message was not delivered; empty where it was."""
    headers = {
        "content-type": "application/json",
        "user-agent": "commkit",
        "webhook-id": str(delivery.fact.id),
        "webhook-timestamp": str(int(delivery.now.timestamp())),
        "webhook-signature": " ".join(_signatures(delivery, endpoint, body)),
    }
    try:
        answer = fetch_url(endpoint.url, method="POST", body=body.encode(), headers=headers, policy=policy)
    except FetchError as error:
        # What a peer beyond our reach said is nobody's business; its code tells enough.
        return None, error.code
    return answer.status, "" if 200 <= answer.status < 300 else f"it answered {answer.status}"


def _public_payload(fact: Fact) -> dict[str, Any]:
    """What others are told: what people wrote can be erased here only, and some things stay inside."""
    told: dict[str, Any] = dump(fact)
    return {name: value for name, value in told.items() if name not in (*fact.personal, *fact.inward)}


def _signatures(delivery: Delivery, endpoint: sql.DeliveryTarget, body: str) -> Iterator[str]:
    signer = require_extra("standardwebhooks", extra="webhooks").Webhook
    yield signer(endpoint.secret).sign(str(delivery.fact.id), delivery.now, body)
    if (
        endpoint.previous_secret
        and endpoint.previous_secret_until
        and delivery.now < endpoint.previous_secret_until
    ):
        yield signer(endpoint.previous_secret).sign(str(delivery.fact.id), delivery.now, body)
