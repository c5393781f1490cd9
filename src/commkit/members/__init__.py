"""Members: joining, roles, restrictions, trust, invitations, groups, blocks and agents."""

from commkit.members import gates as _gates
from commkit.members import reactions as _reactions
from commkit.members.accounts.handlers import find_account, get_or_create_account, lock_account
from commkit.members.agents import handlers as _agents
from commkit.members.agents import queries as _agent_queries
from commkit.members.agents import reactions as _agent_reactions
from commkit.members.agents.facts import AgentAdded, AgentRemoved, AgentScopesChanged
from commkit.members.agents.messages import AddAgent, ChangeAgentScopes, ListAgents, RemoveAgent
from commkit.members.agents.queries import is_own, own_members
from commkit.members.agents.records import Agent, AgentId
from commkit.members.agents.statements import is_met_by_block, is_same_principal, principal_of
from commkit.members.agents.tables import agent
from commkit.members.blocks import handlers as _blocks
from commkit.members.blocks.messages import BlockMember, ListMyBlocks, UnblockMember
from commkit.members.blocks.queries import (
    blockers_among,
    blockers_of,
    check_not_blocked_by,
    is_blocked_by,
    may_message_despite_block,
)
from commkit.members.blocks.records import Block, BlockLevel
from commkit.members.blocks.tables import block
from commkit.members.enrolling.handlers import enroll_member
from commkit.members.facts import MemberJoined, MemberLeft, MembershipRejected, MembershipRequested
from commkit.members.feature import MemberSettings, members
from commkit.members.groups import handlers as _groups
from commkit.members.groups import reactions as _group_reactions
from commkit.members.groups.facts import GroupCreated, GroupDeleted, GroupJoined, GroupLeft
from commkit.members.groups.handlers import (
    add_to_group,
    end_rights,
    lock_group,
    lock_member,
    remove_from_group,
)
from commkit.members.groups.keeping import visibility as _kept_groups
from commkit.members.groups.keeping.handlers import (
    add_to_kept_group,
    change_kept_group,
    create_kept_group,
    delete_kept_group,
    empty_kept_group,
    remove_from_kept_group,
    rename_kept_group,
)
from commkit.members.groups.messages import (
    AddGroupMember,
    CreateGroup,
    DeleteGroup,
    JoinGroup,
    LeaveGroup,
    ListGroupMembers,
    ListGroups,
    RemoveGroupMember,
)
from commkit.members.groups.queries import find_group_by_name, page_of_group
from commkit.members.groups.records import Group, GroupId, ManyInGroup
from commkit.members.groups.tables import group, group_member
from commkit.members.handlers import end_membership, find_membership, remove_member, rename_member
from commkit.members.invitations import handlers as _invitations
from commkit.members.invitations.facts import (
    InvitationCreated,
    InvitationEmailPurged,
    InvitationEmailRequested,
)
from commkit.members.invitations.messages import (
    AcceptInvitation,
    CreateInvitation,
    InviteByEmail,
    InviteFriend,
    ListInvitations,
    ReadInvitationTree,
    RevokeInvitation,
)
from commkit.members.invitations.queries import invitation_email
from commkit.members.invitations.records import Invitation, InvitationId, InvitationNode
from commkit.members.kept_restrictions.handlers import kept_restrictions_of
from commkit.members.kept_restrictions.tables import kept_restriction
from commkit.members.messages import (
    AddMember,
    ApproveRequest,
    JoinCommunity,
    LeaveCommunity,
    ListMembers,
    ListMyCommunities,
    ReadMember,
    RefreshProfile,
    RejectRequest,
)
from commkit.members.ports import IdentityProvider, Profile
from commkit.members.records import (
    CURRENT_STATUSES,
    NAME_LENGTH,
    Membership,
    MembershipKind,
    MembershipStatus,
    name_key,
)
from commkit.members.restrictions import handlers as _restrictions
from commkit.members.restrictions.facts import MembershipStatusChanged
from commkit.members.restrictions.messages import ExpireRestrictions, LiftRestriction, RestrictMember
from commkit.members.roles.facts import RoleAssigned
from commkit.members.roles.handlers import change_role
from commkit.members.roles.messages import AssignRole
from commkit.members.roles.policy import assignable_roles
from commkit.members.tables import MEMBERSHIP as MEMBERSHIP_WITH_CONTRIBUTION
from commkit.members.tables import contribution, member, membership
from commkit.members.trust import handlers as _trust
from commkit.members.trust import queries as _trust_queries
from commkit.members.trust.facts import TrustChanged
from commkit.members.trust.messages import ExplainTrust, RecalculateTrust
from commkit.members.trust.policy import evaluate_trust
from commkit.members.trust.records import TrustRequirement, TrustTrace
from commkit.members.views import offers as _offers
from commkit.members.views.messages import ViewMembers
from commkit.members.views.queries import author_parameters, authors_of, object_views
from commkit.members.views.records import Author, Authors, MemberView, ObjectView, author_in
from commkit.members.views.statements import AUTHOR_COLUMNS, IS_AUTHOR_SHOWN

