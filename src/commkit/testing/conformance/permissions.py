"""Who may send which message, tried as everybody, about every sort of object."""

from commkit.kit import Kit
from commkit.runtime.model.messages import Command
from commkit.testing.changed_meanwhile import try_changes
from commkit.testing.conformance.suite import ConformanceSuite
from commkit.testing.fixtures import CORE_FIXTURES
from commkit.testing.permission_matrix import find_deviations
from commkit.testing.permissions import undeclared_messages


class PermissionTests(ConformanceSuite):
    """Tests of who may send which message."""

    def test_every_message_is_permitted_to_whom_it_should_be(self, kit: Kit) -> None:
        """Each message, by each role, about each sort of object, open and archived: as `expected_permissions` says."""
        names = [kit.registry.name_of(cls) for cls in self._messages(kit)]
        undeclared = undeclared_messages(names, self.expected_permissions)
        assert not undeclared, (
            f"write down in `expected_permissions` who may send these: {', '.join(undeclared)}"
        )
        found = [
            deviation
            for feature in self._features(kit)
            for deviation in find_deviations(
                kit,
                self.type,
                [kit.registry.name_of(cls) for cls, _ in feature.handlers],
                expected=self.expected_permissions,
                fixtures={**CORE_FIXTURES, **self.fixtures},
                settings=self.settings,
            )
        ]
        assert not found, "\n".join(found)

    def test_no_command_is_kept_whose_actor_or_community_changed_meanwhile(self, kit: Kit) -> None:
        """Whose actor was demoted, banned, erased... in the meantime: see `commkit.testing.changed_meanwhile`."""
        commands = [cls for cls in self._messages(kit) if issubclass(cls, Command)]
        outcome = try_changes(
            kit,
            self.type,
            [kit.registry.name_of(cls) for cls in commands],
            expected=self.expected_permissions,
            fixtures={**CORE_FIXTURES, **self.fixtures},
            settings=self.settings,
        )
        assert not outcome.kept, "leave `actor_lock` of these commands as it is:\n" + "\n".join(outcome.kept)
        assert not outcome.never, (
            f"these were never carried out, so nothing is known of them: {', '.join(outcome.never)}; "
            "give fitting values in `expected_permissions`"
        )
