"""What every plugin must keep: a test class that a plugin's own test suite takes over with a few lines.

    class TestSupport(PluginConformance):
        plugin = staticmethod(lambda: Support(first_reply_within=timedelta(hours=4)))
        type = "support"
        settings = {"support.qa": {...}}      # what the type needs at creation, if anything
        expected = {"support.accept_answer": allowed(member="own", steward="any+removed"), ...}

What a plugin does is looked at by `commkit.testing.behaviour`, what it declares here. Each test says in its failure
what the plugin's author is to do.
"""

from collections.abc import Sequence
from typing import Any, cast, get_type_hints

import attrs
import pytest
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from commkit.communities import ArchiveCommunity, ReopenCommunity, UpdateSettings
from commkit.kit import Kit
from commkit.runtime.composing.features import Feature
from commkit.runtime.model.errors import Denied, Invalid
from commkit.runtime.model.messages import Command, Fact, Message, Query
from commkit.runtime.sessions.composition import SYSTEM
from commkit.runtime.values.serialization import dump, from_json, load, to_json
from commkit.testing.behaviour import BehaviourTests, MessageClass, examples_per_class
from commkit.testing.counters import recount
from commkit.testing.error_codes import unprefixed_error_codes
from commkit.testing.failing_gate import with_failing_gate
from commkit.testing.histories import World, create_world, describe, id_fields, random_attempts
from commkit.testing.isolation import check_isolation
from commkit.testing.lint import lint_tables
from commkit.testing.schema_diff import schema_differences
from commkit.testing.snapshots import differences, snapshot, tables_of
from commkit.testing.strategies import instances_of

_MANY = examples(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    phases=(Phase.explicit, Phase.generate),
)
_SOME = examples(_MANY, max_examples=12)
_FEW = examples(_MANY, max_examples=5)
_NOT_FOUND = frozenset({"NotFound", "nothing"})
"""What an attempt with foreign ids comes to when nothing else was wrong with it."""
# `type` is a word of the suite
FactClass = type[Fact]
Class = type

_CORE = ("communities", "members", "posts")
_ENDS = frozenset({ArchiveCommunity, ReopenCommunity, UpdateSettings})
"""Commands after which nothing more happens, or everything does otherwise."""


