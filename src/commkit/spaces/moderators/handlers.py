"""How moderators of spaces come and go."""

from commkit.members import Membership, check_not_blocked_by, end_rights, lock_member
from commkit.runtime.model.errors import Conflict, NotFound
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context
from commkit.spaces.feature import spaces
from commkit.spaces.moderators import statements as sql
from commkit.spaces.moderators.facts import SpaceModeratorAssigned, SpaceModeratorDismissed
from commkit.spaces.moderators.messages import AssignSpaceModerator, DismissSpaceModerator
from commkit.spaces.queries import check_may_change, is_inside
from commkit.spaces.records import Space

MAX_MODERATORS = 50
"""Moderators of a space, at most; several assigned at the same time may exceed it a little."""


@spaces.handles(AssignSpaceModerator)
def assign_space_moderator(context: Context, command: AssignSpaceModerator) -> None:
    """Lock the membership, so that who leaves the audience now is no moderator afterwards; then add the role."""
    found = context.get(Space, command.space, need="spaces.assign_moderator")
    check_may_change(context, found)
    member = context.get(Membership, command.member).id
    if add_moderator(context, found, member):
        check_not_blocked_by(context, member)


def add_moderator(context: Context, found: Space, member: MemberId) -> bool:
    """Make a member a moderator of a space, whoever asks; gives whether they were none.

    Raises:
        NotFound: The member is outside the community.
        Conflict: They are not in its audience, or it has 50 moderators.
    """
    if not lock_member(context, member):
        raise NotFound("runtime.not_found", "there is no such membership here, or it is not for you to see")
    if not is_inside(context, found.audience, member):
        raise Conflict("spaces.not_inside", "only who is in its audience moderates a space; add them first")
    if context.rows(sql.COUNT, space=found.id)[0][0] >= MAX_MODERATORS:
        raise Conflict("spaces.too_many_moderators", f"a space has at most {MAX_MODERATORS} moderators")
    if not context.run(sql.ADD, space=found.id, member=member, since=context.now):
        return False
    context.emit(SpaceModeratorAssigned(space=found.id, member=member))
    return True


@spaces.handles(DismissSpaceModerator)
def dismiss_space_moderator(context: Context, command: DismissSpaceModerator) -> None:
    """Take the role away, and refuse what the member still does by it."""
    found = context.get(Space, command.space, need="spaces.assign_moderator")
    check_may_change(context, found)
    if context.run(sql.DELETE, space=found.id, member=command.member):
        end_rights(context, command.member)
        context.emit(SpaceModeratorDismissed(space=found.id, member=command.member))
