"""The gate of archived communities."""

from typing import Any

from commkit.communities.feature import communities
from commkit.runtime.model.messages import Command, Deny
from commkit.runtime.sessions.context import Context


@communities.gates(Command)
def refuse_when_archived(context: Context, command: Command[Any]) -> Deny | None:
    """An archived community is read-only until it is reopened."""
    if context.community.archived_at is None or command.when_archived:
        return None
    return Deny("communities.archived", "this community is archived and read-only; its owner may reopen it")
