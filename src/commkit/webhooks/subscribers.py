"""How facts are sent to endpoints: signed, and repeated on the schedule of the Standard Webhooks specification.

Each endpoint is a target of its own: it gets the facts of the community in their order, and one that does not answer
delays no other. The message's id is the fact's, so a receiver can tell a repetition.
"""

from collections.abc import Iterator
from uuid import UUID

from commkit.fetching import FetchError, FetchPolicy, fetch_url
from commkit.notifications import NotifyMembers
from commkit.runtime.delivery.deliveries import Delivery
from commkit.runtime.model.messages import Fact
from commkit.runtime.model.records import OutboxRow
from commkit.runtime.storage.unit import UnitOfWork
from commkit.runtime.values.serialization import dump, to_json
from commkit.webhooks import statements as sql
from commkit.webhooks.facts import EndpointDisabled, EndpointPinged
from commkit.webhooks.feature import webhooks
from commkit.webhooks.jobs import DisableFailingEndpoint
from commkit.webhooks.policy import RETRY_SCHEDULE, signatures
from commkit.webhooks.records import DeliveryTarget, EndpointId
from commkit.webhooks.visibility import payload_for

_GONE = 410


class DeliveryFailed(Exception):  # the worker repeats the delivery, and stores the message of the error
    """The endpoint did not accept a message."""


def subscribed_endpoints(unit: UnitOfWork, row: OutboxRow) -> Iterator[str]:
    """The endpoints of the fact's community that get facts of this name; a ping is for one only."""
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
        payload = payload_for(context, fact, endpoint)
    if payload is None:
        return
    body = to_json({"type": fact.name, "timestamp": dump(fact.at), "data": payload})
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
    """Notify whoever created an endpoint that the worker disabled it."""
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
    delivery: Delivery, endpoint: DeliveryTarget, body: str, policy: FetchPolicy
) -> tuple[int | None, str]:
    """Send the message; gives the status of the answer, if there is one, and why it failed (empty where it did not)."""
    headers = {
        "content-type": "application/json",
        "user-agent": "commkit",
        "webhook-id": str(delivery.fact.id),
        "webhook-timestamp": str(int(delivery.now.timestamp())),
        "webhook-signature": " ".join(
            signatures(endpoint, body, message_id=str(delivery.fact.id), at=delivery.now)
        ),
    }
    try:
        answer = fetch_url(endpoint.url, method="POST", body=body.encode(), headers=headers, policy=policy)
    except FetchError as error:
        # The error's text may quote what the other side answered; the code is enough to keep.
        return None, error.code
    return answer.status, "" if 200 <= answer.status < 300 else f"it answered {answer.status}"
