"""The core keeps the rules that every plugin must keep."""

from typing import Any, ClassVar

from commkit.kit import CORE
from commkit.testing.conformance import PluginConformance
from tests.testing.everything import Everything, collected


class TestCore(PluginConformance):
    plugin = Everything
    type = "everything"
    features = tuple(feature.name for feature in CORE if feature.handlers)
    settings = collected("SETTINGS")
    words = collected("WORDS")
    counters: ClassVar[Any] = tuple(collected("COUNTERS").values())
    private = tuple(collected("PRIVATE"))
    revealing = tuple(collected("REVEALING"))
    test_every_message_is_permitted_to_whom_it_should_be = None
    """Noun by noun, in test_permissions.py."""
