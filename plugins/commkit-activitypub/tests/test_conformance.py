"""The rules that every plugin keeps, checked on this one, in a type of its own."""

from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import uuid4

from commkit import SYSTEM, CommunityType, Feature, PostKind, hookimpl
from commkit.communities import UpdateSettings
from commkit.spaces import CreateSpace
from commkit.testing.conformance import PluginConformance
from commkit.testing.permissions import Fixture, allowed
from commkit.testing.scenario import Scenario
from commkit_activitypub import ActivityPub

SQUARE = CommunityType(
    "square",
    features=("posts", "square.benches", "activitypub.actors"),
    post_kinds=(
        PostKind(name="note", opens=True, replies=("remark",)),
        PostKind(name="remark", replies=("remark",)),
    ),
)


class Square:
    """A plugin of a type whose communities publish."""

    @hookimpl
    def commkit_requires(self) -> Iterable[type]:
        yield ActivityPub

    @hookimpl
    def commkit_features(self) -> Iterable[Feature]:
        yield Feature("square.benches", requires=("posts",))

    @hookimpl
    def commkit_types(self) -> Iterable[CommunityType]:
        yield SQUARE


def _space(scenario: Scenario, actor: str) -> Any:
    scenario.do(SYSTEM, UpdateSettings("activitypub.actors", {"published": True}))
    return scenario.do(SYSTEM, CreateSpace(f"space-{uuid4().hex[:8]}", "Roses"))


def _id(scenario: Scenario, actor: str) -> Any:
    return _space(scenario, actor).id


def _slug(scenario: Scenario, actor: str) -> Any:
    return _space(scenario, actor).slug


EVERYBODY: dict[str, Any] = {"visitor": "any"}


class TestActivityPub(PluginConformance):
    plugin = staticmethod(ActivityPub)
    extra_plugins = (Square(),)
    type = "square"
    fixtures: ClassVar[Any] = {"SpaceId": Fixture(_id)}
    expected_permissions: ClassVar[Any] = {
        "activitypub.read_space_actor": allowed(**EVERYBODY, given={"space": Fixture(_id)}),
        "activitypub.find_space_actor": allowed(**EVERYBODY, given={"slug": Fixture(_slug)}),
    }
