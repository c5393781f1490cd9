"""The feature of webhooks."""

from attrs import field, frozen
from attrs.validators import ge, le

from commkit.fetching import FetchPolicy
from commkit.runtime.composing.features import Feature
from commkit.runtime.model.types import OWNER, SYSTEM_ROLE, NotificationKind
from commkit.webhooks.facts import (
    EndpointCreated,
    EndpointDeleted,
    EndpointDisabled,
    EndpointEnabled,
    EndpointPinged,
    EndpointUpdated,
)
from commkit.webhooks.tables import metadata


@frozen
class WebhookSettings:
    """The limits of webhooks in a community.

    Attributes:
        max_endpoints: How many endpoints a community may have, 0 to 100.
    """

    max_endpoints: int = field(default=10, validator=[ge(0), le(100)])


webhooks = Feature(
    "webhooks",
    tables=metadata,
    migrations="commkit.migrations",
    settings=WebhookSettings(),
    port_types=(FetchPolicy,),
    grants={OWNER: {"webhooks.manage"}, SYSTEM_ROLE: {"webhooks.disable_failing"}},
    facts=(
        EndpointCreated,
        EndpointUpdated,
        EndpointEnabled,
        EndpointDisabled,
        EndpointDeleted,
        EndpointPinged,
    ),
    notification_kinds=(
        NotificationKind(
            name="webhooks.endpoint_disabled",
            summary="A webhook endpoint that you created was disabled, because it fails.",
            channels=("inbox", "mail"),
        ),
    ),
)
"""The feature of webhooks; every community has it."""
