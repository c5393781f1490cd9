"""What a plugin declares: names, messages, records, facts, loaders, settings."""

from types import FunctionType
from typing import Any, cast, get_type_hints

import attrs
from hypothesis import given

from commkit.communities import UpdateSettings
from commkit.core import CORE_FEATURES
from commkit.kit import Kit
from commkit.runtime.composing.callbacks import Loader
from commkit.runtime.composing.features import Feature
from commkit.runtime.model.errors import Invalid
from commkit.runtime.model.messages import Fact, Message
from commkit.runtime.model.types import permission_name
from commkit.runtime.sessions.composition import SYSTEM
from commkit.runtime.storage.table_names import table_prefix
from commkit.runtime.values.serialization import dump, from_json, load, to_json
from commkit.runtime.values.validation import validator_of
from commkit.testing.conformance.suite import ConformanceSuite, examples, examples_per_class
from commkit.testing.error_codes import unprefixed_error_codes
from commkit.testing.snapshots import differences, snapshot
from commkit.testing.strategies import instances_of, messages

# `type` is an attribute of the suite
Class = type
FactClass = type[Fact]

_HOST_PERMISSIONS = frozenset({"importers"})
"""Plugins whose permissions no role has: only the host sends their messages."""


class DeclarationTests(ConformanceSuite):
    """Tests of what a plugin declares."""

    # --- names -------------------------------------------------------------------------------------------------

    def test_names_carry_the_plugins_prefix(self, declared_kit: Kit) -> None:
        """Features, tables, permissions, facts and error codes begin with the plugin's name."""
        for feature in self._features(declared_kit):
            core = "." not in feature.name
            prefix = table_prefix(None if core else feature.plugin)
            for table in feature.tables.tables if feature.tables is not None else ():
                assert table.startswith(prefix), f"rename the table {table!r}: it must begin with {prefix!r}"
            for fact in feature.facts:
                assert fact.name.startswith(f"{feature.plugin}."), _rename("fact", fact, fact.name, feature)
            for message, _ in feature.handlers:
                assert message.permission.startswith(f"{feature.plugin}."), _rename(
                    "permission of", message, message.permission, feature
                )

    def test_permissions_are_granted_to_somebody(self, declared_kit: Kit) -> None:
        """A permission that no role has makes a message that only the host can send."""
        made = declared_kit.registry.types[self.type]
        granted = {
            permission_name(permission)
            for feature in declared_kit.registry.features.values()
            for permissions in feature.all_grants.values()
            for permission in permissions
        }
        granted |= {permission_name(p) for role in made.roles.values() for p in role.grants}
        granted |= {permission_name(p) for level in made.trust for p in level.grants}
        for message in self._messages(declared_kit):
            plugin = message.permission.partition(".")[0]
            assert message.permission in granted or plugin in _HOST_PERMISSIONS, (
                f"{message.__name__} needs {message.permission!r}, which no role has; "
                "say `granted_to` there, or grant it in Feature(grants=...), to 'system' where only the host sends it"
            )

    def test_error_codes_carry_the_plugins_prefix(self, declared_kit: Kit) -> None:
        """A code begins with its plugin's name, so that two plugins never mean different things by one."""
        for feature in self._features(declared_kit):
            wrong = unprefixed_error_codes(feature)
            assert not wrong, f"these codes must begin with {feature.plugin!r} and a dot:\n" + "\n".join(
                wrong
            )

    # --- messages, records, facts ------------------------------------------------------------------------------

    def test_messages_are_frozen_slotted_and_declared(self, declared_kit: Kit) -> None:
        """A message is a value: it cannot change, holds nothing undeclared, and is documented."""
        for message in self._messages(declared_kit):
            name = message.__name__
            assert attrs.inspect(message).is_frozen, f"make {name} frozen: decorate it with attrs.frozen"
            assert attrs.inspect(message).is_slotted, f"make {name} slotted: decorate it with attrs.frozen"
            assert message.__doc__, f"give {name} a docstring that says what it does and what it raises"
            known = {field.name for field in attrs.fields(cast("Any", message))}
            unknown = set(getattr(message, "personal", ())) - known
            assert not unknown, f"{name}.personal names {sorted(unknown)}, which are no fields of it"

    def test_facts_and_records_are_frozen(self, declared_kit: Kit) -> None:
        """Facts and records are used in several threads, and after their transaction."""
        for cls in (*self._facts(declared_kit), *self._records(declared_kit)):
            name = cls.__name__
            assert attrs.inspect(cls).is_frozen, f"make {name} frozen: decorate it with attrs.frozen"

    def test_messages_records_and_facts_survive_json(self, declared_kit: Kit) -> None:
        """What goes to JSON comes back equal: the outbox, the HTTP API and the CLI depend on it."""
        classes = [
            *self._messages(declared_kit),
            *self._facts(declared_kit),
            *self._records(declared_kit),
        ]
        for cls in classes:
            _round_trip(cls, examples_per_class(3_000, classes, at_most=40))

    def test_every_well_formed_message_is_valid(self, declared_kit: Kit) -> None:
        """What Hypothesis makes of a message's annotations passes its validation."""
        classes = self._messages(declared_kit)
        for cls in classes:

            @examples(None, examples_per_class(1_000, classes, at_most=20))
            @given(messages(declared_kit, cls))
            def passes(message: Message[Any]) -> None:
                validator_of(type(message))(message)

            passes()

    # --- loaders -----------------------------------------------------------------------------------------------

    def test_each_loader_loads_a_record_of_its_own_plugin(self, declared_kit: Kit) -> None:
        """A loader decides who sees a record; a plugin that loads another one's record decides for it."""
        owners = _packages_of_records(declared_kit)
        for feature in self._features(declared_kit):
            for loader in feature.loaders:
                owner = owners.get(loader.record)
                assert owner in (None, feature.plugin), (
                    f"{feature.name!r} loads {loader.record.__name__}, a record of {owner!r}, "
                    "which decides who sees it; load records of your own, and use context.get(...) for others"
                )

    def test_the_loaders_of_others_are_as_they_were(self, declared_kit: Kit) -> None:
        """Composing or importing the plugin replaces no loader of another feature."""
        own = {feature.name for feature in self._features(declared_kit)}
        for feature in declared_kit.registry.features.values():
            for loader in feature.loaders if feature.name not in own else ():
                foreign = _foreign_function(loader)
                assert foreign is None, (
                    f"the loader of {loader.record.__name__} belongs to {feature.name!r}, and is now {foreign}; "
                    "leave the features of others alone"
                )

    # --- settings ----------------------------------------------------------------------------------------------

    def test_settings_survive_json_and_bad_ones_are_refused(self, kit: Kit) -> None:
        """Settings can be stored and loaded; unknown names and wrong values are refused, and not stored."""
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


