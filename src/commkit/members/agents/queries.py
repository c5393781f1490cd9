"""How agents are listed."""

from typing import Any
from uuid import UUID

from commkit.members.agents import statements as sql
from commkit.members.agents.messages import ListAgents
from commkit.members.agents.records import Agent
from commkit.members.feature import members
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import FIRST_ID, Page, keyset, page_size

_BY_ID = keyset(UUID, of="members.agents")


@members.handles(ListAgents)
def list_agents(context: Context, query: ListAgents) -> Page[Agent]:
    """A page of the agents that were not removed, those first that were added first."""
    (after,) = _BY_ID.decode(query.after, default=(FIRST_ID,))
    limit = page_size(query.limit)
    rows = context.rows(sql.PAGE, after=after, size=limit + 1, **key_reader_parameters(context))
    return _BY_ID.page(rows, limit, lambda row: (row.id,))


def is_own(context: Context, owner: MemberId | None, *, by_agent: bool = True) -> bool:
    """Whether what a member has counts as the actor's own: as theirs, their agent's, their person's.

    Args:
        context: Whose actor it is about.
        owner: Whose object it is.
        by_agent: Whether the owner may be an agent; one statement less where not.
    """
    me = context.member_or_none
    if owner is None or me is None:
        return False
    principal = (context.agent.acts_for if context.agent is not None else None) or me
    if owner in (me, principal):
        return True
    return by_agent and bool(context.rows(sql.IS_OF_PRINCIPAL, id=owner, principal=principal))


def own_members(context: Context) -> frozenset[MemberId]:
    """Everybody whose things count as the actor's own, as `is_own` has it: themselves, their person, all its agents.

    Args:
        context: Whose actor it is about.
    """
    me = context.member_or_none
    if me is None:
        return frozenset()
    principal = (context.agent.acts_for if context.agent is not None else None) or me
    agents = context.rows(sql.OF_PRINCIPAL, principal=principal)
    return frozenset((me, principal, *(MemberId(id) for (id,) in agents)))


def key_reader_parameters(context: Context) -> dict[str, Any]:
    """Who looks, and whether they see the keys of all agents."""
    return {"me": context.member_or_none, "sees_all": context.can("members.manage_agents")}
