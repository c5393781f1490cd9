"""The commands and queries of invitations."""

from datetime import timedelta
from typing import Annotated, ClassVar

from attrs import frozen

from commkit.members.invitations.records import Invitation, InvitationId, InvitationNode
from commkit.members.records import Membership
from commkit.members.roles.messages import RoleName
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command, Query
from commkit.runtime.values.texts import Text


@frozen(kw_only=True)
class CreateInvitation(Command[Invitation]):
    """Make an invitation; its token is returned this once. It is valid while its maker may invite and give its role.

    Attributes:
        role: The role it gives; only who may change roles can give more than `member`.
        max_uses: How many people may use it, 1 to 1,000.
        duration: How long it is valid, at most 90 days.

    Raises:
        Invalid: A field is out of range, or the community's type has no such role.
        Denied: The actor may not give this role.
    """

    permission = "members.manage_invitations"
    creates = True
    personal = ()
    role: RoleName = "member"
    max_uses: int = 1
    duration: timedelta = timedelta(days=7)


@frozen
class InviteFriend(Command[Invitation]):
    """Make an invitation for one person out of the actor's own for this month; its token is returned this once.

    It is valid for 14 days, while its maker is a member who may invite.

    Raises:
        Conflict: None is left this month; `MemberSettings.invitations_per_month` says how many there are.
    """

    permission = "members.invite_friend"
    creates = True


@frozen
class InviteByEmail(Command[Invitation]):
    """Invite one person by mail, which the worker sends; the address is deleted then.

    It is valid for 14 days, while its maker may invite.

    Attributes:
        email: Their address.

    Raises:
        Invalid: It is no address.
        Conflict: The actor has no invitation left this month; those who manage invitations need none.
    """

    permission = "members.invite_friend"
    creates = True
    personal = ("email",)

    email: Annotated[str, Text(max=320, multiline=False)]


@frozen
class RevokeInvitation(Command[None]):
    """Revoke an invitation.

    Raises:
        NotFound: There is no such invitation, or it was revoked already.
    """

    permission = "members.manage_invitations"
    withdraws = True
    personal = ()
    invitation: InvitationId


@frozen
class AcceptInvitation(Command[Membership]):
    """Become a member by an invitation; sent in the lobby, since the token names the community.

    Attributes:
        token: The token of the invitation.

    Raises:
        NotFound: The invitation does not exist, is used up, expired or revoked, or its maker may not invite any more;
            these are not told apart.
        Denied: Nobody is signed in, or the community is archived.
        Conflict: The actor is a member already.
    """

    permission = "members.accept_invitation"
    lobby: ClassVar[bool] = True
    personal = ("token",)
    token: Annotated[str, Text(max=200, multiline=False)]


@frozen
class ListInvitations(Query[tuple[Invitation, ...]]):
    """List the invitations that are neither used up, expired nor revoked; at most 1,000, the newest first.

    They come without their tokens.
    """

    permission = "members.manage_invitations"


@frozen
class ReadInvitationTree(Query[tuple[InvitationNode, ...]]):
    """Read a member, those they invited, and those whom these invited: at most 1,000, 20 levels deep.

    Attributes:
        member: The root of the tree.

    Raises:
        NotFound: There is no such member.
    """

    permission = "members.read_invitation_tree"
    member: MemberId
