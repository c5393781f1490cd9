"""A plugin made of a few features, for tests of what features may do."""

from collections.abc import Iterable, Sequence
from typing import Any

from attrs import frozen

from commkit import Command, CommunityType, Fact, Feature, Query, hookimpl
from commkit.communities import Community
from tests.sample import FORUM


class Plugin:
    """A plugin of the given features and types."""

    def __init__(
        self, features: Iterable[Feature] = (), types: Iterable[CommunityType] = (), name: str | None = None
    ) -> None:
        self.features = list(features)
        self.types = list(types)
        if name:
            self.name = name

    @hookimpl
    def commkit_features(self) -> Iterable[Feature]:
        return self.features

    @hookimpl
    def commkit_types(self) -> Iterable[CommunityType]:
        return self.types


def club(*features: Feature, name: str = "club", more: Sequence[Feature] = (), **words: Any) -> Plugin:
    """A plugin whose type `club` has posts and these features, in this order; `more` come along unused."""
    made = CommunityType(
        name,
        features=("posts", *(feature.name for feature in features)),
        post_kinds=FORUM.post_kinds,
        **({"reactions": FORUM.reactions} | words),
    )
    return Plugin([*features, *more], [made])


@frozen
class Rang(Fact):
    """Somebody rang."""

    name = "club.rang"
    times: int


@frozen
class Ring(Command[Community]):
    """Ring so often."""

    permission = "club.ring"
    personal = ()
    times: int = 1


@frozen
class Listen(Query[int]):
    """What is heard."""

    permission = "club.ring"


def bell(name: str = "club.bell", **options: Any) -> Feature:
    """A feature that handles `Ring` and tells `Rang`."""
    feature = Feature(name, grants={"member": {"club.ring"}}, facts=(Rang,), **options)

    @feature.handles(Ring)
    def ring(context: Any, command: Ring) -> Community:
        context.emit(Rang(times=command.times))
        found: Community = context.community
        return found

    @feature.handles(Listen)
    def listen(context: Any, query: Listen) -> int:
        return 1

    return feature
