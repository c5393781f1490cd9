"""What a directory says and asks of its people."""

from typing import Annotated

from attrs import frozen

from commkit import Command, MemberId, Query, Text
from commkit_scim.policy import PROVISION
from commkit_scim.users.records import DirectoryProfile, DirectoryUser, FoundUsers

Filter = Annotated[str, Text(min=0, max=4_000)]
Sort = Annotated[str, Text(min=0, max=200, multiline=False)]


@frozen(kw_only=True)
class ProvisionUser(Command[DirectoryUser]):
    """Make a person of a directory a member, or take over somebody who is one already.

    Attributes:
        profile: What the directory says of them.
        active: Whether they have access; who has none is no member yet.

    Raises:
        NotFound: The manager is no user of the directory.
        Invalid: The directory does not give such a role, or what is the host's key is missing.
        Conflict: They were provisioned already, somebody else has this name, or they are banned here.
    """

    permission = PROVISION
    creates = True
    personal = ("profile",)

    profile: DirectoryProfile
    active: bool = True


@frozen(kw_only=True)
class ChangeUser(Command[DirectoryUser]):
    """Take over what a directory says of a person now; what it says already changes nothing.

    Who loses access is outside at once, and what they wrote stays. Who gets it again is the same member again.

    Attributes:
        user: Who.
        profile: All that the directory says of them.
        active: Whether they have access.
        version: The version that the directory knows; None for any.

    Raises:
        NotFound: There is no such user, or the manager is none.
        Invalid: The directory does not give such a role.
        Conflict: They were changed since this version, somebody else has this name, they are banned here, or are an
            owner who has to stay.
    """

    permission = PROVISION
    personal = ("profile",)

    user: MemberId
    profile: DirectoryProfile
    active: bool
    version: int | None = None


@frozen(kw_only=True)
class RemoveUser(Command[None]):
    """End a person's access, and forget what the directory said of them; what they wrote stays.

    Attributes:
        user: Who.
        version: The version that the directory knows; None for any.

    Raises:
        NotFound: There is no such user.
        Conflict: They were changed since this version, or are the last owner.
    """

    permission = PROVISION

    user: MemberId
    version: int | None = None


@frozen
class ReadUser(Query[DirectoryUser]):
    """Read what a directory says of a person.

    Raises:
        NotFound: There is no such user, or not for this actor.
    """

    permission = "scim.read_users"

    user: MemberId


@frozen(kw_only=True)
class FindUsers(Query[FoundUsers]):
    """Find people of a directory by a filter of RFC 7644.

    Attributes:
        filter: The filter; empty for everybody.
        sort_by: The attribute that says the order; the order of their ids where it is empty.
        descending: Whether the order is the other way round.
        start: The place of the first one, from 1.
        count: How many, 0 to 200.

    Raises:
        Invalid: The filter or the order cannot be read, or names what there is not.
    """

    permission = PROVISION
    personal = ("filter",)

    filter: Filter = ""
    sort_by: Sort = ""
    descending: bool = False
    start: int = 1
    count: int = 100
