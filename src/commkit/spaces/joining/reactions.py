"""What follows for the audiences of spaces when somebody comes into one or leaves it, or a group is deleted."""

from commkit.members import (
    GroupDeleted,
    GroupJoined,
    GroupLeft,
    MemberLeft,
    MembershipStatus,
    MembershipStatusChanged,
)
from commkit.runtime.model.errors import Conflict
from commkit.runtime.sessions.context import Context
from commkit.spaces import statements as spaces_sql
from commkit.spaces.feature import spaces
from commkit.spaces.joining import statements as sql
from commkit.spaces.joining.handlers import take_out
from commkit.spaces.queries import is_inside, is_many_of_no_audience


@spaces.reacts_to(GroupJoined)
def check_within_parent(context: Context, fact: GroupJoined) -> None:
    """An audience is never wider than that of the space above: who is not in that one does not come in.

    Raises:
        Conflict: The member is not in the audience of the space above.
    """
    if is_many_of_no_audience(context, fact.group):
        return
    for (audience,) in context.rows(spaces_sql.WIDER, group=fact.group):
        if not is_inside(context, audience, fact.member):
            raise Conflict(
                "spaces.not_in_parent", "first they must be in the space that this one is a part of"
            )


@spaces.reacts_to(GroupLeft)
def leave_narrower_audiences(context: Context, fact: GroupLeft) -> None:
    """Who leaves an audience leaves those of the spaces below."""
    if is_many_of_no_audience(context, fact.group):
        return
    for (audience,) in context.rows(spaces_sql.NARROWER, group=fact.group):
        take_out(context, audience, fact.member)


@spaces.reacts_to(GroupDeleted)
def check_is_no_audience(context: Context, fact: GroupDeleted) -> None:
    """A group that is the audience of a space is not deleted: what stands there would be for nobody, or for all.

    Raises:
        Conflict: It is one.
    """
    if context.rows(spaces_sql.WITH_AUDIENCE, group=fact.group):
        raise Conflict("spaces.group_is_audience", "this group is the audience of a space, and has to stay")


@spaces.reacts_to(MemberLeft, MembershipStatusChanged)
def withdraw_requests(context: Context, fact: MemberLeft | MembershipStatusChanged) -> None:
    """Whoever leaves the community or is banned asks to join nothing any more."""
    if isinstance(fact, MemberLeft) or fact.status is MembershipStatus.BANNED:
        context.run(sql.DELETE_REQUESTS_OF, member=fact.member)
