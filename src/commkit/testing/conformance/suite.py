"""What the tests of a plugin are about: its attributes, and kits, worlds and messages made of them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase
from hypothesis import settings as hypothesis_settings

from commkit.communities import ArchiveCommunity, ReopenCommunity, UpdateSettings
from commkit.kit import Kit
from commkit.runtime.composing.features import Feature
from commkit.runtime.composing.plugin_loading import load_plugin
from commkit.runtime.model.messages import Command, Message, Query
from commkit.testing.counters import CounterCheck
from commkit.testing.histories import World, create_world
from commkit.testing.io_guard import forbid_io
from commkit.testing.kits import KitFactory
from commkit.testing.permissions import ExpectedPermission, Fixture

START = datetime(2030, 1, 1, 12, tzinfo=UTC)
PEOPLE = ("steward", "member", "another")

MessageClass = type[Message[Any]]

_CORE = ("communities", "members", "posts")
_ENDS = frozenset({ArchiveCommunity, ReopenCommunity, UpdateSettings})
"""Commands after which nothing more happens, or everything does otherwise."""


def examples(kit: Kit | None, count: int) -> hypothesis_settings:
    """So many examples of Hypothesis; a third of them on PostgreSQL, which is slower and behaves the same.

    Args:
        kit: Where they run; None where no database is used.
        count: How many.
    """
    everywhere = kit is None or kit.database.is_sqlite
    return hypothesis_settings(
        max_examples=count if everywhere else max(count // 3, 2),
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
        phases=(Phase.explicit, Phase.generate),
    )


def examples_per_class(total: int, classes: Sequence[Any], *, at_most: int) -> int:
    """How many examples each of some classes gets, so that a plugin with many of them is not tested for minutes."""
    return min(max(total // max(len(classes), 1), 5), at_most)


class ConformanceSuite:
    """What is tested, and what it must do.

    Attributes:
        plugin: Makes the plugin: `staticmethod(lambda: Support(...))`.
        type: The community type to test it in: its own, or another one that has its features.
        extra_plugins: Further plugins that the type needs.
        settings: Settings that a community of the type needs at creation, by feature name.
        sample_values: Likely values of its messages' fields, by the field's name: without them, random text never
            equals a word that a handler knows.
        counters: Its own counters, recounted after random histories.
        features: The features to test; the plugin's own where it is empty.
        max_steps: Commands in a random history, at most.
        expected_permissions: Who may send each of its messages, by the message's outside name; see
            `commkit.testing.permissions`.
        fixtures: How the objects are made that its messages are about, by field name or name of the id type.
        private_messages: The names of its messages whose results only their sender sees, such as those about drafts.
        publishing: The names of its messages that make public what was not, such as restoring a post.
        untried_tables: The names of its tables whose rows mean nothing by themselves, such as those beside a full-text
            index: what they hold about people is not tried with rows that the suite makes.
        may_reveal_hidden: The names of its queries that may show a member what the loader refuses to that member.
        may_mention_hidden: By the name of a query, the names of the records of which it may show an id though a feature
            hides them, `*` for all: that of drafts shows to which post each would reply.
    """

    plugin: ClassVar[Any]
    type: ClassVar[str]
    extra_plugins: ClassVar[Sequence[Any]] = ()
    settings: ClassVar[Mapping[str, Any]] = {}
    sample_values: ClassVar[Mapping[str, Sequence[Any]]] = {}
    counters: ClassVar[Sequence[CounterCheck]] = ()
    features: ClassVar[Sequence[str]] = ()
    max_steps: ClassVar[int] = 30
    expected_permissions: ClassVar[Mapping[str, ExpectedPermission]] = {}
    fixtures: ClassVar[Mapping[str, Fixture]] = {}
    private_messages: ClassVar[Sequence[str]] = ()
    publishing: ClassVar[Sequence[str]] = ()
    may_reveal_hidden: ClassVar[Sequence[str]] = ()
    may_mention_hidden: ClassVar[Mapping[str, Sequence[str]]] = {}
    untried_tables: ClassVar[Sequence[str]] = ()

    @pytest.fixture
    def declared_kit(self) -> Iterator[Kit]:
        """A Kit with the plugin, for tests that use no database."""
        kit = Kit("sqlite://", plugins=[type(self).plugin(), *self.extra_plugins])
        yield kit
        kit.close()

    @pytest.fixture
    def kit(self, commkit_engine_kit_factory: KitFactory) -> Kit:
        """A Kit with the plugin on a fresh database, of SQLite and of PostgreSQL in turn."""
        return self._kit(commkit_engine_kit_factory)

    @pytest.fixture(autouse=True)
    def _forbid_io(self) -> Iterator[None]:
        """Whatever a test does, nothing in a transaction does network or process I/O."""
        with forbid_io():
            yield

    def _kit(self, factory: KitFactory, **options: Any) -> Kit:
        return factory(type(self).plugin(), *self.extra_plugins, **options)

    def _features(self, kit: Kit) -> list[Feature]:
        own = load_plugin(type(self).plugin()).loaded.features
        return [kit.registry.features[name] for name in self.features or [feature.name for feature in own]]

    def _messages(self, kit: Kit) -> list[MessageClass]:
        return [message for feature in self._features(kit) for message, _ in feature.handlers]

    def _queries(self, kit: Kit) -> list[MessageClass]:
        return [cls for cls in self._messages(kit) if issubclass(cls, Query) and not cls.lobby]

    def _commands(self, kit: Kit) -> list[MessageClass]:
        """The commands of the plugin and of the core, about as many of each; those that end everything left out."""
        core = [message for name in _CORE for message, _ in kit.registry.features[name].handlers]
        own = [cls for cls in self._messages(kit) if cls not in core]
        chosen = [*core, *own * (len(core) // max(len(own), 1))]
        return [cls for cls in chosen if issubclass(cls, Command) and not cls.lobby and cls not in _ENDS]

    def _world(self, kit: Kit, *, people: Sequence[str] = PEOPLE) -> World:
        return create_world(
            kit, self.type, settings=self.settings, sample_values=self.sample_values, people=people
        )
