"""How agents are added, bounded and removed."""

from attrs import evolve

from commkit.members import statements as members_sql
from commkit.members.accounts.handlers import get_or_create_account
from commkit.members.agents import statements as sql
from commkit.members.agents.facts import AgentAdded, AgentRemoved, AgentScopesChanged
from commkit.members.agents.messages import AddAgent, ChangeAgentScopes, RemoveAgent
from commkit.members.agents.policy import check_scopes
from commkit.members.agents.queries import key_reader_parameters
from commkit.members.agents.records import Agent, AgentId
from commkit.members.enrolling.handlers import add_or_rejoin
from commkit.members.facts import MemberJoined, MemberLeft
from commkit.members.feature import MemberSettings, members
from commkit.members.groups.handlers import end_rights, lock_member
from commkit.members.handlers import change_status
from commkit.members.records import (
    RESTRICTED_STATUSES,
    Membership,
    MembershipKind,
    MembershipStatus,
    new_membership,
)
from commkit.members.roles.policy import check_agent_role, check_may_give_role, check_role, is_staff
from commkit.runtime.model.errors import Conflict, Denied
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.types import SYSTEM_ROLE
from commkit.runtime.sessions.context import Context
from commkit.runtime.sessions.errors import not_there


@members.loads(Agent, owner=lambda agent: agent.acts_for)
def fetch_agent(context: Context, id: AgentId) -> Agent | None:
    """Load an agent that was not removed, for those who may see the members."""
    return (
        context.one(sql.ONE, id=id, **key_reader_parameters(context)) if context.can("members.read") else None
    )


@members.handles(AddAgent)
def add_agent(context: Context, command: AddAgent) -> Agent:
    """Add a membership and what bounds it, under the lock of whom it acts for."""
    _check_may_add(context, command)
    scopes = check_scopes(context.dispatch, command.scopes)
    check_role(context, command.role)
    check_agent_role(context, command.role)
    check_may_give_role(context, command.role)
    staff = is_staff(context.community_type, command.role)
    if command.acts_for is not None:
        staff = _lock_principal(context, command.acts_for).staff and staff
    key = command.key or f"agent:{context.new_id()}"
    new = new_membership(
        get_or_create_account(context, key, MembershipKind.AGENT),
        key,
        command.name,
        role=command.role,
        staff=staff,
        joined_at=context.now,
        kind=MembershipKind.AGENT,
    )
    known = context.one(sql.KNOWN, id=new.id) if command.key is not None else None
    if known is not None and known != (new.id, command.acts_for):
        raise Conflict("members.key_of_another", "this key was that of another agent here; choose a new one")
    made = add_or_rejoin(context, new, rename=True)
    added = Agent(
        id=AgentId(made.id),
        key=key,
        name=command.name,
        role=command.role,
        status=MembershipStatus.ACTIVE,
        acts_for=command.acts_for,
        scopes=scopes,
        added_at=context.now,
    )
    context.run(sql.ADD, added, removed_at=None)
    context.emit(MemberJoined(member=made.id, role=made.role))
    context.emit(AgentAdded(agent=added.id, acts_for=command.acts_for))
    return added


@members.handles(ChangeAgentScopes)
def change_agent_scopes(context: Context, command: ChangeAgentScopes) -> Agent:
    """Store the scopes; the agent's open sessions, which act by the old ones, are refused from now on."""
    before = context.get(Agent, command.agent, need="members.manage_agents")
    scopes = check_scopes(context.dispatch, command.scopes)
    end_rights(context, before.id)
    if not context.run(sql.SET_SCOPES, id=before.id, new_scopes=scopes):
        raise not_there(Agent)
    context.emit(AgentScopesChanged(agent=before.id))
    return evolve(before, scopes=scopes)


@members.handles(RemoveAgent)
def remove_agent(context: Context, command: RemoveAgent) -> None:
    """Let its membership end; one that is restricted stays so, unless who removes it may lift that."""
    found = context.get(Agent, command.agent, need="members.manage_agents")
    if found.acts_for is not None:
        lock_member(context, found.acts_for)  # ahead of the agent, as everywhere
    end_agent_membership(context, found.id, acts_for=found.acts_for)


def end_agent_membership(context: Context, agent: AgentId, *, acts_for: MemberId | None) -> None:
    """Make an agent leave; what follows a member's leaving follows, too.

    A silence or a suspension stays, as a ban does: else its person would end it by a new agent.
    """
    before = context.one(members_sql.LOCK, id=agent)
    if before is not None and before.is_current and _keeps_restriction(context, before):
        end_rights(context, agent)
        context.emit(MemberLeft(member=agent))
    elif before is not None and before.is_current:
        left = evolve(before, status=MembershipStatus.LEFT, restricted_until=None, restriction_reason="")
        change_status(context, before, left)
        context.emit(MemberLeft(member=agent))
    else:
        mark_removed(context, agent, acts_for=acts_for)


def _keeps_restriction(context: Context, agent: Membership) -> bool:
    has_run_out = agent.restricted_until is not None and agent.restricted_until <= context.now
    return agent.status in RESTRICTED_STATUSES and not has_run_out and not context.can("members.restrict")


def mark_removed(context: Context, agent: AgentId, *, acts_for: MemberId | None) -> None:
    """Take an agent's scopes away, whose membership has ended."""
    if context.run(sql.SET_REMOVED, id=agent, now=context.now):
        context.emit(AgentRemoved(agent=agent, acts_for=acts_for))


def _check_may_add(context: Context, command: AddAgent) -> None:
    """Nobody but the host adds an agent in somebody else's name, or says by which key its sessions are opened."""
    if context.role == SYSTEM_ROLE:
        return
    if command.key is not None:
        raise Denied("members.key_by_host", "leave out the key: the host alone chooses one, else it is made")
    if command.acts_for is None:
        if not context.can("members.manage_agents"):
            raise Denied(
                "members.agents_by_steward", "only stewards add agents for the host; say `acts_for` yourself"
            )
    elif command.acts_for != context.member_or_none:
        raise Denied("members.acts_for_another", "an agent that you add acts for you or for the host")


def _lock_principal(context: Context, member: MemberId) -> Membership:
    """Keep whom an agent is to act for inside until the commit, and check that they may have one more."""
    if not lock_member(context, member):
        raise not_there(Membership)
    found = context.get(Membership, member)
    if found.kind is MembershipKind.AGENT:
        raise Denied("members.agent_of_agent", "an agent acts for a person or for the host")
    if context.role == SYSTEM_ROLE:
        return found
    if context.rows(sql.RESTRICTED_OF_MEMBER, member=member, now=context.now):
        raise Conflict(
            "members.agent_restricted",
            "an agent of yours is restricted; wait for the end, or ask a steward to lift it",
        )
    most = context.settings(MemberSettings).agents_per_member
    if context.rows(sql.COUNT_OF_MEMBER, member=member)[0][0] >= most:
        raise Conflict(
            "members.too_many_agents",
            f"a member may have {most} agents here; remove one first"
            if most
            else "members have no agents here",
        )
    return found
