"""The records of webhook endpoints."""

from datetime import datetime
from typing import NewType
from uuid import UUID

from attrs import frozen

from commkit.members import MembershipStatus
from commkit.runtime.model.ids import MemberId

EndpointId = NewType("EndpointId", UUID)
"""The id of an endpoint."""


@frozen
class Endpoint:
    """An address of another system, to which facts of a community are sent.

    Attributes:
        id: Its id.
        url: Where facts are sent.
        facts: Names of the facts that are sent, such as `posts.created`; all where it is empty.
        secret: What its messages are signed with; None except in the result of creating or rotating it.
        created_at: When it was created.
        disabled_at: When it was disabled; None while it is enabled.
        disabled_reason: `gone` (it answered 410), `failing` (a message could not be delivered in all its attempts) or
            `host` (somebody disabled it).
        delivered_count: Messages that it accepted with a status of 2xx.
        failed_count: Attempts that failed.
        last_status: The HTTP status of its last answer; None where there was none.
        last_attempt_at: When the last attempt was made; None before the first.
        failing_since: The first failed attempt since the last successful one; None after a success.
    """

    id: EndpointId
    url: str
    facts: tuple[str, ...]
    secret: str | None
    created_at: datetime
    disabled_at: datetime | None
    disabled_reason: str
    delivered_count: int
    failed_count: int
    last_status: int | None
    last_attempt_at: datetime | None
    failing_since: datetime | None


@frozen
class Subscription:
    """Which facts an enabled endpoint gets.

    Attributes:
        id: The endpoint.
        facts: Names of the facts; all where it is empty.
    """

    id: EndpointId
    facts: tuple[str, ...]


@frozen
class DeliveryTarget:
    """What sending needs of an endpoint.

    Attributes:
        url: Where facts are sent.
        secret: What messages are signed with.
        previous_secret: What they were signed with before the last rotation, if any.
        previous_secret_until: Until when they are signed with that, too.
        disabled_at: When it was disabled; None while it is enabled.
        created_by: The member who created it; None for the host.
        key: The host's key of that member; None for the host.
        status: The status of their membership; None for the host.
    """

    url: str
    secret: str
    previous_secret: str | None
    previous_secret_until: datetime | None
    disabled_at: datetime | None
    created_by: MemberId | None
    key: str | None
    status: MembershipStatus | None
