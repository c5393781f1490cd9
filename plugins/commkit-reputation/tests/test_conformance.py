"""The rules that every plugin keeps, checked on this one, in a type of its own."""

from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID, uuid4

from commkit import SYSTEM, CommunityType, Feature, PostKind, Role, hookimpl
from commkit.members import AddMember
from commkit.posts import CreateThread, LockThread, PostCreated, UnlockThread
from commkit.testing.conformance import PluginConformance
from commkit.testing.permission_matrix import MatrixCell
from commkit.testing.permissions import Fixture, allowed
from commkit.testing.scenario import Scenario
from commkit_reputation import Badge, Evidence, ListAwards, Privilege, Reputation, VoteEvidence

FORUM = CommunityType(
    "club",
    features=(
        "posts",
        "club.rooms",
        "reputation.points",
        "reputation.privileges",
        "reputation.badges",
        "reputation.leaderboards",
    ),
    post_kinds=(
        PostKind(name="note", opens=True, replies=("remark",)),
        PostKind(name="remark", replies=("remark",)),
    ),
    roles={"member": Role(grants=frozenset({"posts.lock"}))},
    reactions={"up": 1, "down": -1},
    declares=(
        VoteEvidence(name="voted", summary="votes", up=10, down=-2, cost=-1),
        Evidence(
            name="wrote", summary="threads", fact=PostCreated, to="actor", by=None, about="post", points=1
        ),
        Privilege(name="lock", summary="Lock threads.", messages=(LockThread, UnlockThread), min_points=5),
        Badge(name="first", title="First", summary="Wrote something.", evidence=("wrote",)),
    ),
)


class Club:
    """A plugin of a type with reputation."""

    @hookimpl
    def commkit_requires(self) -> Iterable[type]:
        yield Reputation

    @hookimpl
    def commkit_features(self) -> Iterable[Feature]:
        yield Feature("club.rooms", requires=("posts",))

    @hookimpl
    def commkit_types(self) -> Iterable[CommunityType]:
        yield FORUM


def _award(scenario: Scenario, actor: str) -> UUID:
    """The badge of somebody's first thread, once the worker has seen it."""
    made = scenario.do(actor, CreateThread(kind="note", title="Hello", body="I am new here."))
    scenario.kit.worker().drain()
    return scenario.ask(SYSTEM, ListAwards(made.author)).items[0].id


def _another(cell: MatrixCell) -> UUID:
    """Somebody else than the giver."""
    return cell.scenario.do(SYSTEM, AddMember(f"another-{uuid4().hex}")).id


class TestReputation(PluginConformance):
    plugin = staticmethod(Reputation)
    extra_plugins = (Club(),)
    type = "club"
    sample_values: ClassVar[Any] = {
        "kind": ("note", "remark"),
        "title": ("Hello",),
        "body": ("I am new here.",),
        "reaction": ("up", "down"),
        "evidence": ("wrote", "voted"),
        "badge": ("first",),
        "given": (True, False),
    }
    expected_permissions: ClassVar[Any] = {
        "reputation.read_reputation": allowed(visitor="any", left="others", steward="any+removed"),
        "reputation.list_evidence": allowed(member="own", steward="any+removed"),
        "reputation.void_evidence": allowed(steward="any+removed", given={"member": _another}),
        "reputation.reinstate_evidence": allowed(steward="any+removed"),
        "reputation.list_evidence_voids": allowed(steward="any"),
        "reputation.book_evidence": allowed(system="any+removed", archived=True),
        "reputation.book_vote": allowed(system="any+removed", archived=True),
        "reputation.review_evidence": allowed(system="any", archived=True),
        "reputation.rebuild_reputation": allowed(system="any", archived=True),
        "reputation.list_privileges": allowed(member="own", steward="any+removed"),
        "reputation.list_badges": allowed(visitor="any"),
        "reputation.read_award": allowed(visitor="any", left="others"),
        "reputation.list_awards": allowed(visitor="any", left="others", steward="any+removed"),
        "reputation.list_badge_holders": allowed(visitor="any", given={"badge": "first"}),
        "reputation.read_leaderboard": allowed(visitor="any"),
        "reputation.read_leaderboard_around": allowed(
            member="any", silenced="any", suspended="any", system="no"
        ),
        "reputation.set_listed": allowed(
            member="any", silenced="any", suspended="any", system="no", archived=True
        ),
        "reputation.read_listed": allowed(member="any", silenced="any", suspended="any", system="no"),
    }
    fixtures: ClassVar[Any] = {"award": Fixture(_award)}
