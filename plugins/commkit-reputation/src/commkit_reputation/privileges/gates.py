"""The one gate of privileges; it is asked of the commands that privileges name, and of no other."""

from typing import Any

from commkit import Command, Context, Deny
from commkit_reputation.privileges.feature import privilege_feature
from commkit_reputation.privileges.policy import missing
from commkit_reputation.privileges.queries import passes_all, standing_of
from commkit_reputation.privileges.records import Privilege


@privilege_feature.gates_declared(Privilege)
def check_privilege(context: Context, command: Command[Any]) -> Deny | None:
    """Whether the actor has earned what the command takes."""
    if passes_all(context):
        return None
    standing, had = standing_of(context, context.member_or_none)
    for privilege in context.declared(Privilege):
        if isinstance(command, privilege.messages) and (
            lacks := missing(privilege, standing, had=privilege.name in had)
        ):
            return Deny(
                "reputation.privilege_needed", f"this takes the privilege {privilege.name!r} ({lacks})"
            )
    return None
