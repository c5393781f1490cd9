"""Who may do what with members."""

from typing import Any
from uuid import uuid4

from commkit import SYSTEM, MemberId
from commkit.communities import JoinPolicy, UpdateCommunity
from commkit.members import CreateGroup, CreateInvitation, GroupId, InvitationId, InviteByEmail, JoinCommunity
from commkit.testing.permissions import Thing, by


def _who_asked(cell: Any) -> MemberId:
    """Somebody who waits for a steward."""
    for policy in (JoinPolicy.REQUEST, JoinPolicy.OPEN):
        with cell.stage.kit.session(SYSTEM, cell.stage.community.slug) as session:
            session.do(UpdateCommunity(version=session.community.version, join_policy=policy))
        if policy is JoinPolicy.REQUEST:
            asked = cell.stage.do(f"asks-{uuid4().hex}", JoinCommunity())
    return asked.id


def _token(cell: Any) -> str:
    """Of an invitation to another community, where the member is not yet."""
    elsewhere = cell.stage.beside()
    return elsewhere.do("founder", CreateInvitation()).token or ""


def _mailed(cell: Any) -> InvitationId:
    """An invitation that waits to be mailed."""
    return cell.stage.do("founder", InviteByEmail("ada@example.com")).id


def _group(stage: Any, actor: str) -> GroupId:
    return stage.do(SYSTEM, CreateGroup(f"g-{uuid4().hex}", "Everybody", open=True)).id


EXPECTED = {
    "members.join_community": by(outsider="any", system="no"),
    "members.leave_community": by(member="any", silenced="no", suspended="no", system="no", archived=True),
    "members.add_member": by(steward="any", given={"key": "somebody-new"}),
    "members.approve_request": by(steward="any", given={"member": _who_asked}),
    "members.reject_request": by(steward="any", given={"member": _who_asked}),
    "members.assign_role": by(owner="any+gone", given={"role": "member"}),
    "members.restrict_member": by(steward="others+gone", owner="any+gone"),
    "members.lift_restriction": by(steward="any+gone"),
    "members.expire_restrictions": by(system="any", archived=True),
    "members.refresh_profile": by(member="any", silenced="any", suspended="any", system="no"),
    "members.recalculate_trust": by(steward="any+gone"),
    "members.explain_trust": by(member="own", silenced="own", suspended="own", steward="any+gone"),
    "members.read_member": by(visitor="any", left="others", steward="any+gone"),
    "members.list_members": by(visitor="any"),
    "members.list_my_communities": by(visitor="any"),
    "members.create_invitation": by(steward="any"),
    "members.list_invitations": by(steward="any"),
    "members.revoke_invitation": by(steward="any"),
    "members.accept_invitation": by(member="any", system="no", given={"token": _token}),
    "members.invite_friend": by(member="any", system="no"),
    "members.invite_by_email": by(member="any", given={"email": "ada@example.com"}),
    "members.issue_invitation_token": by(system="any", given={"invitation": _mailed}),
    "members.purge_invitation_email": by(system="any", archived=True, given={"invitation": _mailed}),
    "members.read_invitation_tree": by(steward="any+gone"),
    "members.create_group": by(steward="any", given={"name": "night-shift"}),
    "members.delete_group": by(steward="any"),
    "members.add_group_member": by(steward="any"),
    "members.remove_group_member": by(steward="any"),
    "members.join_group": by(member="any", system="no"),
    "members.leave_group": by(member="any", system="no"),
    "members.list_groups": by(visitor="any"),
    "members.list_group_members": by(visitor="any"),
    "members.block_member": by(
        member="any",
        silenced="any",
        suspended="any",
        steward="any+gone",
        system="no",
        given={"member": lambda cell: cell.stage.member("other")},
    ),
    "members.unblock_member": by(member="any+gone", silenced="any+gone", suspended="any+gone", system="no"),
    "members.list_my_blocks": by(member="any", silenced="any", suspended="any", system="no"),
}

SETTINGS = {"members": {"invitations_per_month": 100}}
THINGS = {"GroupId": Thing(_group)}
