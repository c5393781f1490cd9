"""The generated suites, and what each of them covers: read off the suites themselves, not off a list."""

from collections.abc import Iterator
from contextlib import closing
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from attrs import field, frozen

from commkit import Command, Fact, Kit, Query
from commkit.runtime.model.messages import Message
from commkit.testing.conformance import PluginConformance
from commkit.testing.noninterference import PUBLISHING, private_commands
from commkit.testing.permissions import ExpectedPermission
from tests.faults import test_malformed
from tests.members import test_actor_lock_matrix
from tests.testing import test_permissions
from tests.testing.everything import Everything
from tests.testing.test_conformance_core import TestCore

ROOT = Path(__file__).parents[2]
PERMITTED = "test_every_message_is_permitted_to_whom_it_should_be"
MEANWHILE = "test_no_command_is_kept_whose_actor_or_community_changed_meanwhile"
SURVIVES_JSON = "test_messages_records_and_facts_survive_json"
PERSON_DATA = "test_what_tables_hold_about_people_is_exported_and_erased"
COPIES = "test_rows_can_be_copied_to_another_database"
OUTSIDERS = "test_outsiders_learn_nothing_of_what_is_private"

Suite = type[PluginConformance]
MessageClass = type[Message[Any]]


def plugin_suites() -> list[Suite]:
    """The conformance suite of each plugin of the workspace."""
    return [
        suite
        for file in sorted(ROOT.glob("plugins/*/tests/test_conformance.py"))
        for suite in _suites_in(file)
    ]


def _suites_in(file: Path) -> Iterator[Suite]:
    spec = spec_from_file_location(f"conformance_of_{file.parts[-3].replace('-', '_')}", file)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    for name, value in vars(module).items():
        if name.startswith("Test") and isinstance(value, type) and issubclass(value, PluginConformance):
            yield value


SUITES: tuple[Suite, ...] = (TestCore, *plugin_suites())


def expected_of_plugins(*names: str) -> dict[str, ExpectedPermission]:
    """What the suites of plugins expect of the messages whose names begin with those of the plugins."""
    return {
        name: expected
        for suite in SUITES[1:]
        for name, expected in suite.expected_permissions.items()
        if name.partition(".")[0] in names
    }


def kit_of_all(*more: Any) -> Kit:
    """A Kit of the core and all plugins of the workspace, on a database in memory."""
    return Kit("sqlite://", plugins=[Everything(), *(suite.plugin() for suite in SUITES[1:]), *more])


@frozen
class Covered:
    """What the generated suites cover in a kit.

    Attributes:
        kit: The kit.
        suites: The conformance suites.
    """

    kit: Kit
    suites: tuple[Suite, ...] = field(default=SUITES)

    def features(self, test: str) -> set[str]:
        """The names of the features for which a test of the conformance suites runs."""
        running = [suite for suite in self.suites if getattr(suite, test) is not None]
        return {feature.name for suite in running for feature in suite()._features(self.kit)}

    def handled(self, test: str) -> set[MessageClass]:
        """The messages of the features for which a test runs."""
        known = self.kit.registry.features
        return {message for name in self.features(test) for message, _ in known[name].handlers}

    def permitted(self) -> set[MessageClass]:
        """Messages for which it is written down, and tried, who may send them."""
        names = {
            name for noun in test_permissions.NOUNS for name in test_permissions.names_of(self.kit, noun)
        }
        return self.handled(PERMITTED) | {self.kit.registry.messages[name] for name in names}

    def meanwhile(self) -> set[MessageClass]:
        """Commands that are tried with an actor or a community that changed."""
        core: set[MessageClass] = set(test_actor_lock_matrix.covered_commands(self.kit))
        return core | {cls for cls in self.handled(MEANWHILE) if issubclass(cls, Command)}

    def malformed(self) -> set[MessageClass]:
        """Messages that are loaded and sent with nonsense in their fields."""
        with test_malformed.kit_of_messages() as whole:
            return set(test_malformed.covered_messages(whole))

    def interfering(self) -> set[MessageClass]:
        """Queries that outsiders ask, and commands that are carried out in private, in each suite's own kit."""
        found: set[MessageClass] = set()
        for suite in self.suites:
            if getattr(suite, OUTSIDERS) is not None:
                with closing(Kit("sqlite://", plugins=[suite.plugin(), *suite.extra_plugins])) as own:
                    found |= {cls for cls in own.registry.messages.values() if issubclass(cls, Query)}
                    found |= set(private_commands(own, PUBLISHING | {*suite.publishing}))
        return found

    def publishing(self) -> frozenset[str]:
        """The names of messages that make something public."""
        return PUBLISHING | {name for suite in self.suites for name in suite.publishing}

    def facts(self) -> set[type[Fact]]:
        """Facts that go to JSON and back."""
        return {
            fact for name in self.features(SURVIVES_JSON) for fact in self.kit.registry.features[name].facts
        }

    def records(self) -> set[type]:
        """Records that go to JSON and back."""
        features = [self.kit.registry.features[name] for name in self.features(SURVIVES_JSON)]
        return {
            record
            for feature in features
            for record in (*(loader.record for loader in feature.loaders), *feature.records)
        }

    def tables(self, test: str) -> set[str]:
        """The names of tables on which a test runs."""
        found = {
            table
            for name in self.features(test)
            if (tables := self.kit.registry.features[name].tables) is not None
            for table in tables.tables
        }
        untried = {name for suite in self.suites for name in suite.untried_tables}
        return found - untried if test == PERSON_DATA else found
