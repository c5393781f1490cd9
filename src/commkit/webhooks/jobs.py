"""What the worker does with an endpoint that fails."""

from typing import Literal

from attrs import frozen

from commkit.runtime.model.messages import Command
from commkit.runtime.sessions.context import Context
from commkit.webhooks import statements as sql
from commkit.webhooks.facts import EndpointDisabled
from commkit.webhooks.feature import webhooks
from commkit.webhooks.records import Endpoint, EndpointId

__all__ = ["DisableFailingEndpoint"]


@frozen
class DisableFailingEndpoint(Command[Endpoint]):
    """Disable an endpoint that answered 410, or failed at every attempt.

    Attributes:
        endpoint: Which.
        reason: `gone` or `failing`.

    Raises:
        NotFound: There is no such endpoint.
    """

    permission = "webhooks.disable_failing"
    personal = ()
    when_archived = True

    endpoint: EndpointId
    reason: Literal["gone", "failing"]


@webhooks.handles(DisableFailingEndpoint)
def disable_failing_endpoint(context: Context, command: DisableFailingEndpoint) -> Endpoint:
    """Disable it, with the reason."""
    return disable_endpoint(context, command.endpoint, reason=command.reason)


def disable_endpoint(context: Context, id: EndpointId, *, reason: str) -> Endpoint:
    """Disable an endpoint; repeated, it changes nothing and emits nothing.

    Raises:
        NotFound: There is no such endpoint.
    """
    found = context.get(Endpoint, id)
    if context.run(sql.DISABLE, id=found.id, now=context.now, reason=reason):
        context.emit(EndpointDisabled(endpoint=found.id, reason=reason))
    return context.get(Endpoint, found.id)
