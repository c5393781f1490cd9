"""What can be asked of members, and what is told of them."""

from datetime import datetime, timedelta
from typing import Annotated, ClassVar, Literal

from attrs import field, frozen

from commkit.communities.records import Community
from commkit.members.records import (
    Invitation,
    InvitationId,
    InvitationNode,
    Membership,
    MembershipStatus,
    TrustTrace,
)
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command, Fact, Query
from commkit.runtime.storage.pages import Page
from commkit.runtime.values.validation import Text

Key = Annotated[str, Text(max=255, lines=False)]
RoleName = Annotated[str, Text(max=64, lines=False)]
Reason = Annotated[str, Text(max=2_000)]


@frozen
class JoinCommunity(Command[Membership]):
    """Become a member; where the community wants to be asked, this asks.

    Raises:
        Denied: The community takes members by invitation or from the host only.
        Conflict: The actor is a member, or has asked already.
    """

    permission = "members.join"


@frozen
class LeaveCommunity(Command[Membership]):
    """Go, or take back one's wish to join. Posts stay; one may come back.

    Raises:
        Conflict: The last owner cannot leave; make somebody else owner first.
    """

    permission = "members.leave"
    when_archived: ClassVar[bool] = True


@frozen
class AddMember(Command[Membership]):
    """Make a user of the host a member, with a role.

    Attributes:
        key: The host's key of the user.
        role: A role of the community's type.

    Raises:
        Conflict: They are a member already.
    """

    permission = "members.add"
    personal = ("key",)

    key: Key
    role: RoleName = "member"


@frozen
class ApproveRequest(Command[Membership]):
    """Let somebody in who asked to join."""

    permission = "members.manage_requests"
    member: MemberId


@frozen
class RejectRequest(Command[Membership]):
    """Refuse somebody who asked to join; they may ask again."""

    permission = "members.manage_requests"
    member: MemberId


@frozen
class AssignRole(Command[Membership]):
    """Give a member another role.

    Raises:
        Invalid: The community's type has no such role.
        Conflict: The last owner must stay one.
    """

    permission = "members.assign_role"
    personal = ()
    member: MemberId
    role: RoleName


@frozen
class RestrictMember(Command[Membership]):
    """Silence, suspend or ban a member, with a reason and, if wanted, an end.

    Silence and suspension leave one inside and end by themselves; a ban takes one out, and after its end one may come
    in again as anybody may.

    Raises:
        Conflict: An owner cannot be restricted.
    """

    permission = "members.restrict"
    personal = ("reason",)
    member: MemberId
    status: Literal["silenced", "suspended", "banned"]
    reason: Reason
    until: datetime | None = field(default=None, kw_only=True)


@frozen
class LiftRestriction(Command[Membership]):
    """End a silence, a suspension or a ban before its time. Who was banned is out and may come in as anybody may."""

    permission = "members.restrict"
    member: MemberId


@frozen
class ExpireRestrictions(Command[int]):
    """Lift the restrictions of those whose silence, suspension or ban has run out; for the host's schedule, say once an hour.

    What has run out no longer restricts in any case; this brings counts and lists in line. Gives how many there were.
    """

    permission = "members.expire_restrictions"
    when_archived: ClassVar[bool] = True


@frozen
class RefreshProfile(Command[Membership]):
    """Look the actor's own profile up at the host again."""

    permission = "members.refresh_profile"


@frozen(kw_only=True)
class CreateInvitation(Command[Invitation]):
    """Make an invitation; its token is told once.

    Attributes:
        role: The role it gives; only who may change roles can give more than `member`.
        max_uses: How many people may use it, 1 to 1,000.
        duration: How long it holds, at most 90 days.
    """

    permission = "members.manage_invitations"
    personal = ()
    role: RoleName = "member"
    max_uses: int = 1
    duration: timedelta = timedelta(days=7)


@frozen
class InviteFriend(Command[Invitation]):
    """Make an invitation for one person out of the actor's own for this month; its token is told once.

    Raises:
        Conflict: None is left this month; the settings say how many there are.
    """

    permission = "members.invite_friend"


@frozen
class InviteByEmail(Command[Invitation]):
    """Invite one person by mail, which the worker sends; the address is forgotten then.

    Args:
        email: Their address.

    Raises:
        Invalid: It is no address.
        Conflict: The actor has no invitation left this month; those who may invite need none.
    """

    permission = "members.invite_friend"
    personal = ("email",)

    email: Annotated[str, Text(max=320, lines=False)]


