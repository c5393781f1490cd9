"""The community that is measured: a small type of its own, so that no plugin's work is counted."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from attrs import frozen

from commkit import SYSTEM, Command, CommunityType, Feature, Kit, PostKind, hookimpl
from commkit.communities import CreateCommunity
from commkit.members import AddMember
from commkit.posts import PostId
from commkit.posts.messages import Body

SLUG = "town"
READER = "user:0"
MEMBERS = 500

_STATES = {"open": ("solved", "closed"), "solved": ("open",), "closed": ("open",)}
FORUM = CommunityType(
    "forum",
    post_kinds=(
        PostKind(name="topic", opens=True, replies=("reply",)),
        PostKind(name="reply", replies=("reply",)),
        *(PostKind(name=name, opens=True, replies=("reply",), states=_STATES) for name in ("idea", "notice")),
    ),
)
FEATURES = 6
"""How many features with a gate each stand before a message in the measure of dispatch."""


class Forum:
    """A plugin with one type and nothing else."""

    @hookimpl
    def commkit_types(self) -> Iterator[CommunityType]:
        yield FORUM


@frozen
class Ping(Command[None]):
    """A command that does nothing."""

    permission = "gated.ping"
    personal = ()

    post: PostId
    body: Body
    tags: tuple[str, ...] = ()


class Gated:
    """A plugin whose type has six features, each with a gate and a transform on every command."""

    def __init__(self) -> None:
        self.features = []
        for number in range(FEATURES):
            feature = Feature(f"gated.f{number}", grants={"owner": {"gated.ping"}})
            feature.gates(Command)(_nothing)
            feature.transforms(Command)(_nothing)
            self.features.append(feature)
        self.features[0].handles(Ping)(_nothing)

    @hookimpl
    def commkit_features(self) -> Iterator[Feature]:
        yield from self.features

    @hookimpl
    def commkit_types(self) -> Iterator[CommunityType]:
        yield CommunityType("gated", features=tuple(f.name for f in self.features))


def _nothing(context: object, message: object) -> None:
    return None


def create_community(kit: Kit, members: int = MEMBERS) -> None:
    """Create the town and bring its members in."""
    with kit.session(SYSTEM) as lobby:
        lobby.do(
            CreateCommunity(
                SLUG,
                type="forum",
                title="Town",
                purpose="To be measured.",
                care_hours=1,
                review_on=datetime.now(UTC).date() + timedelta(days=90),
            )
        )
    with kit.session(SYSTEM, SLUG) as session:
        for number in range(members):
            session.do(AddMember(f"user:{number}"))


def moment(number: int) -> datetime:
    """A time for the n-th post: one a second."""
    return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=number)
