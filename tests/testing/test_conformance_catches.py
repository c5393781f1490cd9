"""Each check of the conformance suite fails on a plugin that breaks its rule, and passes on one that does not."""

from collections.abc import Callable
from typing import Any, ClassVar

import pytest
from attrs import evolve

from commkit import Feature, Invalid, Kit, PluginError
from commkit.posts import posts
from commkit.privacy.person_columns.statements import person_columns
from commkit.runtime.delivery.signals import Signals
from commkit.testing import failing_gate
from commkit.testing.conformance import PluginConformance
from commkit.testing.permissions import allowed
from tests.testing import bad_plugins as bad
from tests.testing.bad_plugins import Pin, Plugin, good, nothing, pin

Make = Callable[..., Kit]


PINNED_BY = allowed(member="any", steward="any+removed")


class TestGood(PluginConformance):
    plugin = staticmethod(good)
    type = "demo"
    expected_permissions: ClassVar[Any] = {"demo.pin": PINNED_BY}


def suite(plugin: Callable[[], Plugin]) -> PluginConformance:
    attributes = {
        "plugin": staticmethod(plugin),
        "type": "demo",
        "max_steps": 60,
        "expected_permissions": dict.fromkeys(("demo.pin", "demo.paint", "demo.climb"), PINNED_BY),
    }
    suite_class = type("Suite", (PluginConformance,), attributes)
    return suite_class()  # type: ignore[no-any-return]  # a subclass made on the spot


CAUGHT: dict[str, tuple[str, Callable[[], Plugin], str]] = {
    "slots": (
        "test_messages_are_frozen_slotted_and_declared",
        lambda: Plugin.of(bad.Loose, nothing),
        "slotted",
    ),
    "docstring": (
        "test_messages_are_frozen_slotted_and_declared",
        lambda: Plugin.of(bad.Silent, nothing),
        "docstring",
    ),
    "personal": (
        "test_messages_are_frozen_slotted_and_declared",
        lambda: Plugin.of(bad.Misnamed, nothing),
        "secret",
    ),
    "grants": (
        "test_permissions_are_granted_to_somebody",
        lambda: Plugin.of(bad.Ungranted, nothing),
        "no role has",
    ),
    "json": (
        "test_messages_records_and_facts_survive_json",
        lambda: Plugin.of(Pin, pin, facts=(bad.Pinned,), records=(bad.Lossy,)),
        "comes back from JSON as",
    ),
    "counters": (
        "test_random_histories_leave_counters_equal_to_counts",
        lambda: Plugin.of(Pin, bad.inflates),
        "posts.reply_count",
    ),
    "traces": (
        "test_refused_commands_leave_no_trace",
        lambda: Plugin.of(Pin, bad.commits_by_itself),
        "left traces",
    ),
    "writes across": (
        "test_nothing_crosses_communities",
        lambda: Plugin.of(Pin, bad.crosses),
        "another community changed rows",
    ),
    "reveals across": (
        "test_nothing_crosses_communities",
        lambda: Plugin.of(Pin, bad.tells_apart),
        "reveals which ids of another community exist",
    ),
    "reads across": (
        "test_nothing_crosses_communities",
        lambda: Plugin.of(bad.Peek, bad.peek),
        "shows records of another community",
    ),
    "lint": (
        "test_tables_follow_the_rules",
        lambda: Plugin.of(Pin, pin, tables=bad.UNRULY, migrations="tests.testing.no_revisions"),
        "break rules",
    ),
    "nothing written": (
        "test_every_message_is_permitted_to_whom_it_should_be",
        lambda: Plugin.of(bad.Ungranted, nothing),
        "write down in `expected_permissions` who may send these: demo.ungranted",
    ),
    "permitted": (
        "test_every_message_is_permitted_to_whom_it_should_be",
        lambda: Plugin.of(Pin, pin, facts=(bad.Pinned,), grants={"visitor": {"demo.pin"}}),
        "by visitor about an object in an open community should be refused",
    ),
    "loads for another": (
        "test_each_loader_loads_a_record_of_its_own_plugin",
        bad.loads_a_record_of_the_core,
        "loads Invitation, a record of 'members'",
    ),
    "tells members": (
        "test_members_see_nothing_that_loaders_refuse",
        lambda: Plugin.of(bad.ReadTitle, bad.read_title),
        r"(member|another) asks ReadTitle.*it shows words of Post .*, which its loader refuses",
    ),
    "a value is refused": (
        "test_every_message_is_permitted_to_whom_it_should_be",
        lambda: Plugin.of(bad.Paint, bad.paint),
        r"its field 'colour', which was 'some words', is refused \(choose red or blue\); give another: `allowed\(",
    ),
    "a value does not fit": (
        "test_every_message_is_permitted_to_whom_it_should_be",
        lambda: Plugin.of(bad.Paint, bad.paint_a_free_wall),
        r"it was refused \(demo.taken: somebody painted that wall\), with colour='some words'; give values that fit",
    ),
    "an object is made up": (
        "test_every_message_is_permitted_to_whom_it_should_be",
        lambda: Plugin.of(bad.Climb, bad.climb),
        "its field 'wall' names no WallId that there is; say how one is made: `fixtures = {'WallId': Fixture",
    ),
    "settings": (
        "test_settings_survive_json_and_bad_ones_are_refused",
        lambda: Plugin.of(Pin, pin, settings=bad.AnySettings()),
        "annotate AnySettings",
    ),
}


