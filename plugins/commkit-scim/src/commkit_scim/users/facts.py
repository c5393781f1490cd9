"""What happens to the people of a directory. Facts hold no words of it: `read_directory_users` has these."""

from attrs import frozen

from commkit import Fact, MemberId


@frozen
class UserProvisioned(Fact):
    """Somebody was provisioned by a directory; with access, they are a member now."""

    name = "scim.user_provisioned"
    visible_to = "scim.read_users"
    member: MemberId


@frozen
class UserChanged(Fact):
    """A directory says something else of somebody.

    Attributes:
        member: Who.
        changed: The names of the fields of `DirectoryProfile` that changed, such as `department` and `manager`.
    """

    name = "scim.user_changed"
    visible_to = "scim.read_users"
    member: MemberId
    changed: tuple[str, ...]


@frozen
class UserDeactivated(Fact):
    """The access of somebody ended: the directory said so, or their membership ended otherwise."""

    name = "scim.user_deactivated"
    visible_to = "scim.read_users"
    member: MemberId


@frozen
class UserReactivated(Fact):
    """Somebody has access again."""

    name = "scim.user_reactivated"
    visible_to = "scim.read_users"
    member: MemberId


@frozen
class UserRemoved(Fact):
    """A directory removed somebody; what they wrote stays."""

    name = "scim.user_removed"
    visible_to = "scim.read_users"
    member: MemberId
