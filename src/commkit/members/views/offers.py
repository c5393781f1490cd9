"""What a membership must be like for a command about it to be offered, besides the permission."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from commkit.members.blocks.messages import BlockMember, UnblockMember
from commkit.members.feature import members
from commkit.members.messages import ApproveRequest, RejectRequest
from commkit.members.records import RESTRICTED_STATUSES, Membership, MembershipStatus
from commkit.members.restrictions.handlers import may_restrict
from commkit.members.restrictions.messages import LiftRestriction, RestrictMember
from commkit.members.roles.messages import AssignRole
from commkit.members.trust.messages import RecalculateTrust
from commkit.members.trust.policy import earned_level
from commkit.members.views import statements as sql
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command
from commkit.runtime.model.types import OWNER, SYSTEM_ROLE
from commkit.runtime.sessions.context import Context


@members.offers(ApproveRequest, RejectRequest, about=Membership)
def has_asked(context: Context, membership: Membership) -> bool:
    """Requests are decided about while they are open."""
    return membership.status is MembershipStatus.REQUESTED


@members.offers(RestrictMember, about=Membership)
def can_be_restricted(context: Context, membership: Membership) -> bool:
    """Owners are not restricted, and who restricts others is by those who assign roles."""
    return membership.role != OWNER and may_restrict(context, membership)


@members.offers(LiftRestriction, about=Membership)
def is_restricted(context: Context, membership: Membership) -> bool:
    """Only a restriction can be lifted."""
    return membership.status in RESTRICTED_STATUSES and may_restrict(context, membership)


@members.offers(AssignRole, about=Membership)
def can_be_given_a_role(context: Context, membership: Membership) -> bool:
    """Who is inside has a role; owners are unmade by owners."""
    return membership.is_current and (membership.role != OWNER or context.role in (OWNER, SYSTEM_ROLE))


@members.offers(RecalculateTrust, about=Membership)
def has_earned_another_level(context: Context, membership: Membership) -> bool:
    """Only who has another level than they have earned gets another one."""
    return earned_level(context.community_type.trust, membership, context.now) != membership.trust_level


@members.withholds(UnblockMember, about=Membership)
def withhold_unblocking(
    context: Context, shown: Sequence[Membership]
) -> Mapping[MemberId, Iterable[type[Command[Any]]]]:
    """Only whom the reader shuts out can be let in again."""
    me, ids = context.member_or_none, [each.id for each in shown]
    blocked = {block.blocked for block in context.rows(sql.BLOCKS, me=me, ids=ids)} if me is not None else ()
    return {id: (UnblockMember,) for id in ids if id not in blocked}


@members.offers(BlockMember, about=Membership)
def is_somebody_else(context: Context, membership: Membership) -> bool:
    """Nobody blocks themselves."""
    return membership.id != context.member_or_none
