"""What can be asked of members, and what is told of them."""

from datetime import datetime, timedelta
from typing import Annotated, ClassVar, Literal

from attrs import field, frozen

from commkit.communities.records import Community
from commkit.members.records import Invitation, InvitationId, Membership, Sprig, Standing, TrustTrace
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command, Fact, Query
from commkit.runtime.storage.pages import Page
from commkit.runtime.values.validation import Text

Key = Annotated[str, Text(max=255, lines=False)]
RoleName = Annotated[str, Text(max=64, lines=False)]
Reason = Annotated[str, Text(max=2_000)]


@frozen
class Join(Command[Membership]):
    """Become a member; where the community wants to be asked, this asks.

    Raises:
        Denied: The community takes members by invitation or from the host only.
        Conflict: The actor is a member, or has asked already.
    """

    permission = "members.join"


@frozen
class Leave(Command[Membership]):
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
class Admit(Command[Membership]):
    """Let somebody in who asked to join."""

    permission = "members.admit"
    member: MemberId


@frozen
class TurnAway(Command[Membership]):
    """Refuse somebody who asked to join; they may ask again."""

    permission = "members.admit"
    member: MemberId


@frozen
class ChangeRole(Command[Membership]):
    """Give a member another role.

    Raises:
        Invalid: The community's type has no such role.
        Conflict: The last owner must stay one.
    """

    permission = "members.change_role"
    personal = ()
    member: MemberId
    role: RoleName


@frozen
class Restrict(Command[Membership]):
    """Silence, suspend or ban a member, with a reason and, if wanted, an end.

    Silence and suspension leave one inside and end by themselves; a ban takes one out, and after its end one may come
    in again as anybody may.

    Raises:
        Conflict: An owner cannot be restricted.
    """

    permission = "members.restrict"
    personal = ("reason",)
    member: MemberId
    standing: Literal["silenced", "suspended", "banned"]
    reason: Reason
    until: datetime | None = field(default=None, kw_only=True)


@frozen
class Reinstate(Command[Membership]):
    """End a silence, a suspension or a ban before its time. Who was banned is out and may come in as anybody may."""

    permission = "members.restrict"
    member: MemberId


@frozen
class EndRestrictions(Command[int]):
    """Reinstate those whose silence, suspension or ban has run out; for the host's schedule, say once an hour.

    What has run out no longer restricts in any case; this brings counts and lists in line. Gives how many there were.
    """

    permission = "members.end_restrictions"
    when_archived: ClassVar[bool] = True


@frozen
class RefreshProfile(Command[Membership]):
    """Look the actor's own profile up at the host again."""

    permission = "members.refresh"


@frozen(kw_only=True)
class Invite(Command[Invitation]):
    """Make an invitation; its token is told once.

    Attributes:
        role: The role it gives; only who may change roles can give more than `member`.
        uses: How many people may use it, 1 to 1,000.
        lasts: How long it holds, at most 90 days.
    """

    permission = "members.invite"
    personal = ()
    role: RoleName = "member"
    uses: int = 1
    lasts: timedelta = timedelta(days=7)


@frozen
class InviteFriend(Command[Invitation]):
    """Make an invitation for one person out of the actor's own for this month; its token is told once.

    Raises:
        Conflict: None is left this month; the settings say how many there are.
    """

    permission = "members.invite_friend"


@frozen
class InviteByMail(Command[Invitation]):
    """Invite one person by mail, which the worker sends; the address is forgotten then.

    Args:
        mail: Their address.

    Raises:
        Invalid: It is no address.
        Conflict: The actor has no invitation left this month; those who may invite need none.
    """

    permission = "members.invite_friend"
    personal = ("mail",)

    mail: Annotated[str, Text(max=320, lines=False)]


@frozen
class IssueToken(Command[Invitation]):
    """Make the token of an invitation that is about to be mailed; for the host's worker.

    Made again, since the mail could not be sent, the one before works no more. `ForgetAddress` ends it.

    Raises:
        NotFound: It has been sent, was used, has expired or was revoked.
    """

    permission = "members.issue_token"
    invitation: InvitationId


@frozen
class ForgetAddress(Command[None]):
    """Forget where an invitation was to be sent, since it was, or never will be; again, it changes nothing.

    Args:
        invitation: Which.
        sent: Whether it was sent.
    """

    permission = "members.issue_token"
    when_archived: ClassVar[bool] = True
    invitation: InvitationId
    sent: bool = True


@frozen
class InvitationTree(Query[tuple[Sprig, ...]]):
    """A member, those they brought, and those whom these brought: at most 1,000, 20 steps deep.

    Raises:
        NotFound: There is no such member.
    """

    permission = "members.read_tree"
    member: MemberId


@frozen
class RevokeInvitation(Command[None]):
    """Take an invitation back."""

    permission = "members.invite"
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
class ReviewTrust(Command[Membership]):
    """Set a member's trust level to what their deeds earn now."""

    permission = "members.review_trust"
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
class MyCommunities(Query[tuple[Community, ...]]):
    """The communities that the actor is in, whatever their visibility, or has asked to join; asked in the lobby.

    A secret community is there for its members only.
    """

    permission = "members.my_communities"
    lobby: ClassVar[bool] = True


@frozen(kw_only=True)
class ListMembers(Query[Page[Membership]]):
    """Members in the order of their first joining anywhere.

    Attributes:
        standing: Only those of this standing, such as `requested`; who may not admit finds only themselves among
            those who are not inside. Left out: everybody inside.
        after: The `next` of the page before.
        limit: Members on a page, 1 to 100.
    """

    permission = "members.read"
    personal = ()
    standing: Standing | None = None
    after: str | None = None
    limit: int = 20


@frozen
class ListInvitations(Query[tuple[Invitation, ...]]):
    """The invitations that can still be used; at most 1,000, the newest first. Their tokens are told to nobody."""

    permission = "members.invite"


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
class MembershipRefused(Fact):
    """Somebody who asked was turned away."""

    name = "members.refused"
    member: MemberId


@frozen
class MemberLeft(Fact):
    """A member left."""

    name = "members.left"
    member: MemberId


@frozen
class RoleChanged(Fact):
    """A member got another role."""

    name = "members.role_changed"
    member: MemberId
    role: str


@frozen
class StandingChanged(Fact):
    """A member was silenced, suspended, banned or reinstated."""

    name = "members.standing_changed"
    personal = ("reason",)
    member: MemberId
    standing: Standing
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
class InvitationAsked(Fact):
    """An invitation is to be sent by mail."""

    name = "members.invitation_asked"
    invitation: InvitationId


@frozen
class AddressForgotten(Fact):
    """Where an invitation was to be sent is not known any more."""

    name = "members.address_forgotten"
    invitation: InvitationId
    sent: bool


@frozen
class InvitationMade(Fact):
    """Somebody made an invitation."""

    name = "members.invitation_made"
    role: str
    uses: int
