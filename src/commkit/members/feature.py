"""The feature of members."""

from attrs import field, frozen
from attrs.validators import ge, le

from commkit.members.agents import tables as _agents
from commkit.members.agents.facts import AgentAdded, AgentRemoved, AgentScopesChanged
from commkit.members.blocks import tables as _blocks
from commkit.members.blocks.records import Block
from commkit.members.facts import MemberJoined, MemberLeft, MembershipRejected, MembershipRequested
from commkit.members.groups import tables as _groups
from commkit.members.groups.facts import GroupCreated, GroupDeleted, GroupJoined, GroupLeft
from commkit.members.invitations import tables as _invitations
from commkit.members.invitations.facts import (
    InvitationCreated,
    InvitationEmailPurged,
    InvitationEmailRequested,
)
from commkit.members.invitations.records import Invitation, InvitationNode
from commkit.members.ports import IdentityProvider
from commkit.members.records import Membership
from commkit.members.restrictions.facts import MembershipStatusChanged
from commkit.members.retention import MEMBER_RETENTION
from commkit.members.roles.facts import RoleAssigned
from commkit.members.tables import metadata
from commkit.members.trust.facts import TrustChanged
from commkit.members.trust.records import TrustTrace
from commkit.members.views.records import Author, MemberView, ObjectView
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

_PEOPLE_ONLY = (
    "members.manage_agents",
    "members.assign_role",
    "members.add",
    "members.manage_requests",
    "members.join",
    "members.accept_invitation",
    "members.manage_invitations",
    "members.invite_friend",
    "members.refresh_profile",
)
"""Who is here, and as what, is decided by people; an agent's name is the one that it was given."""

_NAMED = ("members.restrict", "members.manage_groups")
"""What stewards do to others; a program does it only by somebody's explicit decision."""

_OWN = {"members.refresh_profile", "members.explain_trust:own", "members.block"}


@frozen
class MemberSettings:
    """How members invite others and have agents.

    Attributes:
        invitations_per_month: How many people a member may invite in a calendar month (UTC), 0 to 100; those who manage
            invitations are not limited.
        agents_per_member: How many agents a member may have that act for them, 0 to 20; 0 for none.
    """

    invitations_per_month: int = field(default=0, validator=[ge(0), le(100)])
    agents_per_member: int = field(default=0, validator=[ge(0), le(20)])


members = Feature(
    "members",
    tables=metadata,
    retention=MEMBER_RETENTION,
    migrations="commkit.migrations",
    settings=MemberSettings(),
    port_types=(IdentityProvider,),
    grants={
        OUTSIDER: {
            "members.join",
            "members.leave",
            "members.accept_invitation",
            "members.list_my_communities",
        },
        VISITOR: {"members.read"},
        MEMBER: _OWN | {"members.join_group", "members.invite_friend", "members.manage_agents:own"},
        SILENCED: _OWN,
        SUSPENDED: _OWN,
        STEWARD: {
            "members.manage_requests",
            "members.add",
            "members.manage_invitations",
            "members.restrict",
            "members.recalculate_trust",
            "members.explain_trust",
            "members.manage_groups",
            "members.manage_agents",
            "members.read_invitation_tree",
        },
        OWNER: {"members.assign_role"},
        SYSTEM_ROLE: {
            "members.expire_restrictions",
            "members.issue_invitation_token",
            "members.read_kept_groups",
        },
    },
    system_only=("members.read_kept_groups",),
    persons_only=_PEOPLE_ONLY,
    explicit_permissions=_NAMED,
    facts=(
        MemberJoined,
        MembershipRequested,
        MembershipRejected,
        MemberLeft,
        RoleAssigned,
        MembershipStatusChanged,
        TrustChanged,
        InvitationCreated,
        InvitationEmailRequested,
        InvitationEmailPurged,
        GroupCreated,
        GroupDeleted,
        GroupJoined,
        GroupLeft,
        AgentAdded,
        AgentScopesChanged,
        AgentRemoved,
    ),
    valued=(Membership,),
    records=(Invitation, TrustTrace, Block, InvitationNode, Author, MemberView, ObjectView),
)
"""The feature of members; every community has it."""

del _agents, _blocks, _groups, _invitations
