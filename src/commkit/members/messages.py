"""The commands and queries of memberships."""

from typing import Annotated, ClassVar

from attrs import frozen

from commkit.communities import Community
from commkit.members.records import Membership, MembershipStatus
from commkit.members.roles.messages import RoleName
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command, Query
from commkit.runtime.storage.pages import Page
from commkit.runtime.values.texts import Text

_Key = Annotated[str, Text(max=255, multiline=False)]


@frozen
class JoinCommunity(Command[Membership]):
    """Become a member; where the join policy is `request`, this asks for it.

    Who was erased while restricted is restricted again: the membership then is `silenced`, `suspended` or `banned`.

    Raises:
        Denied: The community takes members by invitation, or added by the host or a steward, only.
        Conflict: The actor is a member, is banned or has asked already.
    """

    permission = "members.join"


@frozen
class LeaveCommunity(Command[Membership]):
    """Leave, or take back a request to join. Posts stay; one may join again.

    Raises:
        Denied: The actor is silenced or suspended.
        Conflict: The actor is the last owner; make somebody else owner first.
    """

    permission = "members.leave"
    withdraws = True


@frozen
class AddMember(Command[Membership]):
    """Make a user of the host a member, with a role.

    Attributes:
        key: The host's key of the user.
        role: A role of the community's type.

    Raises:
        Invalid: The community's type has no such role.
        Denied: The host knows no such user, or the actor may not give this role.
        Conflict: They are a member already, are banned or have asked to join.
    """

    permission = "members.add"
    personal = ("key",)

    key: _Key
    role: RoleName = "member"


@frozen
class ApproveRequest(Command[Membership]):
    """Make somebody a member who asked to join.

    Attributes:
        member: Who.

    Raises:
        NotFound: There is no such member.
        Conflict: They do not wait for a decision any more.
    """

    permission = "members.manage_requests"
    member: MemberId


@frozen
class RejectRequest(Command[Membership]):
    """Reject somebody who asked to join; they may ask again.

    Attributes:
        member: Who.

    Raises:
        NotFound: There is no such member.
        Conflict: They do not wait for a decision any more.
    """

    permission = "members.manage_requests"
    member: MemberId


@frozen
class RefreshProfile(Command[Membership]):
    """Take over the actor's name from the host again.

    Raises:
        Denied: The host knows no such user.
    """

    permission = "members.refresh_profile"


@frozen
class ReadMember(Query[Membership]):
    """Read one membership.

    Attributes:
        member: Who.

    Raises:
        NotFound: There is no such member, or the actor may not see them.
    """

    permission = "members.read"
    member: MemberId


@frozen
class ListMyCommunities(Query[tuple[Community, ...]]):
    """List the communities that the actor is a member of, or has asked to join, by slug; asked in the lobby.

    A secret community is listed for its members only.
    """

    permission = "members.list_my_communities"
    lobby: ClassVar[bool] = True


@frozen(kw_only=True)
class ListMembers(Query[Page[Membership]]):
    """List members in the order in which they first joined any community of the database.

    Attributes:
        status: Only those of this status, such as `requested`; who may not decide about requests finds only themselves
            among those who are not inside. Left out: everybody inside.
        after: The `next` of the page before.
        limit: Members on a page, 1 to 100.
    """

    permission = "members.read"
    personal = ()
    status: MembershipStatus | None = None
    after: str | None = None
    limit: int = 20
