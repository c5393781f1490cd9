"""What follows for a directory's view when a membership ends otherwise: by leaving, a ban, an erasure."""

from commkit import Context
from commkit.members import MemberLeft, MembershipStatus, MembershipStatusChanged
from commkit_scim.feature import scim
from commkit_scim.users import statements as sql
from commkit_scim.users.facts import UserDeactivated


@scim.reacts_to(MemberLeft, MembershipStatusChanged)
def note_end_of_access(context: Context, fact: MemberLeft | MembershipStatusChanged) -> None:
    """Tell the directory, when it asks next, that this person has no access any more."""
    if isinstance(fact, MembershipStatusChanged) and fact.status is not MembershipStatus.BANNED:
        return
    if context.run(sql.SET_INACTIVE, id=fact.member, now=context.now):
        context.emit(UserDeactivated(member=fact.member))
