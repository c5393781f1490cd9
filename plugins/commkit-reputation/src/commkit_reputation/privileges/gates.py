"""The one gate of privileges; it is asked of the commands that privileges name, and of no other."""

from typing import Any

from commkit import Command, Context, Deny, NotFound
from commkit.posts import Post
from commkit_reputation.privileges.feature import privilege_feature
from commkit_reputation.privileges.policy import missing, takes
from commkit_reputation.privileges.queries import held_by, passes_all
from commkit_reputation.privileges.records import Privilege


@privilege_feature.gates_declared(Privilege)
def check_privilege(context: Context, command: Command[Any]) -> Deny | None:
    """Whether the actor has earned what the command takes."""
    if passes_all(context) or not any(takes(each, command) for each in context.declared(Privilege)):
        return None
    held = held_by(context, context.member_or_none)
    for privilege in held.declared:
        if not takes(privilege, command) or _is_spared(context, privilege, command):
            continue
        if lacks := missing(privilege, held.standing, had=privilege.name in held.had):
            return Deny(
                "reputation.privilege_needed", f"this takes the privilege {privilege.name!r} ({lacks})"
            )
    return None


def _is_spared(context: Context, privilege: Privilege, command: Command[Any]) -> bool:
    """Whether the command is about a post of the actor's own; one that they do not see is none."""
    if not privilege.spares_author:
        return False
    try:
        author = context.get(Post, getattr(command, privilege.spares_author)).author
    except NotFound:
        return True  # the handler says that there is none
    return author is not None and author == context.member_or_none