@frozen
class IssueInvitationToken(Command[Invitation]):
    """Make the token of an invitation that is about to be mailed; for the host's worker.

    Made again, since the mail could not be sent, the one before works no more. `PurgeInvitationEmail` ends it.

    Raises:
        NotFound: It has been sent, was used, has expired or was revoked.
    """

    permission = "members.issue_invitation_token"
    invitation: InvitationId


@frozen
class PurgeInvitationEmail(Command[None]):
    """Forget where an invitation was to be sent, since it was, or never will be; again, it changes nothing.

    Args:
        invitation: Which.
        sent: Whether it was sent.
    """

    permission = "members.issue_invitation_token"
    when_archived: ClassVar[bool] = True
    invitation: InvitationId
    sent: bool = True


@frozen
class ReadInvitationTree(Query[tuple[InvitationNode, ...]]):
    """A member, those they brought, and those whom these brought: at most 1,000, 20 steps deep.

    Raises:
        NotFound: There is no such member.
    """

    permission = "members.read_invitation_tree"
    member: MemberId


@frozen
class RevokeInvitation(Command[None]):
    """Take an invitation back."""

    permission = "members.manage_invitations"
    personal = ()
    invitation: InvitationId


@frozen
class AcceptInvitation(Command[Membership]):
    """Become a member by an invitation; sent in the lobby, since the token knows the community.

    Raises:
        NotFound: The invitation does not exist, is used up, expired or revoked; these are never told apart.
        Conflict: The actor is a member already.
    """

    permission = "members.accept_invitation"
    lobby: ClassVar[bool] = True
    personal = ("token",)
    token: Annotated[str, Text(max=200, lines=False)]


@frozen
class RecalculateTrust(Command[Membership]):
    """Set a member's trust level to what their deeds earn now."""

    permission = "members.recalculate_trust"
    member: MemberId


@frozen
class ExplainTrust(Query[TrustTrace]):
    """Every rule of every trust level, and how a member stands to it; one's own, or anybody's for a steward."""

    permission = "members.explain_trust"
    member: MemberId


@frozen
class ReadMember(Query[Membership]):
    """One membership."""

    permission = "members.read"
    member: MemberId


@frozen
class ListMyCommunities(Query[tuple[Community, ...]]):
    """The communities that the actor is in, whatever their visibility, or has asked to join; asked in the lobby.

    A secret community is there for its members only.
    """

    permission = "members.list_my_communities"
    lobby: ClassVar[bool] = True


@frozen(kw_only=True)
class ListMembers(Query[Page[Membership]]):
    """Members in the order of their first joining anywhere.

    Attributes:
        status: Only those of this status, such as `requested`; who may not admit finds only themselves among
            those who are not inside. Left out: everybody inside.
        after: The `next` of the page before.
        limit: Members on a page, 1 to 100.
    """

    permission = "members.read"
    personal = ()
    status: MembershipStatus | None = None
    after: str | None = None
    limit: int = 20


@frozen
class ListInvitations(Query[tuple[Invitation, ...]]):
    """The invitations that can still be used; at most 1,000, the newest first. Their tokens are told to nobody."""

    permission = "members.manage_invitations"


@frozen
class MemberJoined(Fact):
    """Somebody became a member."""

    name = "members.joined"
    member: MemberId
    role: str


@frozen
class MembershipRequested(Fact):
    """Somebody asked to become a member."""

    name = "members.requested"
    member: MemberId


@frozen
class MembershipRejected(Fact):
    """A request to join was rejected."""

    name = "members.rejected"
    member: MemberId


@frozen
class MemberLeft(Fact):
    """A member left."""

    name = "members.left"
    member: MemberId


@frozen
class RoleAssigned(Fact):
    """A member got another role."""

    name = "members.role_assigned"
    member: MemberId
    role: str


@frozen
class MembershipStatusChanged(Fact):
    """A member was silenced, suspended or banned, or that ended."""

    name = "members.status_changed"
    personal = ("reason",)
    member: MemberId
    status: MembershipStatus
    reason: str
    until: datetime | None


@frozen
class TrustChanged(Fact):
    """A member earned or lost a trust level."""

    name = "members.trust_changed"
    member: MemberId
    before: int
    after: int


@frozen
class InvitationEmailRequested(Fact):
    """An invitation is to be sent by mail."""

    name = "members.invitation_email_requested"
    invitation: InvitationId


@frozen
class InvitationEmailPurged(Fact):
    """Where an invitation was to be sent is not known any more."""

    name = "members.invitation_email_purged"
    invitation: InvitationId
    sent: bool


@frozen
class InvitationCreated(Fact):
    """Somebody made an invitation."""

    name = "members.invitation_created"
    role: str
    max_uses: int
