"""Webhooks: telling other systems what happened, by the Standard Webhooks specification."""

from commkit.webhooks import handlers as _handlers
from commkit.webhooks import sending as _sending
from commkit.webhooks.feature import WebhookSettings, webhooks
from commkit.webhooks.messages import (
    AddEndpoint,
    ChangeEndpoint,
    EnableEndpoint,
    EndpointAdded,
    EndpointChanged,
    EndpointDisabled,
    EndpointEnabled,
    EndpointPinged,
    EndpointRemoved,
    GiveUpEndpoint,
    ListEndpoints,
    PingEndpoint,
    ReadEndpoint,
    RemoveEndpoint,
    RenewSecret,
)
from commkit.webhooks.records import Endpoint, EndpointId

__all__ = [
    "AddEndpoint",
    "ChangeEndpoint",
    "EnableEndpoint",
    "Endpoint",
    "EndpointAdded",
    "EndpointChanged",
    "EndpointDisabled",
    "EndpointEnabled",
    "EndpointId",
    "EndpointPinged",
    "EndpointRemoved",
    "GiveUpEndpoint",
    "ListEndpoints",
    "PingEndpoint",
    "ReadEndpoint",
    "RemoveEndpoint",
    "RenewSecret",
    "WebhookSettings",
    "webhooks",
]

del _handlers, _sending