class PluginConformance(BehaviourTests):
    """The rules of the house, checked on one plugin; what is said of it, is said by attributes of `BehaviourTests`."""

    # --- names -------------------------------------------------------------------------------------------------

    def test_names_carry_the_plugins_prefix(self, kit: Kit) -> None:
        """Features, tables, permissions, facts and error codes say whose they are."""
        for feature in self._features(kit):
            core = "." not in feature.name
            prefix = "commkit_" if core else f"commkit_{feature.plugin}_"
            for table in feature.tables.tables if feature.tables is not None else ():
                assert table.startswith(prefix), f"rename the table {table!r}: it must begin with {prefix!r}"
            for fact in feature.facts:
                assert fact.name.startswith(f"{feature.plugin}."), _renamed("fact", fact, fact.name, feature)
            for message, _ in feature.handlers:
                assert message.permission.startswith(f"{feature.plugin}."), _renamed(
                    "permission of", message, message.permission, feature
                )

    def test_permissions_are_granted_to_somebody(self, kit: Kit) -> None:
        """A permission that no role holds makes a message that nobody but the host can send."""
        made = kit.registry.types[self.type]
        granted = {
            permission.removesuffix(":own")
            for feature in kit.registry.features.values()
            for permissions in feature.grants.values()
            for permission in permissions
        }
        granted |= {p.removesuffix(":own") for role in made.roles.values() for p in role.grants}
        granted |= {p.removesuffix(":own") for level in made.trust for p in level.grants}
        hosts = {"importers"}
        for message in self._messages(kit):
            assert message.permission in granted or message.permission.partition(".")[0] in hosts, (
                f"{message.__name__} needs {message.permission!r}, which no role has; grant it in Feature(grants=...)"
            )

    def test_error_codes_carry_the_plugins_prefix(self, kit: Kit) -> None:
        """A code says whose error it is, so that two plugins never mean different things by one."""
        for feature in self._features(kit):
            wrong = unprefixed_error_codes(feature)
            assert not wrong, f"these codes must begin with {feature.plugin!r} and a dot:\n" + "\n".join(
                wrong
            )

    # --- messages, records, facts ------------------------------------------------------------------------------

    def test_messages_are_frozen_slotted_and_declared(self, kit: Kit) -> None:
        """A message is a value: it cannot change, holds nothing undeclared, and says what it needs."""
        for message in self._messages(kit):
            name = message.__name__
            assert attrs.inspect(message).is_frozen, f"make {name} frozen: decorate it with attrs.frozen"
            assert attrs.inspect(message).is_slotted, f"make {name} slotted: decorate it with attrs.frozen"
            assert message.__doc__, f"give {name} a docstring that says what it does and what it raises"
            known = {field.name for field in attrs.fields(cast("Any", message))}
            unknown = set(getattr(message, "personal", ())) - known
            assert not unknown, f"{name}.personal names {sorted(unknown)}, which are no fields of it"

    def test_facts_and_records_are_frozen_and_slotted(self, kit: Kit) -> None:
        """Facts and records cross threads and outlive transactions."""
        for cls in (*self._facts(kit), *self._records(kit)):
            assert attrs.inspect(cls).is_frozen, f"make {cls.__name__} frozen: decorate it with attrs.frozen"
            assert attrs.inspect(cls).is_slotted, (
                f"make {cls.__name__} slotted: decorate it with attrs.frozen"
            )

    def test_messages_records_and_facts_survive_json(self, kit: Kit) -> None:
        """What goes to JSON comes back equal: the outbox, the HTTP API and the CLI depend on it."""
        classes = [*self._messages(kit), *self._facts(kit), *self._records(kit)]
        for cls in classes:
            _round_trip(cls, examples_per_class(3_000, classes, max_examples=40))

    # --- behaviour ---------------------------------------------------------------------------------------------

    def test_random_histories_leave_counters_equal_to_counts(self, kit: Kit) -> None:
        """Whatever people do in whatever order, every number that is kept equals its rows."""

        @_SOME
        @given(st.data())
        def history(data: st.DataObject) -> None:
            world = self._world(kit)
            told = [
                describe(attempt)
                for attempt in random_attempts(
                    world, data.draw, self._commands(kit), max_steps=self.max_steps
                )
            ]
            with kit.session(SYSTEM, world.community.slug) as session:
                wrong = recount(session, self.counters)
            assert not wrong, f"these numbers drifted from their rows: {wrong}; after:\n" + "\n".join(told)

        history()

    def test_refused_commands_leave_no_trace(self, kit: Kit) -> None:
        """A refusal is a typed error, and every table is as it was."""

        @_SOME
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

    def test_nothing_crosses_communities(self, kit: Kit) -> None:
        """Ids of one community mean nothing in another one with the same plugin."""
        reached: dict[MessageClass, set[str]] = {}

        @_FEW
        @given(st.data())
        def foreign(data: st.DataObject) -> None:
            here, there = self._world(kit), self._world(kit)
            for _ in random_attempts(there, data.draw, self._commands(kit), max_steps=self.max_steps):
                pass
            for cls in self._messages(kit):
                if id_fields(cls) and not cls.lobby:
                    answers = reached.setdefault(cls, set())
                    tries = 1 if answers & _NOT_FOUND else 4  # until its words are real ones once
                    for _ in range(tries):
                        answers.add(check_isolation(here, there, cls, data.draw))
                        if answers & _NOT_FOUND:
                            break

        foreign()
        for cls, answers in reached.items():
            assert answers & _NOT_FOUND or answers == {"no reference"}, (
                f"{cls.__name__} with ids of another community never got as far as NotFound, only to {answers}; "
                "fetch its references by context_of(session).get, and name real values of its other fields in `sample_values`"
            )

    def test_queries_tell_nothing_of_other_communities(self, kit: Kit) -> None:
        """What happens in one community changes no answer in another one."""
        queries = [cls for cls in self._messages(kit) if issubclass(cls, Query) and not cls.lobby]

        @_FEW
        @given(st.data())
        def apart(data: st.DataObject) -> None:
            here, there = self._world(kit), self._world(kit)
            asked = [data.draw(here.messages(cls, real=True)) for cls in queries]
            before = [here.send(SYSTEM, query) for query in asked]
            for _ in random_attempts(there, data.draw, self._commands(kit), max_steps=self.max_steps):
                pass
            for query, first in zip(asked, before, strict=True):
                again = here.send(SYSTEM, query)
                assert dump(again.result) == dump(first.result), (
                    f"the answer to {query} changed with what happened in another community; "
                    "bind community_id in its statements"
                )

        apart()

    def test_a_raising_gate_closes(self, kit: Kit, commkit_kit_factory: Any) -> None:
        """Whoever adds a gate that fails gets refusals, not open loaders."""
        closed_kit: Kit = commkit_kit_factory(
            *with_failing_gate([type(self).plugin(), *self.more_plugins], self.type)
        )
        world = self._world(closed_kit, people=())
        for cls in dict.fromkeys(self._commands(closed_kit)):

            @examples(_MANY, max_examples=3)
            @given(world.messages(cls, real=True))
            def closed(command: Message[Any]) -> None:
                before = snapshot(closed_kit)
                error = world.send(SYSTEM, command).error
                assert isinstance(error, Denied), f"{command} went past a gate that raised: {error}"
                assert error.code == "runtime.gate_failed", f"{command} was refused by {error.code}"
                assert not differences(before, snapshot(closed_kit)), f"{command} left traces"

            closed()

    def test_a_raising_receiver_harms_nobody(self, kit: Kit, caplog: pytest.LogCaptureFixture) -> None:
        """Signals come after the commit: one that raises costs neither the command nor the other receivers."""
        heard: list[Fact] = []

        @kit.on(Fact)
        def broken(fact: Fact) -> None:
            raise RuntimeError("this receiver is broken on purpose")

        kit.on(Fact)(heard.append)

        @_SOME
        @given(st.data())
        def history(data: st.DataObject) -> None:
            world = self._world(kit)
            done = sum(
                attempt.error is None
                for attempt in random_attempts(
                    world, data.draw, self._commands(kit), max_steps=self.max_steps
                )
            )
            with kit.session(SYSTEM, world.community.slug) as session:
                assert not recount(session, self.counters), f"after {done} commands"

        history()
        assert heard, "no fact was told at all; name real values in `sample_values`, so that commands succeed"

    # --- tables and settings -----------------------------------------------------------------------------------

    def test_tables_follow_the_rules(self, kit: Kit) -> None:
        """Every row of a community is found by its community first; see commkit.testing.lint."""
        for feature in self._features(kit):
            if feature.tables is not None:
                wrong = lint_tables(feature.tables)
                assert not wrong, f"the tables of {feature.name!r} break rules:\n" + "\n".join(wrong)

    def test_migrations_make_exactly_the_declared_tables(self, kit: Kit) -> None:
        """Whoever migrates gets the tables the code was written for: the same columns, keys and indexes."""
        names = frozenset(feature.name for feature in self._features(kit))
        wrong = schema_differences(kit.database.engine, list(tables_of(kit, features=names)))
        assert not wrong, "migrations and tables differ; write a revision:\n" + "\n".join(wrong)

    def test_settings_survive_json_and_bad_ones_are_refused(self, kit: Kit) -> None:
        """Settings can be kept and given back; unknown names and wrong values are told, not stored."""
        world = self._world(kit)
        for feature in self._features(kit):
            if feature.settings is None:
                continue
            cls = type(feature.settings)
            assert load(cls, from_json(to_json(dump(feature.settings)))) == feature.settings
            assert attrs.inspect(cls).is_frozen, f"make {cls.__name__} frozen"
            bad: list[dict[str, Any]] = [{"no_such_setting": 1}]
            bad += [
                {field.name: {"wrong": "type"}} for field in attrs.fields(cls) if not _free(cls, field.name)
            ]
            for values in bad:
                before = snapshot(kit)
                attempt = world.send(SYSTEM, UpdateSettings(feature.name, values))
                assert isinstance(attempt.error, Invalid), (
                    f"{feature.name!r} accepts the settings {values}: annotate {cls.__name__} precisely"
                )
                assert not differences(before, snapshot(kit)), f"the refused settings {values} left traces"

    # --- what is tested ----------------------------------------------------------------------------------------

    def _facts(self, kit: Kit) -> list[FactClass]:
        return [fact for feature in self._features(kit) for fact in feature.facts]

    def _records(self, kit: Kit) -> list[Class]:
        return [
            cls
            for feature in self._features(kit)
            for cls in (*(loader.record for loader in feature.loaders), *feature.records)
        ]

    def _commands(self, kit: Kit) -> list[MessageClass]:
        """The commands of the plugin and of the core, about as many of each; those that end everything left out."""
        core = [message for name in _CORE for message, _ in kit.registry.features[name].handlers]
        own = [cls for cls in self._messages(kit) if cls not in core]
        chosen = [*core, *own * (len(core) // max(len(own), 1))]
        return [cls for cls in chosen if issubclass(cls, Command) and not cls.lobby and cls not in _ENDS]

    def _world(self, kit: Kit, *, people: Sequence[str] = ("steward", "member", "another")) -> World:
        return create_world(
            kit, self.type, settings=self.settings, sample_values=self.sample_values, people=people
        )


def _free(cls: type, field: str) -> bool:
    """Whether a setting may be any object with named values."""
    return "Mapping" in str(get_type_hints(cls)[field])


def _renamed(what: str, cls: type, name: str, feature: Feature) -> str:
    return f"rename the {what} {cls.__name__}, {name!r}: it must begin with {feature.plugin!r} and a dot"


def _round_trip(cls: type[Any], times: int) -> None:
    @examples(_MANY, max_examples=times)
    @given(instances_of(cls))
    def there_and_back(value: Any) -> None:
        back = load(cls, from_json(to_json(dump(value))))
        assert back == value, f"{value!r} comes back from JSON as {back!r}; use types that JSON can carry"

    there_and_back()
