"""The core keeps the rules that every plugin must keep."""

from typing import Any, ClassVar

from commkit.core import CORE_FEATURES
from commkit.testing.conformance import PluginConformance
from tests.testing.everything import Everything, collect_from_nouns


class TestCore(PluginConformance):
    plugin = Everything
    type = "everything"
    features = tuple(feature.name for feature in CORE_FEATURES)
    settings = collect_from_nouns("SETTINGS")
    sample_values = collect_from_nouns("SAMPLE_VALUES")
    counters: ClassVar[Any] = tuple(collect_from_nouns("COUNTERS").values())
    private_messages = tuple(collect_from_nouns("PRIVATE_MESSAGES"))
    publishing = tuple(collect_from_nouns("PUBLISHING"))
    may_reveal_hidden = tuple(collect_from_nouns("MAY_REVEAL_HIDDEN"))
    may_mention_hidden = collect_from_nouns("MAY_MENTION_HIDDEN")
    untried_tables = ("commkit_search_entry",)
    test_every_message_is_permitted_to_whom_it_should_be = None
    """Noun by noun, in test_permissions.py."""
    test_no_command_is_kept_whose_actor_or_community_changed_meanwhile = None
    """In tests/members/test_actor_lock_matrix.py."""
