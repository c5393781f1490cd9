"""The feature that every community has: its members."""

from attrs import field, frozen
from attrs.validators import ge, le

from commkit.members.blocks import tables as _blocks
from commkit.members.blocks.records import Block
from commkit.members.groups import tables as _groups
from commkit.members.groups.messages import GroupEntered, GroupLeft, GroupMade, GroupRemoved
from commkit.members.messages import (
    AddressForgotten,
    InvitationAsked,
    InvitationMade,
    MemberJoined,
    MemberLeft,
    MembershipRefused,
    MembershipRequested,
    RoleChanged,
    StandingChanged,
    TrustChanged,
)
from commkit.members.records import Invitation, Sprig, TrustTrace
from commkit.members.tables import metadata
from commkit.runtime.composing.features import Feature
from commkit.runtime.model.types import (
    MEMBER,
    OUTSIDER,
    OWNER,
    SILENCED,
    STEWARD,
    SUSPENDED,
    SYSTEM_ROLE,
    VISITOR,
)

_OWN = {"members.refresh", "members.explain_trust:own", "members.shield"}


@frozen
class MemberSettings:
    """What members may do about members.

    Attributes:
        invitations_a_month: How many people a member may invite in a calendar month (UTC), 0 to 100; who may invite
            anyway needs none of them.
    """

    invitations_a_month: int = field(default=0, validator=[ge(0), le(100)])


members = Feature(
    "members",
    tables=metadata,
    migrations="commkit.migrations",
    settings=MemberSettings(),
    grants={
        OUTSIDER: {"members.join", "members.leave", "members.accept_invitation", "members.my_communities"},
        VISITOR: {"members.read"},
        MEMBER: _OWN | {"members.enter_group", "members.invite_friend"},
        SILENCED: _OWN,
        SUSPENDED: _OWN,
        STEWARD: {
            "members.admit",
            "members.add",
            "members.invite",
            "members.restrict",
            "members.review_trust",
            "members.explain_trust",
            "members.manage_groups",
            "members.read_tree",
        },
        OWNER: {"members.change_role"},
        SYSTEM_ROLE: {"members.end_restrictions", "members.issue_token"},
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
        InvitationAsked,
        AddressForgotten,
        GroupMade,
        GroupRemoved,
        GroupEntered,
        GroupLeft,
    ),
    records=(Invitation, TrustTrace, Block, Sprig),
)
"""The feature that every community has: its members."""

del _blocks, _groups
