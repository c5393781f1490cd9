"""The commands and queries of moderators."""

from attrs import frozen

from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command, Query
from commkit.spaces.moderators.records import SpaceModerator
from commkit.spaces.records import SpaceId


@frozen
class AssignSpaceModerator(Command[None]):
    """Make a member a moderator of a space; repeated, it changes nothing.

    Raises:
        NotFound: There is no such space for this actor, or no such member inside.
        Denied: A feature keeps the space, it is walled and the actor stands outside, or the member blocks the actor.
        Conflict: The member is not in its audience, or it has 50 moderators.
    """

    permission = "spaces.assign_moderator"

    space: SpaceId
    member: MemberId


@frozen
class DismissSpaceModerator(Command[None]):
    """Take the role of moderator from a member; repeated, it changes nothing.

    Raises:
        NotFound: There is no such space for this actor.
        Denied: A feature keeps the space, or it is walled and the actor stands outside.
    """

    permission = "spaces.assign_moderator"

    space: SpaceId
    member: MemberId


@frozen
class ListSpaceModerators(Query[tuple[SpaceModerator, ...]]):
    """List the moderators of a space; at most 50.

    Raises:
        NotFound: There is no such space for this actor, or the actor does not see in.
    """

    permission = "spaces.read"

    space: SpaceId
