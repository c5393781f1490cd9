"""The commands and queries of webhook endpoints."""

from typing import Annotated

from attrs import frozen

from commkit.runtime.model.messages import Command, Query
from commkit.runtime.values.texts import Text
from commkit.webhooks.records import Endpoint, EndpointId

_Url = Annotated[str, Text(max=2000)]
_FactName = Annotated[str, Text(max=100)]


@frozen
class CreateEndpoint(Command[Endpoint]):
    """Create an endpoint, to which the facts of the community are sent from now on. Its secret is returned this once.

    Attributes:
        url: The address: `https://...`, on the public internet unless the host's `FetchPolicy` allows more.
        facts: Names of the facts to send, such as `posts.created`; all where it is empty.

    Raises:
        Invalid: The address cannot be used, or there is no fact of such a name.
        Conflict: There are as many endpoints as the settings allow.
    """

    permission = "webhooks.manage"
    creates = True
    personal = ()

    url: _Url
    facts: tuple[_FactName, ...] = ()


@frozen
class UpdateEndpoint(Command[Endpoint]):
    """Change the address or the facts of an endpoint; fields that are None stay as they are.

    Attributes:
        endpoint: Which.
        url: The address.
        facts: Names of the facts to send; all where it is empty.

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
    """Give an endpoint a new secret, returned this once; for a day messages are signed with the previous one, too.

    Raises:
        NotFound: There is no such endpoint.
    """

    permission = "webhooks.manage"
    endpoint: EndpointId


@frozen
class EnableEndpoint(Command[Endpoint]):
    """Enable an endpoint, or disable it. What happens while it is disabled is not sent later.

    Attributes:
        endpoint: Which.
        enabled: Whether facts are sent to it.

    Raises:
        NotFound: There is no such endpoint.
    """

    permission = "webhooks.manage"
    endpoint: EndpointId
    enabled: bool = True


@frozen
class DeleteEndpoint(Command[None]):
    """Delete an endpoint.

    Raises:
        NotFound: There is no such endpoint.
    """

    permission = "webhooks.manage"
    withdraws = True
    endpoint: EndpointId


@frozen
class PingEndpoint(Command[Endpoint]):
    """Send a test message to an endpoint: the fact `webhooks.endpoint_pinged`, to this endpoint only.

    Raises:
        NotFound: There is no such endpoint.
    """

    permission = "webhooks.manage"
    endpoint: EndpointId


@frozen
class ReadEndpoint(Query[Endpoint]):
    """Read one endpoint, with its counters and its last answer.

    Raises:
        NotFound: There is no such endpoint.
    """

    permission = "webhooks.manage"
    endpoint: EndpointId


@frozen
class ListEndpoints(Query[tuple[Endpoint, ...]]):
    """List the endpoints of the community, the oldest first."""

    permission = "webhooks.manage"
