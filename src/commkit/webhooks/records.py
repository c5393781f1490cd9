"""What an endpoint of webhooks is."""

from datetime import datetime
from typing import NewType
from uuid import UUID

from attrs import frozen

EndpointId = NewType("EndpointId", UUID)
"""The id of an endpoint."""


@frozen
class Endpoint:
    """An address of another system that is told what happens in a community.

    Attributes:
        id: Its id.
        url: Where facts are sent.
        facts: Names of the facts it is told, such as `posts.created`; all where it is empty.
        secret: What its messages are signed with; told only when it is made or renewed.
        created_at: When it was added.
        disabled_at: Since when nothing is sent to it.
        disabled_reason: `gone` (it answered 410), `failing` (a message could not be delivered in all its attempts) or
            `host` (somebody disabled it).
        delivered_count: Messages it took.
        failed_count: Attempts it did not take.
        last_status: Its last answer's HTTP status; None where there was none.
        last_attempt_at: When it was last tried.
        failing_since: Since when no attempt succeeded.
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
