"""The query of privileges."""

from attrs import frozen

from commkit import MemberId, Query
from commkit_reputation.privileges.records import PrivilegeStatus


@frozen
class ListPrivileges(Query[tuple[PrivilegeStatus, ...]]):
    """Every privilege of this community, and how far a member meets it: themselves, or anybody for stewards.

    Raises:
        NotFound: There is no such member for this actor.
        Denied: It is somebody else, and the actor is no steward.
    """

    permission = "reputation.read_privileges"

    member: MemberId
