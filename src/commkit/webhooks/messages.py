"""What can be done with endpoints of webhooks, and what is told of it."""

from typing import Annotated, Literal

from attrs import frozen

from commkit.runtime.model.messages import Command, Fact, Query
from commkit.runtime.values.validation import Text
from commkit.webhooks.records import Endpoint, EndpointId

_Url = Annotated[str, Text(max=2000)]
_FactName = Annotated[str, Text(max=100)]


@frozen
class CreateEndpoint(Command[Endpoint]):
    """Tell an address what happens here from now on. The secret of the result is told this once.

    Args:
        url: Where to send it: `https://...`, on the public internet unless the host's `FetchPolicy` allows more.
        facts: Names of the facts to send; all where it is empty.

    Raises:
        Invalid: The address cannot be used, or there is no fact of such a name.
        Conflict: There are as many endpoints as the settings allow.
    """

    permission = "webhooks.manage"
    personal = ()

    url: _Url
    facts: tuple[_FactName, ...] = ()


@frozen
class UpdateEndpoint(Command[Endpoint]):
    """Send other facts, or to another address.

    Raises:
        NotFound: There is no such endpoint.
        Invalid: As for `CreateEndpoint`.
    """

    permission = "webhooks.manage"
    personal = ()

    endpoint: EndpointId
    url: _Url | None = None
    facts: tuple[_FactName, ...] | None = None


@frozen
class RotateEndpointSecret(Command[Endpoint]):
    """Sign with a new secret, told this once; for a day messages are signed with the old one, too.

    Raises:
        NotFound: There is no such endpoint.
    """

    permission = "webhooks.manage"
    endpoint: EndpointId


@frozen
class EnableEndpoint(Command[Endpoint]):
    """Send to it again, or, with `enabled=False`, no more. What happened in between is not sent.

    Raises:
        NotFound: There is no such endpoint.
    """

    permission = "webhooks.manage"
    endpoint: EndpointId
    enabled: bool = True


@frozen
class DeleteEndpoint(Command[None]):
    """Forget it.

    Raises:
        NotFound: There is no such endpoint.
    """

    permission = "webhooks.manage"
    endpoint: EndpointId


@frozen
class PingEndpoint(Command[Endpoint]):
    """Send it a message to try it: the fact `webhooks.endpoint_pinged`, to this endpoint alone.

    Raises:
        NotFound: There is no such endpoint.
    """

    permission = "webhooks.manage"
    endpoint: EndpointId


@frozen
class DisableFailingEndpoint(Command[Endpoint]):
    """Send to it no more, because of how it behaves; for the host's worker.

    Args:
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


@frozen
class ReadEndpoint(Query[Endpoint]):
    """One endpoint, with how it is doing.

    Raises:
        NotFound: There is no such endpoint.
    """

    permission = "webhooks.manage"
    endpoint: EndpointId


@frozen
class ListEndpoints(Query[tuple[Endpoint, ...]]):
    """All endpoints of the community, the oldest first."""

    permission = "webhooks.manage"


@frozen
class EndpointCreated(Fact):
    """An endpoint was added."""

    name = "webhooks.endpoint_created"
    endpoint: EndpointId


@frozen
class EndpointUpdated(Fact):
    """An endpoint has another address, other facts or another secret."""

    name = "webhooks.endpoint_updated"
    endpoint: EndpointId


@frozen
class EndpointEnabled(Fact):
    """An endpoint is sent to again."""

    name = "webhooks.endpoint_enabled"
    endpoint: EndpointId


@frozen
class EndpointDisabled(Fact):
    """An endpoint is sent to no more."""

    name = "webhooks.endpoint_disabled"
    endpoint: EndpointId
    reason: str


@frozen
class EndpointDeleted(Fact):
    """An endpoint was forgotten."""

    name = "webhooks.endpoint_deleted"
    endpoint: EndpointId


@frozen
class EndpointPinged(Fact):
    """An endpoint is to be tried."""

    name = "webhooks.endpoint_pinged"
    endpoint: EndpointId
