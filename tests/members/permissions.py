"""Who may do what with members."""

from typing import Any
from uuid import uuid4

from commkit import SYSTEM, MemberId
from commkit.communities import JoinPolicy, UpdateCommunity
from commkit.members import (
    AddAgent,
    AgentId,
    CreateGroup,
    CreateInvitation,
    GroupId,
    InvitationId,
    InviteByEmail,
    JoinCommunity,
)
from commkit.testing.permissions import Fixture, allowed


def _who_asked(cell: Any) -> MemberId:
    """Somebody who waits for a steward."""
    for policy in (JoinPolicy.REQUEST, JoinPolicy.OPEN):
        with cell.scenario.kit.session(SYSTEM, cell.scenario.community.slug) as session:
            session.do(UpdateCommunity(version=session.community.version, join_policy=policy))
        if policy is JoinPolicy.REQUEST:
            asked = cell.scenario.do(f"asks-{uuid4().hex}", JoinCommunity())
    return asked.id


def _token(cell: Any) -> str:
    """Of an invitation to another community, where the member is not yet."""
    elsewhere = cell.scenario.another_community()
    return elsewhere.do("creator", CreateInvitation()).token or ""


def _mailed(cell: Any) -> InvitationId:
    """An invitation that waits to be mailed."""
    return cell.scenario.do("creator", InviteByEmail("ada@example.com")).id


def _group(scenario: Any, actor: str) -> GroupId:
    return scenario.do(SYSTEM, CreateGroup(f"g-{uuid4().hex}", "Everybody", open=True)).id


def _agent(scenario: Any, actor: str) -> AgentId:
    """An agent that acts for somebody."""
    return scenario.do(
        SYSTEM, AddAgent(name="Helper", scopes=("members.",), acts_for=scenario.member(actor))
    ).id


EXPECTED_PERMISSIONS = {
    "members.join_community": allowed(outsider="any", system="no"),
    "members.leave_community": allowed(
        member="any", silenced="no", suspended="no", system="no", archived=True
    ),
    "members.add_member": allowed(steward="any", given={"key": "somebody-new"}),
    "members.approve_request": allowed(steward="any", given={"member": _who_asked}),
    "members.reject_request": allowed(steward="any", given={"member": _who_asked}),
    "members.assign_role": allowed(owner="any+removed", given={"role": "member"}),
    "members.restrict_member": allowed(steward="others+removed", owner="any+removed"),
    "members.lift_restriction": allowed(steward="any+removed"),
    "members.expire_restrictions": allowed(system="any", archived=True),
    "members.refresh_profile": allowed(member="any", silenced="any", suspended="any", system="no"),
    "members.recalculate_trust": allowed(steward="any+removed"),
    "members.explain_trust": allowed(member="own", silenced="own", suspended="own", steward="any+removed"),
    "members.read_member": allowed(visitor="any", left="others", steward="any+removed"),
    "members.list_members": allowed(visitor="any"),
    "members.view_members": allowed(visitor="any"),
    "members.list_my_communities": allowed(visitor="any"),
    "members.create_invitation": allowed(steward="any"),
    "members.list_invitations": allowed(steward="any"),
    "members.revoke_invitation": allowed(steward="any", archived=True),
    "members.accept_invitation": allowed(member="any", system="no", given={"token": _token}),
    "members.invite_friend": allowed(member="any", system="no"),
    "members.invite_by_email": allowed(member="any", given={"email": "ada@example.com"}),
    "members.issue_invitation_token": allowed(system="any", given={"invitation": _mailed}),
    "members.purge_invitation_email": allowed(system="any", archived=True, given={"invitation": _mailed}),
    "members.read_invitation_tree": allowed(steward="any+removed"),
    "members.create_group": allowed(steward="any", given={"name": "night-shift"}),
    "members.delete_group": allowed(steward="any"),
    "members.add_group_member": allowed(steward="any"),
    "members.remove_group_member": allowed(steward="any"),
    "members.join_group": allowed(member="any", system="no"),
    "members.leave_group": allowed(member="any", system="no", archived=True),
    "members.list_groups": allowed(visitor="any"),
    "members.list_group_members": allowed(visitor="any"),
    "members.add_agent": allowed(steward="any", given={"scopes": ("members.",)}),
    "members.change_agent_scopes": allowed(member="own", steward="any", given={"scopes": ("members.read",)}),
    "members.remove_agent": allowed(member="own", steward="any", archived=True),
    "members.list_agents": allowed(visitor="any"),
    "members.block_member": allowed(
        member="any",
        silenced="any",
        suspended="any",
        steward="any+removed",
        system="no",
        given={"member": lambda cell: cell.scenario.member("other")},
    ),
    "members.unblock_member": allowed(
        member="any+removed", silenced="any+removed", suspended="any+removed", system="no"
    ),
    "members.list_my_blocks": allowed(member="any", silenced="any", suspended="any", system="no"),
}

SETTINGS = {"members": {"invitations_per_month": 100}}
FIXTURES = {"GroupId": Fixture(_group), "AgentId": Fixture(_agent)}
SAMPLE_VALUES = {"scopes": (("members.",), ("posts.read",))}
