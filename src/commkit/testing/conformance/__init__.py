"""What every plugin must keep: a test class that a plugin's own tests inherit from.

    class TestSupport(PluginConformance):
        plugin = staticmethod(lambda: Support(first_reply_within=timedelta(hours=4)))
        type = "support"
        settings = {"support.handoff": {...}}      # what the type needs at creation, if anything
        expected_permissions = {"support.offer_handoff": allowed(member="own", steward="any+removed"), ...}

All tests that use a database run on SQLite and on PostgreSQL; `-m "not postgres"` leaves the latter out. Each failure
says what the plugin's author is to do.
"""

from commkit.testing.conformance.behaviour import BehaviourTests
from commkit.testing.conformance.declarations import DeclarationTests
from commkit.testing.conformance.hidden_objects import VisibilityTests
from commkit.testing.conformance.permissions import PermissionTests
from commkit.testing.conformance.tables import TableTests

__all__ = ["PluginConformance"]


class PluginConformance(DeclarationTests, TableTests, PermissionTests, VisibilityTests, BehaviourTests):
    """All rules, checked on one plugin; the attributes to set are those of `ConformanceSuite`."""
