"""How agents are listed."""

from typing import Any
from uuid import UUID

from commkit.members.agents import statements as sql
from commkit.members.agents.messages import ListAgents
from commkit.members.agents.records import Agent
from commkit.members.feature import members
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import FIRST_ID, Page, keyset, page_size

_BY_ID = keyset(UUID, of="members.agents")


@members.handles(ListAgents)
def list_agents(context: Context, query: ListAgents) -> Page[Agent]:
    """A page of the agents that were not removed, those first that were added first."""
    (after,) = _BY_ID.decode(query.after, default=(FIRST_ID,))
    limit = page_size(query.limit)
    rows = context.rows(sql.PAGE, after=after, size=limit + 1, **key_viewer(context))
    return _BY_ID.page(rows, limit, lambda row: (row.id,))


def key_viewer(context: Context) -> dict[str, Any]:
    """Who looks, and whether they see the keys of all agents."""
    return {"me": context.member_or_none, "sees_all": context.can("members.manage_agents")}
