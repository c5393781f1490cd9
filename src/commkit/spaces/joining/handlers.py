"""How members join and leave spaces: always by the group that is the audience, so that all rules of groups hold."""

from commkit.members import (
    Group,
    GroupId,
    Membership,
    add_to_group,
    add_to_kept_group,
    check_not_blocked_by,
    lock_member,
    remove_from_group,
    remove_from_kept_group,
)
from commkit.runtime.model.errors import Conflict, Denied, NotFound
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context
from commkit.spaces.feature import spaces
from commkit.spaces.handlers import has_own_audience
from commkit.spaces.joining import statements as sql
from commkit.spaces.joining.facts import SpaceJoinRequested, SpaceRequestRejected
from commkit.spaces.joining.messages import (
    AddSpaceMember,
    ApproveSpaceRequest,
    JoinSpace,
    LeaveSpace,
    RejectSpaceRequest,
    RemoveSpaceMember,
    RequestToJoinSpace,
)
from commkit.spaces.joining.queries import check_may_manage_audience, is_kept_by_spaces
from commkit.spaces.joining.records import SpaceRequest
from commkit.spaces.policy import archived, check_kept_by_people
from commkit.spaces.queries import check_may_change, is_inside
from commkit.spaces.records import Space, SpaceId, SpaceJoinPolicy


@spaces.handles(JoinSpace)
def join_space(context: Context, command: JoinSpace) -> Space:
    """Add the actor to the audience of an open space."""
    found, audience = _joinable(context, command.space)
    if not is_inside(context, audience):
        if found.join_policy is not SpaceJoinPolicy.OPEN:
            raise Denied(
                "spaces.not_open", "nobody joins this space by themselves; ask to join, or to be added"
            )
        _let_in(context, audience, context.member)
    return found


@spaces.handles(RequestToJoinSpace)
def request_to_join_space(context: Context, command: RequestToJoinSpace) -> SpaceRequest:
    """Add the request; the membership is locked, so that nobody who leaves the community is left with one."""
    found, audience = _joinable(context, command.space)
    if found.join_policy is not SpaceJoinPolicy.REQUEST:
        raise Denied("spaces.takes_no_requests", "this space takes no requests; join it, or ask to be added")
    if is_inside(context, audience):
        raise Conflict("spaces.inside_already", "you are in this space already")
    mine = context.member
    lock_member(context, mine)
    if context.run(sql.ADD_REQUEST, space=found.id, member=mine, at=context.now):
        context.emit(SpaceJoinRequested(space=found.id, member=mine))
    return context.one(sql.REQUEST, space=found.id, member=mine) or SpaceRequest(found.id, mine, context.now)


@spaces.handles(LeaveSpace)
def leave_space(context: Context, command: LeaveSpace) -> None:
    """Remove the actor from the audience, and their request."""
    found = context.get(Space, command.space)
    check_kept_by_people(found)
    context.run(sql.DELETE_REQUEST, space=found.id, member=context.member)
    audience = _own_audience(context, found)
    if is_inside(context, audience):
        take_out(context, audience, context.member)


@spaces.handles(ApproveSpaceRequest)
def approve_space_request(context: Context, command: ApproveSpaceRequest) -> None:
    """Delete the request, and add the member."""
    found = _managed(context, command.space)
    check_may_manage_audience(context, found)
    _take_request(context, found, command.member)
    _let_in(context, _own_audience(context, found), command.member)


@spaces.handles(RejectSpaceRequest)
def reject_space_request(context: Context, command: RejectSpaceRequest) -> None:
    """Delete the request."""
    found = _managed(context, command.space)
    _take_request(context, found, command.member)
    context.emit(SpaceRequestRejected(space=found.id, member=command.member))


@spaces.handles(AddSpaceMember)
def add_space_member(context: Context, command: AddSpaceMember) -> None:
    """Add the member, and delete their request."""
    found = _managed(context, command.space)
    check_may_manage_audience(context, found)
    member = context.get(Membership, command.member).id
    has_asked = context.run(sql.DELETE_REQUEST, space=found.id, member=member) > 0
    if _let_in(context, _own_audience(context, found), member) and not has_asked:
        check_not_blocked_by(context, member)


@spaces.handles(RemoveSpaceMember)
def remove_space_member(context: Context, command: RemoveSpaceMember) -> None:
    """Remove the member; what they wrote stays."""
    found = _managed(context, command.space)
    check_may_manage_audience(context, found)
    take_out(context, _own_audience(context, found), command.member)


def _joinable(context: Context, id: SpaceId) -> tuple[Space, GroupId]:
    found = context.get(Space, id)
    check_kept_by_people(found)
    audience = _own_audience(context, found)
    if found.archived_at is not None:
        raise archived()
    return found, audience


def _managed(context: Context, id: SpaceId) -> Space:
    found = context.get(Space, id, need="spaces.manage_members")
    check_may_change(context, found)
    return found


def _own_audience(context: Context, found: Space) -> GroupId:
    if found.audience is None or not has_own_audience(context, found):
        raise Conflict(
            "spaces.no_audience", "this space has no audience of its own; see the one that it is a part of"
        )
    return found.audience


def _take_request(context: Context, found: Space, member: MemberId) -> None:
    if not context.run(sql.DELETE_REQUEST, space=found.id, member=member):
        raise NotFound("spaces.no_request", "this member does not ask to join this space")


def _let_in(context: Context, audience: GroupId, member: MemberId) -> bool:
    """Add a member to an audience; gives whether they were not in it."""
    if is_kept_by_spaces(context, audience):
        return add_to_kept_group(context, audience, member, kept_by=spaces.name)
    return add_to_group(context, context.get(Group, audience), member)


def take_out(context: Context, audience: GroupId, member: MemberId) -> None:
    """Remove a member from the audience of a space, whoever asks.

    Raises:
        Denied: A feature keeps the audience.
    """
    if is_kept_by_spaces(context, audience):
        remove_from_kept_group(context, audience, member, kept_by=spaces.name)
    else:
        remove_from_group(context, context.get(Group, audience), member)
