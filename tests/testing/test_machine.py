"""The machine sees what must never happen; that nothing of it happens in the core, its conformance tells."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import bindparam, delete, insert, update

from commkit import Kit, PluginError
from commkit.posts import Post, post
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.tables import audit, outbox
from commkit.storage import statement
from commkit.testing.clock import ManualClock
from commkit.testing.state_machine import CommunityStateMachine, community_state_machine
from tests.testing import bad_plugins as bad
from tests.testing.bad_plugins import Pin, Pinned, Plugin, good, pin

Make = Callable[..., Kit]
MadeBy = Callable[[Plugin], type[CommunityStateMachine]]

UNTIL_SEEN = settings(
    max_examples=40,
    stateful_step_count=15,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),
)
_FORGET = statement(delete(outbox).where(outbox.c.community_id == bindparam("community_id")))
_TOUCH_ALL = statement(update(post).values(title="pinned"))


@pytest.fixture
def machine(commkit_kit_factory: Make, manual_clock: ManualClock) -> MadeBy:
    """A way to make a machine in which people pin posts all the time."""

    def make(plugin: Plugin) -> type[CommunityStateMachine]:
        return community_state_machine(
            lambda: commkit_kit_factory(plugin, clock=manual_clock),
            type="demo",
            sample_values={"post": []},
            only=[Pin],
        )

    return make


def run(machine: type[CommunityStateMachine], *, examples: settings = UNTIL_SEEN) -> None:
    run_state_machine_as_test(machine, settings=examples)  # type: ignore[no-untyped-call]  # Hypothesis' own


def test_a_good_plugin_passes(machine: MadeBy) -> None:
    run(machine(good()), examples=settings(UNTIL_SEEN, max_examples=4))


def forgets(context: Context, command: Pin) -> Post:
    context.run(_FORGET)
    return pin(context, command)


def touches_all(context: Context, command: Pin) -> Post:
    found = context.get(Post, command.post)
    context.run(_TOUCH_ALL)
    return found


@pytest.mark.parametrize(
    ("handler", "words"),
    [
        (bad.inflates, "drifted from their rows"),
        (bad.commits_by_itself, "left traces"),
        (forgets, "rows are missing from commkit_outbox"),
        (touches_all, "an archived community changed"),
    ],
)
def test_a_broken_promise_is_found(handler: Any, words: str, machine: MadeBy) -> None:
    with pytest.raises(AssertionError, match=words):
        run(machine(Plugin.of(Pin, handler, facts=(Pinned,))))


def test_a_crash_is_found(machine: MadeBy) -> None:
    with pytest.raises(PluginError, match="ValueError"):
        run(machine(Plugin.of(Pin, bad.crashes)))


def test_a_subscriber_that_fails_is_found(machine: MadeBy) -> None:
    plugin = good()

    @plugin.feature.subscribes_to(Pinned)
    def fails(delivery: Any, fact: Pinned) -> None:
        raise RuntimeError("on purpose")

    with pytest.raises(AssertionError, match="deliveries failed"):
        run(machine(plugin))


def test_a_broken_foreign_key_is_found(machine: MadeBy) -> None:
    one = machine(good())()
    one.rows_name_rows_that_are_there()
    with closing(sqlite3.connect(str(one.kit.database.url.database))) as unguarded:
        unguarded.execute("INSERT INTO commkit_post_tag (community_id, post, tag) VALUES (x'00', x'00', 'x')")
        unguarded.commit()
    with pytest.raises(AssertionError, match="not there"):
        one.rows_name_rows_that_are_there()


def test_an_id_that_is_used_twice_is_found(machine: MadeBy) -> None:
    one = machine(good())()
    one.ids_are_used_once()
    row = {"community_id": uuid4(), "id": uuid4(), "at": datetime(2030, 1, 1, tzinfo=UTC)}
    with one.kit.database.engine.begin() as connection:
        connection.execute(insert(outbox).values(**row, type="demo", fact="demo.pinned", body="{}"))
        connection.execute(insert(audit).values(**row, command="demo.pin"))
    with pytest.raises(AssertionError, match="is in commkit_"):
        one.ids_are_used_once()
