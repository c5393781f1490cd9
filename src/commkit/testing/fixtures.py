"""How the objects are made that messages are about: posts, members, invitations. Plugins add their own."""

from uuid import uuid4

from commkit.members import AddMember, CreateInvitation, InvitationId, RestrictMember
from commkit.posts import CreateThread, PostId, RemovePost
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.composition import SYSTEM
from commkit.testing.permissions import Fixture
from commkit.testing.scenario import Scenario


def create_thread(scenario: Scenario, actor: str) -> PostId:
    """A thread of the type's first kind that opens one."""
    kinds = scenario.kit.registry.types[scenario.community.type].post_kinds
    kind = next(kind.name for kind in kinds if kind.opens)
    command = CreateThread(kind=kind, title="Build fails", body="It worked yesterday.", tags=("build",))
    return scenario.do(actor, command).id


def remove_post(scenario: Scenario, post: PostId) -> None:
    """Remove a post."""
    scenario.do(SYSTEM, RemovePost(post))


def _banned(scenario: Scenario, _: MemberId) -> MemberId:
    """Another member: who is banned could not try the message."""
    somebody = scenario.do(SYSTEM, AddMember(f"banned-{uuid4().hex}"))
    return scenario.do(SYSTEM, RestrictMember(somebody.id, "banned", "It had to be.")).id


def _invitation(scenario: Scenario, actor: str) -> InvitationId:
    return scenario.do(actor, CreateInvitation()).id


CORE_FIXTURES = {
    "PostId": Fixture(create_thread, removed=remove_post),
    "MemberId": Fixture(Scenario.member, removed=_banned, own_removable=False),
    "InvitationId": Fixture(_invitation),
}
"""Posts, which can be removed; members, who can be banned; invitations."""
