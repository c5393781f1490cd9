"""What happens whatever people do: counters hold, refusals leave nothing, gates and receivers fail as they should."""

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test

from commkit.kit import Kit
from commkit.runtime.model.errors import Denied
from commkit.runtime.model.messages import Fact, Message
from commkit.runtime.sessions.composition import SYSTEM
from commkit.testing.clock import ManualClock
from commkit.testing.conformance.suite import START, ConformanceSuite, examples
from commkit.testing.counters import recount
from commkit.testing.failing_gate import with_failing_gate
from commkit.testing.histories import describe, random_attempts
from commkit.testing.kits import KitFactory
from commkit.testing.snapshots import differences, snapshot
from commkit.testing.state_machine import community_state_machine


class BehaviourTests(ConformanceSuite):
    """Tests of what must hold whatever people do."""

    def test_random_histories_leave_counters_equal_to_counts(self, kit: Kit) -> None:
        """Whatever people do in whatever order, every stored number equals its rows."""

        @examples(kit, 12)
        @given(st.data())
        def history(data: st.DataObject) -> None:
            world = self._world(kit)
            done = [
                describe(attempt)
                for attempt in random_attempts(
                    world, data.draw, self._commands(kit), max_steps=self.max_steps
                )
            ]
            with kit.session(SYSTEM, world.community.slug) as session:
                wrong = recount(session, self.counters)
            assert not wrong, f"these numbers drifted from their rows: {wrong}; after:\n" + "\n".join(done)

        history()

    def test_refused_commands_leave_no_trace(self, kit: Kit) -> None:
        """A refusal is a typed error, and every table is as it was."""

        @examples(kit, 12)
        @given(st.data())
        def history(data: st.DataObject) -> None:
            world = self._world(kit)
            attempts = random_attempts(world, data.draw, self._commands(kit), max_steps=self.max_steps)
            before = snapshot(kit, world.community.id)
            for attempt in attempts:
                after = snapshot(kit, world.community.id)
                if attempt.error is not None:
                    changed = differences(before, after)
                    assert not changed, f"a refused command left traces: {describe(attempt)}: {changed}"
                before = after

        history()

    def test_whatever_happens_its_promises_hold(self, commkit_engine_kit_factory: KitFactory) -> None:
        """Anything by anybody in any order: see `commkit.testing.state_machine` for what must hold after each step."""
        kit = self._kit(commkit_engine_kit_factory)
        machine = community_state_machine(
            lambda: self._kit(commkit_engine_kit_factory, clock=ManualClock(START)),
            type=self.type,
            settings=self.settings,
            sample_values=self.sample_values,
            counters=self.counters,
        )
        some = hypothesis_settings(examples(kit, 3), stateful_step_count=self.max_steps)
        run_state_machine_as_test(machine, settings=some)

    def test_a_raising_gate_refuses(self, kit: Kit, commkit_engine_kit_factory: KitFactory) -> None:
        """Where a gate fails, commands are refused, and nothing is written."""
        closed_kit = commkit_engine_kit_factory(
            *with_failing_gate([type(self).plugin(), *self.extra_plugins], self.type)
        )
        world = self._world(closed_kit, people=())
        for cls in dict.fromkeys(self._commands(closed_kit)):

            @examples(closed_kit, 3)
            @given(world.messages(cls, only_known=True))
            def closed(command: Message[object]) -> None:
                before = snapshot(closed_kit)
                error = world.send(SYSTEM, command).error
                assert isinstance(error, Denied), f"{command} went past a gate that raised: {error}"
                assert error.code == "runtime.gate_failed", f"{command} was refused by {error.code}"
                assert not differences(before, snapshot(closed_kit)), f"{command} left traces"

            closed()

    def test_a_raising_receiver_harms_nobody(self, kit: Kit, caplog: pytest.LogCaptureFixture) -> None:
        """Signals come after the commit: one that raises stops neither the command nor the other receivers."""
        received: list[Fact] = []

        @kit.on(Fact)
        def broken(fact: Fact) -> None:
            raise RuntimeError("this receiver is broken on purpose")

        kit.on(Fact)(received.append)
        refused: set[str] = set()

        @examples(kit, 12)
        @given(st.data())
        def history(data: st.DataObject) -> None:
            world = self._world(kit)
            attempts = list(random_attempts(world, data.draw, self._commands(kit), max_steps=self.max_steps))
            refused.update(describe(attempt) for attempt in attempts if attempt.error is not None)
            with kit.session(SYSTEM, world.community.slug) as session:
                assert not recount(session, self.counters), f"after {len(attempts)} commands"

        history()
        assert received, (
            "no fact was emitted at all; name fitting values in `sample_values`, so that commands succeed:\n"
            + "\n".join(sorted(refused)[:10])
        )
