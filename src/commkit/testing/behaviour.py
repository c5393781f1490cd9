"""What a plugin must do whatever happens: the part of `PluginConformance` that lets people loose on it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test

from commkit.kit import Kit
from commkit.runtime.composing.features import Feature
from commkit.runtime.composing.hooks import discover
from commkit.runtime.model.messages import Message, Query
from commkit.runtime.values.validation import validator_of
from commkit.testing.clock import ManualClock
from commkit.testing.counters import CounterCheck
from commkit.testing.fixtures import CORE_FIXTURES
from commkit.testing.io_guard import forbid_io
from commkit.testing.noninterference import REVEALING, create_worlds, find_leaks
from commkit.testing.permission_matrix import find_deviations
from commkit.testing.permissions import ExpectedPermission, Fixture, undeclared_messages
from commkit.testing.state_machine import community_state_machine
from commkit.testing.strategies import messages

START = datetime(2030, 1, 1, 12, tzinfo=UTC)

_RANDOM = examples(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    phases=(Phase.explicit, Phase.generate),
)

MessageClass = type[Message[Any]]


def examples_per_class(examples: int, classes: Sequence[Any], *, max_examples: int) -> int:
    """How many examples each of some classes gets, so that a plugin with many of them is not tested for minutes."""
    return min(max(examples // max(len(classes), 1), 5), max_examples)


class BehaviourTests:
    """What is tested, and what it must do.

    Attributes:
        plugin: Makes the plugin: `staticmethod(lambda: Support(...))`.
        type: The community type to test it in: its own, or another one that has its features.
        more_plugins: Further plugins that the type needs.
        settings: Settings that a community of the type needs at creation, by feature name.
        sample_values: Likely values of its messages' fields, by the field's name: without them, random text never hits a word
            that a handler knows.
        counters: Its own counters, recounted after random histories.
        features: The features to test; the plugin's own where it is empty.
        max_steps: Commands in a random history, at most.
        expected_permissions: Who may send each of its messages, by the message's outside name; see `commkit.testing.permissions`.
        fixtures: How things of its own are made that its messages are about.
        private: The names of its messages of which nobody but their sender sees a trace, such as drafts.
        revealing: The names of its messages that make public what was not, such as putting a post up again.
    """

    plugin: ClassVar[Any]
    type: ClassVar[str]
    more_plugins: ClassVar[Sequence[Any]] = ()
    settings: ClassVar[Mapping[str, Any]] = {}
    sample_values: ClassVar[Mapping[str, Sequence[Any]]] = {}
    counters: ClassVar[Sequence[CounterCheck]] = ()
    features: ClassVar[Sequence[str]] = ()
    max_steps: ClassVar[int] = 30
    expected_permissions: ClassVar[Mapping[str, ExpectedPermission]] = {}
    fixtures: ClassVar[Mapping[str, Fixture]] = {}
    private: ClassVar[Sequence[str]] = ()
    revealing: ClassVar[Sequence[str]] = ()

    @pytest.fixture
    def kit(self, commkit_kit_factory: Any) -> Kit:
        """A fresh Kit with the plugin."""
        return self._kit(commkit_kit_factory)

    @pytest.fixture(autouse=True)
    def _forbid_io(self) -> Iterator[None]:
        """Whatever a test does, nothing in a transaction talks to the world."""
        with forbid_io():
            yield

    def test_every_well_formed_message_passes_the_border(self, kit: Kit) -> None:
        """What the strategies make of a message's annotations is what the border takes."""
        classes = self._messages(kit)
        for cls in classes:

            @examples(_RANDOM, max_examples=examples_per_class(1_000, classes, max_examples=20))
            @given(messages(kit, cls, {"UUID": [uuid4()]}))
            def passes(message: Message[Any]) -> None:
                validator_of(type(message))(message)

            passes()

    def test_every_message_is_permitted_to_whom_it_should_be(self, kit: Kit) -> None:
        """Each message, by each role, about each sort of thing, open and archived: as it was written down."""
        names = [kit.registry.name_of(cls) for cls in self._messages(kit)]
        unsaid = undeclared_messages(names, self.expected_permissions)
        assert not unsaid, f"write down in `expected_permissions` who may send these: {', '.join(unsaid)}"
        found = [
            surprise
            for feature in self._features(kit)
            for surprise in find_deviations(
                kit,
                self.type,
                [kit.registry.name_of(cls) for cls, _ in feature.handlers],
                expected=self.expected_permissions,
                fixtures={**CORE_FIXTURES, **self.fixtures},
                settings=self.settings,
            )
        ]
        assert not found, "\n".join(found)

    def test_whatever_happens_its_promises_hold(self, commkit_kit_factory: Any) -> None:
        """Anything by anybody in any order: see `commkit.testing.state_machine` for what must hold after each step."""
        machine = community_state_machine(
            lambda: self._kit(commkit_kit_factory, clock=ManualClock(START)),
            type=self.type,
            settings=self.settings,
            sample_values=self.sample_values,
            counters=self.counters,
        )
        more = examples(_RANDOM, max_examples=3, stateful_step_count=self.max_steps)
        run_state_machine_as_test(machine, settings=more)

    def test_outsiders_learn_nothing_of_what_is_private(
        self, commkit_kit_factory: Any, tmp_path: Path
    ) -> None:
        """Whatever happens in private, who is outside reads the same: see `commkit.testing.noninterference`."""
        kit = self._kit(commkit_kit_factory, clock=ManualClock(START))
        registered = kit.registry.messages
        queries = [cls for cls in registered.values() if issubclass(cls, Query)]

        @examples(_RANDOM, max_examples=2)
        @given(st.data())
        def private(data: st.DataObject) -> None:
            worlds = create_worlds(
                kit,
                self.type,
                settings=self.settings,
                sample_values=self.sample_values,
                queries=queries,
                hidden=[registered[name] for name in self.private],
                revealing=REVEALING | {*self.revealing},
            )
            found, done = find_leaks(worlds, data.draw, copy=tmp_path / uuid4().hex, max_steps=12)
            told = "\n".join([*map(str, found[:5]), "after:", *done])
            assert not found, f"who is outside can tell what happened in private:\n{told}"

        private()

    # --- what is tested ----------------------------------------------------------------------------------------

    def _kit(self, commkit_kit_factory: Any, **options: Any) -> Kit:
        made: Kit = commkit_kit_factory(type(self).plugin(), *self.more_plugins, **options)
        return made

    def _features(self, kit: Kit) -> list[Feature]:
        own = discover([type(self).plugin()], installed=False, on_broken="raise").loaded[0].features
        return [kit.registry.features[name] for name in self.features or [feature.name for feature in own]]

    def _messages(self, kit: Kit) -> list[MessageClass]:
        return [message for feature in self._features(kit) for message, _ in feature.handlers]
