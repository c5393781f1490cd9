"""How the things are made that messages are about: posts, members, invitations. Plugins add their own."""

from uuid import uuid4

from commkit.members import AddMember, CreateInvitation, RestrictMember
from commkit.members.records import InvitationId
from commkit.posts import CreateThread, PostId, RemovePost
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.composition import SYSTEM
from commkit.testing.permissions import Thing
from commkit.testing.stage import Stage


def opened(stage: Stage, actor: str) -> PostId:
    """A thread of the type's first kind that opens one."""
    kinds = stage.kit.registry.types[stage.community.type].post_kinds
    kind = next(kind.name for kind in kinds if kind.opens)
    wish = CreateThread(kind=kind, title="Build fails", body="It worked yesterday.", tags=("build",))
    return stage.do(actor, wish).id


def take_down(stage: Stage, post: PostId) -> None:
    """Take a post down."""
    stage.do(SYSTEM, RemovePost(post))


def _banned(stage: Stage, _: MemberId) -> MemberId:
    """Somebody else: those who are to try a message cannot be sent away before it."""
    somebody = stage.do(SYSTEM, AddMember(f"banned-{uuid4().hex}"))
    return stage.do(SYSTEM, RestrictMember(somebody.id, "banned", "It had to be.")).id


def _invitation(stage: Stage, actor: str) -> InvitationId:
    return stage.do(actor, CreateInvitation()).id


CORE_THINGS = {
    "PostId": Thing(opened, gone=take_down),
    "MemberId": Thing(Stage.member, gone=_banned, mine_can_go=False),
    "InvitationId": Thing(_invitation),
}
"""Posts, which are taken down; members, who are banned; invitations."""
