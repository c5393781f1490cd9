"""The feature of privileges."""

from commkit import Feature, NotificationKind
from commkit_reputation.policy import PRIVILEGES
from commkit_reputation.privileges.facts import FoundingEnded, PrivilegeEarned, PrivilegeLost
from commkit_reputation.privileges.records import (
    Privilege,
    PrivilegeRequirement,
    PrivilegeSettings,
    PrivilegeStatus,
)

privilege_feature = Feature(
    PRIVILEGES,
    settings=PrivilegeSettings(),
    requires=("reputation.points",),
    collects=(Privilege,),
    grants={
        "member": {"reputation.read_privileges:own"},
        "steward": {"reputation.read_privileges", "reputation.pass_privileges"},
    },
    facts=(PrivilegeEarned, PrivilegeLost, FoundingEnded),
    records=(PrivilegeStatus, PrivilegeRequirement),
    notification_kinds=(
        NotificationKind(
            name="reputation.privilege_earned", summary="You have earned a privilege: you may do more."
        ),
        NotificationKind(
            name="reputation.privilege_lost",
            summary="You do not meet the requirements of a privilege any more.",
        ),
    ),
)
"""What members may do by what they have earned."""
