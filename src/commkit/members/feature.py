"""The feature that every community has: its members."""

from commkit.members.messages import (
    InvitationMade,
    MemberJoined,
    MemberLeft,
    MembershipRefused,
    MembershipRequested,
    RoleChanged,
    StandingChanged,
    TrustChanged,
)
from commkit.members.records import Invitation, TrustTrace
from commkit.members.tables import metadata
from commkit.runtime.features import Feature
from commkit.runtime.types import MEMBER, OUTSIDER, OWNER, SILENCED, STEWARD, SUSPENDED, SYSTEM_ROLE, VISITOR

_OWN = {"members.refresh", "members.explain_trust:own"}

members = Feature(
    "members",
    tables=metadata,
    migrations="commkit.runtime.versions",
    grants={
        OUTSIDER: {"members.join", "members.leave", "members.accept_invitation", "members.my_communities"},
        VISITOR: {"members.read"},
        MEMBER: _OWN,
        SILENCED: _OWN,
        SUSPENDED: _OWN,
        STEWARD: {
            "members.admit",
            "members.add",
            "members.invite",
            "members.restrict",
            "members.review_trust",
            "members.explain_trust",
        },
        OWNER: {"members.change_role"},
        SYSTEM_ROLE: {"members.end_restrictions"},
    },
    facts=(
        MemberJoined,
        MembershipRequested,
        MembershipRefused,
        MemberLeft,
        RoleChanged,
        StandingChanged,
        TrustChanged,
        InvitationMade,
    ),
    records=(Invitation, TrustTrace),
)
"""The feature that every community has: its members."""
