"""The commands and queries of agents."""

from typing import Annotated

from attrs import frozen

from commkit.members.agents.records import Agent, AgentId
from commkit.members.roles.messages import RoleName
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command, Query, TextCommand
from commkit.runtime.storage.pages import Page
from commkit.runtime.values.texts import Text

_Name = Annotated[str, Text(max=200, multiline=False)]
_Key = Annotated[str, Text(max=255, multiline=False)]
Scope = Annotated[str, Text(max=128, multiline=False)]


@frozen(kw_only=True)
class AddAgent(TextCommand[Agent]):
    """Add an agent: a program that acts for a person or for the host, and is marked as one wherever it is seen.

    Stewards add agents that act for the host; members add those that act for themselves, as many as
    `MemberSettings.agents_per_member` allows. The host may add one for anybody.

    Attributes:
        name: The name that others see.
        scopes: What it may use of what its role grants: names of permissions (`posts.create_reply`), or beginnings that
            end in a dot (`posts.`). What people do in their own name, such as to vote, is used by its name only.
        acts_for: The member it acts for, whose permissions bound its own; None for the host.
        role: Its role; one that may not change roles.
        key: The key that the host opens its sessions with. Only the host chooses one; else one is made.

    Raises:
        Invalid: A scope names no permission, or one that no agent holds; there is no such role, or not for agents.
        Denied: The actor may not add such an agent, or not with this role or key.
        NotFound: There is no such member inside.
        Conflict: The member has as many agents as they may have, or one that is silenced, suspended or banned; or the
            key is a person's, in use, or was that of another member's agent.
    """

    permission = "members.manage_agents"
    creates = True
    shown = ("name",)
    personal = ("name", "key")

    name: _Name
    scopes: tuple[Scope, ...]
    acts_for: MemberId | None = None
    role: RoleName = "member"
    key: _Key | None = None


@frozen
class ChangeAgentScopes(Command[Agent]):
    """Give an agent other scopes; by those who manage agents, and by whom it acts for.

    Attributes:
        agent: Its id.
        scopes: All scopes that it has from now on.

    Raises:
        NotFound: There is no such agent.
        Invalid: A scope names no permission, or one that no agent holds.
    """

    permission = "members.manage_agents"
    personal = ()

    agent: AgentId
    scopes: tuple[Scope, ...]


@frozen
class RemoveAgent(Command[None]):
    """Remove an agent; by those who manage agents, and by whom it acts for. What it wrote stays, and stays marked.

    Where whom it acts for removes it, a silence, a suspension or a ban of it stays until its end.

    Attributes:
        agent: Its id.

    Raises:
        NotFound: There is no such agent.
    """

    permission = "members.manage_agents"
    withdraws = True

    agent: AgentId


@frozen(kw_only=True)
class ListAgents(Query[Page[Agent]]):
    """List the agents of the community, with whom they act for.

    Attributes:
        limit: Agents on a page, 1 to 100.
        after: The `next` of the page before.
    """

    permission = "members.read"
    personal = ()

    limit: int = 50
    after: str | None = None
