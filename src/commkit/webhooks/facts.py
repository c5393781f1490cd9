"""The facts of webhook endpoints."""

from attrs import frozen

from commkit.runtime.model.messages import Fact
from commkit.webhooks.records import EndpointId


@frozen
class EndpointCreated(Fact):
    """An endpoint was created."""

    name = "webhooks.endpoint_created"
    visible_to = "webhooks.manage"
    endpoint: EndpointId


@frozen
class EndpointUpdated(Fact):
    """Address, facts or secret of an endpoint were changed."""

    name = "webhooks.endpoint_updated"
    visible_to = "webhooks.manage"
    endpoint: EndpointId


@frozen
class EndpointEnabled(Fact):
    """A disabled endpoint was enabled again."""

    name = "webhooks.endpoint_enabled"
    visible_to = "webhooks.manage"
    endpoint: EndpointId


@frozen
class EndpointDisabled(Fact):
    """An endpoint was disabled.

    Attributes:
        endpoint: Which.
        reason: `gone`, `failing` or `host`; see `Endpoint.disabled_reason`.
    """

    name = "webhooks.endpoint_disabled"
    visible_to = "webhooks.manage"
    endpoint: EndpointId
    reason: str


@frozen
class EndpointDeleted(Fact):
    """An endpoint was deleted."""

    name = "webhooks.endpoint_deleted"
    visible_to = "webhooks.manage"
    deleted = ("endpoint",)
    endpoint: EndpointId


@frozen
class EndpointPinged(Fact):
    """A test message for one endpoint; it is sent to that endpoint only."""

    name = "webhooks.endpoint_pinged"
    visible_to = None
    endpoint: EndpointId
