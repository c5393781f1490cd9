"""Notices about privileges."""

from commkit import Delivery
from commkit.members import Membership
from commkit.notifications import NotifyMembers
from commkit_reputation.privileges.facts import PrivilegeEarned, PrivilegeLost
from commkit_reputation.privileges.feature import privilege_feature


@privilege_feature.subscribes_to(PrivilegeEarned, PrivilegeLost)
def notify_of_privilege(delivery: Delivery, fact: PrivilegeEarned | PrivilegeLost) -> None:
    """Notify the member; which privilege it is, `ListPrivileges` tells."""
    with delivery.context(once=True) as context:
        context.do(
            NotifyMembers(kind=fact.name, to=(fact.member,), record=Membership.__name__, object=fact.member)
        )
