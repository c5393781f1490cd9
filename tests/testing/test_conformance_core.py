"""The core keeps the rules that every plugin must keep."""

from commkit.testing.conformance import PluginConformance
from tests.sample import Sample


class TestCore(PluginConformance):
    plugin = Sample
    type = "forum"
    features = ("communities", "members", "posts")
