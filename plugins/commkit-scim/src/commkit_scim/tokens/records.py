"""The records of tokens."""

from datetime import datetime
from typing import NewType
from uuid import UUID

from attrs import field, frozen

from commkit import MemberId

ScimTokenId = NewType("ScimTokenId", UUID)
"""The id of a token of a directory; its first part, and not the secret one."""


@frozen
class ScimToken:
    """What a directory sends with each request, in one community.

    Attributes:
        id: Its id.
        label: What it is for, such as the name of the directory.
        agent: The agent in whose name it acts; None for the host.
        created_at: When it was made.
        secret: What the directory sends as its bearer token; returned only when it is made, and stored hashed.
    """

    id: ScimTokenId
    label: str
    agent: MemberId | None
    created_at: datetime
    secret: str | None = field(default=None, repr=False)


@frozen
class ScimClient:
    """For whom a token stands, and what the community keeps of its people.

    Attributes:
        key: The host's key of the agent; None for the host.
        emails: Whether the community keeps addresses for mail.
        roles: The roles that a directory gives there.
    """

    key: str | None
    emails: bool = False
    roles: tuple[str, ...] = ()
