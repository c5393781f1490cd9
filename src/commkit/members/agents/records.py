"""The record of an agent."""

from datetime import datetime
from typing import NewType

from attrs import frozen

from commkit.members.records import MembershipStatus
from commkit.runtime.model.ids import MemberId

AgentId = NewType("AgentId", MemberId)
"""The id of an agent, which is its member id, too."""


@frozen
class Agent:
    """A program that acts for a person or for the host.

    Attributes:
        id: Its id, which is its member id.
        key: The key that the host opens its sessions with; empty for all but whom it acts for and who manages agents.
        name: The name that others see.
        role: Its role.
        status: The status of its membership.
        acts_for: The member it acts for; None for the host.
        scopes: What it may use of what its role grants: names of permissions, or beginnings that end in a dot.
        added_at: When it was added.
    """

    id: AgentId
    key: str
    name: str
    role: str
    status: MembershipStatus
    acts_for: MemberId | None
    scopes: tuple[str, ...]
    added_at: datetime
