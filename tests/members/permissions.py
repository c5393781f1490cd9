"""Who may do what with members."""

from typing import Any
from uuid import uuid4

from commkit import SYSTEM, MemberId
from commkit.communities import Amend, JoinPolicy
from commkit.members import GroupId, InvitationId, Invite, InviteByMail, Join, MakeGroup
from commkit.testing.permissions import Thing, by


def _who_asked(cell: Any) -> MemberId:
    """Somebody who waits for a steward."""
    for policy in (JoinPolicy.REQUEST, JoinPolicy.OPEN):
        with cell.stage.kit.session(SYSTEM, cell.stage.community.slug) as session:
            session.do(Amend(version=session.community.version, join_policy=policy))
        if policy is JoinPolicy.REQUEST:
            asked = cell.stage.do(f"asks-{uuid4().hex}", Join())
    return asked.id


def _token(cell: Any) -> str:
    """Of an invitation to another community, where the member is not yet."""
    elsewhere = cell.stage.beside()
    return elsewhere.do("founder", Invite()).token or ""


def _mailed(cell: Any) -> InvitationId:
    """An invitation that waits to be mailed."""
    return cell.stage.do("founder", InviteByMail("ada@example.com")).id


def _group(stage: Any, actor: str) -> GroupId:
    return stage.do(SYSTEM, MakeGroup(f"g-{uuid4().hex}", "Everybody", open=True)).id


EXPECTED = {
    "members.join": by(outsider="any", system="no"),
    "members.leave": by(member="any", silenced="no", suspended="no", system="no", archived=True),
    "members.add_member": by(steward="any", given={"key": "somebody-new"}),
    "members.admit": by(steward="any", given={"member": _who_asked}),
    "members.turn_away": by(steward="any", given={"member": _who_asked}),
    "members.change_role": by(owner="any+gone", given={"role": "member"}),
    "members.restrict": by(steward="others+gone", owner="any+gone"),
    "members.reinstate": by(steward="any+gone"),
    "members.end_restrictions": by(system="any", archived=True),
    "members.refresh_profile": by(member="any", silenced="any", suspended="any", system="no"),
    "members.review_trust": by(steward="any+gone"),
    "members.explain_trust": by(member="own", silenced="own", suspended="own", steward="any+gone"),
    "members.read_member": by(visitor="any", left="others", steward="any+gone"),
    "members.list_members": by(visitor="any"),
    "members.my_communities": by(visitor="any"),
    "members.invite": by(steward="any"),
    "members.list_invitations": by(steward="any"),
    "members.revoke_invitation": by(steward="any"),
    "members.accept_invitation": by(member="any", system="no", given={"token": _token}),
    "members.invite_friend": by(member="any", system="no"),
    "members.invite_by_mail": by(member="any", given={"mail": "ada@example.com"}),
    "members.issue_token": by(system="any", given={"invitation": _mailed}),
    "members.forget_address": by(system="any", archived=True, given={"invitation": _mailed}),
    "members.invitation_tree": by(steward="any+gone"),
    "members.make_group": by(steward="any", given={"name": "night-shift"}),
    "members.remove_group": by(steward="any"),
    "members.add_to_group": by(steward="any"),
    "members.take_from_group": by(steward="any"),
    "members.enter_group": by(member="any", system="no"),
    "members.quit_group": by(member="any", system="no"),
    "members.list_groups": by(visitor="any"),
    "members.group_page": by(visitor="any"),
    "members.set_shield": by(
        member="any",
        silenced="any",
        suspended="any",
        steward="any+gone",
        system="no",
        given={"other": lambda cell: cell.stage.member("other")},
    ),
    "members.lift_shield": by(member="any+gone", silenced="any+gone", suspended="any+gone", system="no"),
    "members.my_blocks": by(member="any", silenced="any", suspended="any", system="no"),
}

SETTINGS = {"members": {"invitations_a_month": 100}}
THINGS = {"GroupId": Thing(_group)}