@pytest.mark.parametrize("rule", list(CAUGHT))
def test_a_bad_plugin_is_caught(rule: str, commkit_kit_factory: Make) -> None:
    check, plugin, words = CAUGHT[rule]
    conformance = suite(plugin)
    with pytest.raises((AssertionError, Invalid), match=words):
        getattr(conformance, check)(commkit_kit_factory(plugin()))


def test_control_what_the_loader_shows_may_be_in_answers(commkit_kit_factory: Make) -> None:
    def plugin() -> Plugin:
        return Plugin.of(bad.ReadTitle, bad.read_title_by_loader)

    suite(plugin).test_members_see_nothing_that_loaders_refuse(commkit_kit_factory(plugin()))


def test_a_second_loader_is_refused_when_the_kit_is_built(commkit_kit_factory: Make) -> None:
    with pytest.raises(PluginError, match=r"Post is loaded by 'posts'; 'demo\.pins' cannot"):
        commkit_kit_factory(bad.hijacks_a_loader())


def test_a_loader_that_is_replaced_is_caught(commkit_kit_factory: Make) -> None:
    before = list(posts.loaders)
    try:
        kit = commkit_kit_factory(bad.ReplacesALoader(good().feature))
        with pytest.raises(AssertionError, match=r"the loader of Post belongs to 'posts', and is now tests"):
            suite(good).test_the_loaders_of_others_are_as_they_were(kit)
    finally:
        posts.loaders[:] = before
    suite(good).test_the_loaders_of_others_are_as_they_were(commkit_kit_factory(good()))


def test_a_crash_is_caught(commkit_kit_factory: Make) -> None:
    conformance = suite(lambda: Plugin.of(Pin, bad.crashes))
    with pytest.raises(PluginError, match="ValueError"):
        conformance.test_refused_commands_leave_no_trace(commkit_kit_factory(Plugin.of(Pin, bad.crashes)))


def test_tables_without_migrations_are_caught(commkit_kit_factory: Make) -> None:
    def plugin() -> Plugin:
        return Plugin.of(Pin, pin, tables=bad.UNRULY, migrations="tests.testing.no_revisions")

    class Suite(PluginConformance):
        type = "demo"

    Suite.plugin = staticmethod(plugin)  # type: ignore[assignment]  # as a subclass would say it
    with pytest.raises(AssertionError, match="commkit_demo_pin: no migration creates it"):
        Suite().test_migrations_make_exactly_the_declared_tables(commkit_kit_factory(plugin()))


NOTES = "test_what_tables_hold_about_people_is_exported_and_erased"


def test_control_notes_are_exported_erased_and_copied(commkit_engine_kit_factory: Make) -> None:
    conformance = suite(bad.notes)
    getattr(conformance, NOTES)(commkit_engine_kit_factory(bad.notes()))
    conformance.test_migrations_make_exactly_the_declared_tables(commkit_engine_kit_factory(bad.notes()))


@pytest.mark.parametrize(
    ("where", "change", "words"),
    [
        ("export.queries", {"rows": None}, "commkit_demo_note.author: text is not in the person's export"),
        (
            "erasure.handlers",
            {"blank": None},
            "commkit_demo_note.author: text is still there after the person",
        ),
    ],
)
def test_what_is_not_exported_or_erased_is_caught(
    where: str,
    change: dict[str, None],
    words: str,
    commkit_kit_factory: Make,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def without_notes(*known: Any) -> Any:
        return tuple(
            evolve(column, **change) if column.table == "commkit_demo_note" else column
            for column in person_columns(*known)
        )

    monkeypatch.setattr(f"commkit.privacy.{where}.person_columns", without_notes)
    with pytest.raises(AssertionError, match=words):
        getattr(suite(bad.notes), NOTES)(commkit_kit_factory(bad.notes()))


def test_values_that_change_when_they_are_copied_are_caught(commkit_kit_factory: Make) -> None:
    def plugin() -> Plugin:
        return bad.notes(bad.Shortened(100))

    with pytest.raises(AssertionError, match=r"commkit_demo_note: .* became .*; use the column types"):
        suite(plugin).test_rows_can_be_copied_to_another_database(
            commkit_kit_factory(plugin()), commkit_kit_factory
        )
    suite(bad.notes).test_rows_can_be_copied_to_another_database(
        commkit_kit_factory(bad.notes()), commkit_kit_factory
    )


def test_a_gate_that_opens_when_it_fails_would_be_caught(
    commkit_kit_factory: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = [(target, lambda context, command: None) for target, _ in failing_gate._failing_gate.gate_list]
    monkeypatch.setattr(failing_gate, "_failing_gate", Feature("failing.gate"))
    for target, gate in opened:
        failing_gate._failing_gate.gates(target)(gate)
    with pytest.raises(AssertionError, match="went past a gate"):
        suite(good).test_a_raising_gate_refuses(commkit_kit_factory(good()), commkit_kit_factory)


def test_receivers_that_are_not_isolated_would_be_caught(
    commkit_kit_factory: Make, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def send(self: Signals, facts: Any) -> None:
        for fact in facts:
            for kind in type(fact).__mro__:
                for receiver in self._signals[kind].receivers_for(None) if kind in self._signals else ():
                    receiver(fact)

    monkeypatch.setattr(Signals, "send", send)
    with pytest.raises(RuntimeError, match="on purpose"):
        suite(good).test_a_raising_receiver_harms_nobody(commkit_kit_factory(good()), caplog)