def _packages_of_records(kit: Kit) -> dict[type, str]:
    """The plugin of each record that some feature names, or that a package of the core defines."""
    owners: dict[type, str] = {}
    core = {feature.name for feature in CORE_FEATURES}
    for feature in kit.registry.features.values():
        for record in feature.records:
            owners[record] = feature.plugin
        for loader in feature.loaders:
            package = _noun_of(loader.record)
            if package in core:
                owners[loader.record] = package
    return owners


def _noun_of(cls: type) -> str:
    """`posts` for a class in `commkit.posts`; nothing for a class of another distribution."""
    top, _, rest = cls.__module__.partition(".")
    return rest.partition(".")[0] if top == "commkit" else ""


def _foreign_function(loader: Loader) -> str | None:
    """A function of a loader that is not of the package in which the record is defined."""
    home = loader.record.__module__.partition(".")[0]
    for function in (loader.fetch, loader.owner):
        if isinstance(function, FunctionType) and function.__module__.partition(".")[0] != home:
            return f"{function.__module__}.{function.__qualname__}"
    return None


def _free(cls: type, field: str) -> bool:
    """Whether a setting may be any object with named values."""
    return "Mapping" in str(get_type_hints(cls)[field])


def _rename(what: str, cls: type, name: str, feature: Feature) -> str:
    return f"rename the {what} {cls.__name__}, {name!r}: it must begin with {feature.plugin!r} and a dot"


def _round_trip(cls: type[Any], times: int) -> None:
    @examples(None, times)
    @given(instances_of(cls))
    def there_and_back(value: Any) -> None:
        back = load(cls, from_json(to_json(dump(value))))
        assert back == value, f"{value!r} comes back from JSON as {back!r}; use types that JSON can carry"

    there_and_back()
