"""The facts of agents. Their memberships begin and end with `MemberJoined` and `MemberLeft`, as everybody's do."""

from attrs import frozen

from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Fact


@frozen
class AgentAdded(Fact):
    """An agent was added.

    Attributes:
        agent: Its member id.
        acts_for: The member it acts for; None for the host.
    """

    name = "members.agent_added"
    visible_to = "members.read"
    agent: MemberId
    acts_for: MemberId | None


@frozen
class AgentScopesChanged(Fact):
    """An agent got other scopes."""

    name = "members.agent_scopes_changed"
    visible_to = "members.read"
    changes_sight_of = "agent"
    agent: MemberId


@frozen
class AgentRemoved(Fact):
    """An agent was removed, or whom it acts for has left or was banned.

    Attributes:
        agent: Its member id.
        acts_for: The member it acted for; None for the host.
    """

    name = "members.agent_removed"
    visible_to = "members.read"
    agent: MemberId
    acts_for: MemberId | None