__all__ = [
    "AUTHOR_COLUMNS",
    "CURRENT_STATUSES",
    "IS_AUTHOR_SHOWN",
    "MEMBERSHIP_WITH_CONTRIBUTION",
    "NAME_LENGTH",
    "AcceptInvitation",
    "AddAgent",
    "AddGroupMember",
    "AddMember",
    "Agent",
    "AgentAdded",
    "AgentId",
    "AgentRemoved",
    "AgentScopesChanged",
    "ApproveRequest",
    "AssignRole",
    "Author",
    "Authors",
    "Block",
    "BlockLevel",
    "BlockMember",
    "ChangeAgentScopes",
    "CreateGroup",
    "CreateInvitation",
    "DeleteGroup",
    "ExpireRestrictions",
    "ExplainTrust",
    "Group",
    "GroupCreated",
    "GroupDeleted",
    "GroupId",
    "GroupJoined",
    "GroupLeft",
    "IdentityProvider",
    "Invitation",
    "InvitationCreated",
    "InvitationEmailPurged",
    "InvitationEmailRequested",
    "InvitationId",
    "InvitationNode",
    "InviteByEmail",
    "InviteFriend",
    "JoinCommunity",
    "JoinGroup",
    "LeaveCommunity",
    "LeaveGroup",
    "LiftRestriction",
    "ListAgents",
    "ListGroupMembers",
    "ListGroups",
    "ListInvitations",
    "ListMembers",
    "ListMyBlocks",
    "ListMyCommunities",
    "ManyInGroup",
    "MemberJoined",
    "MemberLeft",
    "MemberSettings",
    "MemberView",
    "Membership",
    "MembershipKind",
    "MembershipRejected",
    "MembershipRequested",
    "MembershipStatus",
    "MembershipStatusChanged",
    "ObjectView",
    "Profile",
    "ReadInvitationTree",
    "ReadMember",
    "RecalculateTrust",
    "RefreshProfile",
    "RejectRequest",
    "RemoveAgent",
    "RemoveGroupMember",
    "RestrictMember",
    "RevokeInvitation",
    "RoleAssigned",
    "TrustChanged",
    "TrustRequirement",
    "TrustTrace",
    "UnblockMember",
    "ViewMembers",
    "add_to_group",
    "add_to_kept_group",
    "agent",
    "assignable_roles",
    "author_in",
    "author_parameters",
    "authors_of",
    "block",
    "blockers_among",
    "blockers_of",
    "change_kept_group",
    "change_role",
    "check_not_blocked_by",
    "contribution",
    "create_kept_group",
    "delete_kept_group",
    "empty_kept_group",
    "end_membership",
    "end_rights",
    "enroll_member",
    "evaluate_trust",
    "find_account",
    "find_group_by_name",
    "find_membership",
    "get_or_create_account",
    "group",
    "group_member",
    "invitation_email",
    "is_blocked_by",
    "is_met_by_block",
    "is_own",
    "is_same_principal",
    "kept_restriction",
    "kept_restrictions_of",
    "lock_account",
    "lock_group",
    "lock_member",
    "may_message_despite_block",
    "member",
    "members",
    "membership",
    "name_key",
    "object_views",
    "own_members",
    "page_of_group",
    "principal_of",
    "remove_from_group",
    "remove_from_kept_group",
    "remove_member",
    "rename_kept_group",
    "rename_member",
]

del (
    _offers,
    _agent_queries,
    _agent_reactions,
    _agents,
    _blocks,
    _gates,
    _group_reactions,
    _groups,
    _invitations,
    _kept_groups,
    _reactions,
    _restrictions,
    _trust,
    _trust_queries,
)
