"""Types between which the tests change a town, and the few lines that most of these tests begin with.

- `town`: questions, answers, comments and stories; a bell (a feature with a command, a fact and a subscriber); a role.
- `gazette`: stories and comments: no questions, no answers, no bell, no role.
- `plain`: questions without answers: threads stay, some of their replies are hidden.
- `silent`: no posts at all.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from attrs import evolve, frozen

from commkit import SYSTEM, CommunityType, Fact, Feature, Kit, PostKind, Role, TrustLevel
from commkit.communities import Community
from commkit.community_types import ChangeType, PlanTypeChange, TypeChange, TypeChangePlan, UndoChangeType
from commkit.members import AddMember
from commkit.runtime.model.messages import Command
from commkit.runtime.sessions.composition import Actor
from commkit.storage import schedule_command
from tests.helpers import ask, do
from tests.runtime.plugins import Plugin
from tests.sample import FORUM, OWNER, create_community

STORY = PostKind(name="story", opens=True, replies=("comment",))
COMMENT = PostKind(name="comment", replies=("comment",))
QUESTION = FORUM.post_kinds[0]

TOWN = CommunityType(
    "town",
    features=("posts", "club.bell"),
    post_kinds=(*FORUM.post_kinds, STORY),
    reactions={"up": 1, "down": -1},
    roles={"guide": Role(grants={"posts.pin"})},
    settings={"club.bell": {"loud": True}},
)
GAZETTE = CommunityType(
    "gazette",
    post_kinds=(STORY, COMMENT),
    reactions={"up": 1},
    trust=(TrustLevel(name="reader"), TrustLevel(name="known", posts=5)),
)
PLAIN = CommunityType(
    "plain",
    post_kinds=(evolve(QUESTION, replies=("comment",), awaits=None, solved=None), COMMENT, STORY),
    reactions=TOWN.reactions,
)
SILENT = CommunityType("silent", features=())


@frozen
class BellSettings:
    """Whether it is loud."""

    loud: bool = False


@frozen
class BellRung(Fact):
    """Somebody rang."""

    name = "club.bell_rung"


@frozen
class RingBell(Command[Community]):
    """Ring, or let it ring later."""

    permission = "club.ring"

    minutes: int = 0


def bell(heard: list[str]) -> Feature:
    """A feature whose command rings now or later, and whose subscriber writes down what it heard where."""
    feature = Feature(
        "club.bell", grants={"member": {"club.ring"}}, facts=(BellRung,), settings=BellSettings()
    )

    @feature.handles(RingBell)
    def ring(context: Any, command: RingBell) -> Community:
        if command.minutes:
            schedule_command(context, RingBell(), at=context.now + timedelta(minutes=command.minutes))
        else:
            context.emit(BellRung())
        found: Community = context.community
        return found

    @feature.subscribes_to(BellRung)
    def hear(delivery: Any, fact: BellRung) -> None:
        with delivery.context() as context:
            heard.append(f"{context.community.type}: {context.settings(BellSettings).loud}")

    return feature


def new_town_kit(
    url: str, *, heard: list[str] | None = None, types: Iterable[CommunityType] = (), **options: Any
) -> Kit:
    """A Kit with all these types, made by the host, on a migrated database."""
    plugin = Plugin([bell([] if heard is None else heard)], name="club")
    return Kit(url, plugins=[plugin], types=[TOWN, GAZETTE, PLAIN, SILENT, *types], **options)


def create_town(kit: Kit, slug: str = "town", **fields: Any) -> Community:
    """A town with a member, a steward and a guide."""
    made = create_community(kit, slug, type="town", members=("ada", "bob"), **fields)
    for role in ("steward", "guide"):
        do(kit, SYSTEM, slug, AddMember(role, role=role))
    return made


def plan(kit: Kit, type: str, *, actor: Actor = OWNER, slug: str = "town") -> TypeChangePlan:
    """What a change would do."""
    return ask(kit, actor, slug, PlanTypeChange(type))


def change(kit: Kit, type: str, *, actor: Actor = OWNER, slug: str = "town") -> TypeChange:
    """Plan and change."""
    return do(kit, actor, slug, ChangeType(type, plan(kit, type, actor=actor, slug=slug).fingerprint))


def undo(kit: Kit, made: TypeChange, *, actor: Actor = OWNER, slug: str = "town") -> TypeChange:
    """Undo a change."""
    return do(kit, actor, slug, UndoChangeType(made.id))


def losses(found: TypeChangePlan) -> dict[str, int]:
    """What a plan says, short."""
    return {f"{loss.kind} {loss.name}": loss.count for loss in found.losses}
