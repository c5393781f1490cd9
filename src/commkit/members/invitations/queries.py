"""How invitations are read, and whether their makers may still invite."""

from typing import Any

from commkit.members.access import role_of, trust_of
from commkit.members.feature import members
from commkit.members.invitations import statements as sql
from commkit.members.invitations.messages import ListInvitations, ReadInvitationTree
from commkit.members.invitations.policy import may_invite
from commkit.members.invitations.records import Invitation, InvitationAuthority, InvitationId, InvitationNode
from commkit.members.records import Membership
from commkit.members.statements import SHARE
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context


@members.handles(ListInvitations)
def list_invitations(context: Context, query: ListInvitations) -> tuple[Invitation, ...]:
    """List the invitations that can still be used."""
    return tuple(context.rows(sql.OPEN, now=context.now))


@members.handles(ReadInvitationTree)
def read_invitation_tree(context: Context, query: ReadInvitationTree) -> tuple[InvitationNode, ...]:
    """Read who invited whom, breadth first."""
    root = context.get(Membership, query.member)
    return tuple(context.rows(sql.TREE, root=root.id))


def invitation_email(context: Context, id: InvitationId) -> tuple[str, MemberId | None] | None:
    """Where an invitation is to be sent, and who invites (None for the host); None once it was sent."""
    found: Any = context.one(sql.EMAIL_AND_CREATOR, id=id)
    return found if found is not None and found[0] is not None else None


def is_still_backed(context: Context, authority: InvitationAuthority) -> bool:
    """Whether the maker of an invitation may still make it; what the host made always is.

    The maker's membership is locked until the commit: a demotion, restriction, departure or erasure that commits
    first counts, and a later one waits.

    Args:
        context: The context of the invitation's community.
        authority: What the invitation gives, and on whose authority.
    """
    if authority.created_by is None:
        return True
    maker = context.one(SHARE, id=authority.created_by)
    if maker is None:
        return False
    role = role_of(context.community, maker, context.now)
    grants = context.dispatch.granted(role, trust_of(maker, role))
    return may_invite(authority.permission, authority.role, maker=role, grants=grants)
