"""The community types of the shops keep the contract of plugins."""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from typing import ClassVar

import pytest

from commkit.testing.conformance import PluginConformance
from commkit.testing.permissions import allowed
from tests.examples.shops import ROOT

sys.path.append(str(ROOT / "examples" / "flask"))

from roastery import plugin as roastery

# By its file: a module called `shop` is the business of others, too.
_spec = spec_from_file_location("workshop_plugin", ROOT / "examples" / "django" / "shop" / "plugin.py")
assert _spec
assert _spec.loader
workshop = module_from_spec(_spec)
_spec.loader.exec_module(workshop)


@pytest.mark.slow
class TestRoastery(PluginConformance):
    plugin = staticmethod(lambda: roastery)
    type = "roastery"
    expected_permissions: ClassVar = {
        "roastery.log_brew": allowed(member="any", steward="any+removed", system="no"),
        "roastery.list_brews": allowed(visitor="any+removed"),
    }


@pytest.mark.slow
class TestWorkshop(PluginConformance):
    plugin = staticmethod(workshop.Workshop)
    type = "workshop"
