"""What follows for memberships when a community is created."""

from commkit.communities import CommunityCreated
from commkit.members.enrolling.handlers import enroll_member
from commkit.members.feature import members
from commkit.runtime.model.types import OWNER
from commkit.runtime.sessions.context import Context


@members.reacts_to(CommunityCreated)
def make_creator_owner(context: Context, fact: CommunityCreated) -> None:
    """Make the creator the owner; a community that the host creates has no owner until one is added."""
    if isinstance(context.actor, str):
        enroll_member(context, context.actor, role=OWNER)
