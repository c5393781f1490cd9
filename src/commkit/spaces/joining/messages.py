"""The commands and queries of joining."""

from attrs import field, frozen

from commkit.members import Membership
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command, Query
from commkit.runtime.storage.pages import Page
from commkit.spaces.joining.records import SpaceRequest
from commkit.spaces.records import Space, SpaceId


@frozen
class JoinSpace(Command[Space]):
    """Join a space that is open; repeated, it changes nothing.

    Raises:
        NotFound: There is no such space for this actor.
        Denied: It takes members by request or by being added, or a feature keeps it.
        Conflict: It has no audience of its own, is archived, or the actor is not in its parent's.
    """

    permission = "spaces.join"

    space: SpaceId


@frozen
class RequestToJoinSpace(Command[SpaceRequest]):
    """Ask to join a space; repeated, it changes nothing.

    Raises:
        NotFound: There is no such space for this actor.
        Denied: It takes no requests, or a feature keeps it.
        Conflict: It has no audience of its own, is archived, or the actor is in it.
    """

    permission = "spaces.join"
    creates = True

    space: SpaceId


@frozen
class LeaveSpace(Command[None]):
    """Leave the audience of a space, or take back the request to join it; repeated, it changes nothing.

    Raises:
        NotFound: There is no such space for this actor.
        Denied: A feature keeps it.
        Conflict: It has no audience of its own: leave the one that it is a part of.
    """

    permission = "spaces.join"
    withdraws = True

    space: SpaceId


@frozen
class ApproveSpaceRequest(Command[None]):
    """Let in a member who asked to join a space.

    Raises:
        NotFound: There is no such space for this actor, or no such request.
        Denied: A feature keeps it, or it is walled and the actor stands outside.
        Conflict: The member is not in its parent's audience.
    """

    permission = "spaces.manage_members"

    space: SpaceId
    member: MemberId


@frozen
class RejectSpaceRequest(Command[None]):
    """Turn down a member who asked to join a space.

    Raises:
        NotFound: There is no such space for this actor, or no such request.
        Denied: A feature keeps it, or it is walled and the actor stands outside.
    """

    permission = "spaces.manage_members"

    space: SpaceId
    member: MemberId


@frozen
class AddSpaceMember(Command[None]):
    """Add a member to the audience of a space; repeated, it changes nothing.

    Raises:
        NotFound: There is no such space for this actor, or no such member inside the community.
        Denied: A feature keeps it, it is walled and the actor stands outside, or the member blocks the actor and has
            not asked to be let in.
        Conflict: It has no audience of its own, or the member is not in its parent's.
    """

    permission = "spaces.manage_members"

    space: SpaceId
    member: MemberId


@frozen
class RemoveSpaceMember(Command[None]):
    """Remove a member from the audience of a space; repeated, it changes nothing.

    Raises:
        NotFound: There is no such space for this actor.
        Denied: A feature keeps it, or it is walled and the actor stands outside.
        Conflict: It has no audience of its own.
    """

    permission = "spaces.manage_members"

    space: SpaceId
    member: MemberId


@frozen
class ListSpaceRequests(Query[Page[SpaceRequest]]):
    """List who asks to join a space, those first who joined the community first.

    Attributes:
        space: The space.
        after: The `next` of the page before.
        limit: Requests on a page, 1 to 100.

    Raises:
        NotFound: There is no such space for this actor.
        Denied: It is walled and the actor stands outside.
    """

    permission = "spaces.manage_members"
    personal = ()

    space: SpaceId
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen
class ListSpaceMembers(Query[Page[Membership]]):
    """List who is in the audience of a space, for those who see in; those first who joined the community first.

    Attributes:
        space: The space.
        after: The `next` of the page before.
        limit: Members on a page, 1 to 100.

    Raises:
        NotFound: There is no such space for this actor, or the actor does not see in.
        Conflict: Its audience is the whole community: list the members of that.
    """

    permission = "spaces.read"
    personal = ()

    space: SpaceId
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)
