"""Webhooks: telling other systems what happened, by the Standard Webhooks specification."""

from commkit.webhooks import handlers as _handlers
from commkit.webhooks import sending as _sending
from commkit.webhooks.feature import WebhookSettings, webhooks
from commkit.webhooks.messages import (
    CreateEndpoint,
    DeleteEndpoint,
    DisableFailingEndpoint,
    EnableEndpoint,
    EndpointCreated,
    EndpointDeleted,
    EndpointDisabled,
    EndpointEnabled,
    EndpointPinged,
    EndpointUpdated,
    ListEndpoints,
    PingEndpoint,
    ReadEndpoint,
    RotateEndpointSecret,
    UpdateEndpoint,
)
from commkit.webhooks.records import Endpoint, EndpointId

__all__ = [
    "CreateEndpoint",
    "DeleteEndpoint",
    "DisableFailingEndpoint",
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
    "webhooks",
]

del _handlers, _sending
