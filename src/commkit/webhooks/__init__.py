"""Webhooks: sending facts to other systems, by the Standard Webhooks specification."""

from commkit.webhooks import handlers as _handlers
from commkit.webhooks import queries as _queries
from commkit.webhooks import subscribers as _subscribers
from commkit.webhooks.facts import (
    EndpointCreated,
    EndpointDeleted,
    EndpointDisabled,
    EndpointEnabled,
    EndpointPinged,
    EndpointUpdated,
)
from commkit.webhooks.feature import WebhookSettings, webhooks
from commkit.webhooks.messages import (
    CreateEndpoint,
    DeleteEndpoint,
    EnableEndpoint,
    ListEndpoints,
    PingEndpoint,
    ReadEndpoint,
    RotateEndpointSecret,
    UpdateEndpoint,
)
from commkit.webhooks.policy import sign_message
from commkit.webhooks.records import Endpoint, EndpointId

__all__ = [
    "CreateEndpoint",
    "DeleteEndpoint",
    "EnableEndpoint",
    "Endpoint",
    "EndpointCreated",
    "EndpointDeleted",
    "EndpointDisabled",
    "EndpointEnabled",
    "EndpointId",
    "EndpointPinged",
    "EndpointUpdated",
    "ListEndpoints",
    "PingEndpoint",
    "ReadEndpoint",
    "RotateEndpointSecret",
    "UpdateEndpoint",
    "WebhookSettings",
    "sign_message",
    "webhooks",
]

del _handlers, _queries, _subscribers
