"""Feedback keeps the rules that every plugin must keep."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from commkit.feedback import SuggestionKind, SuggestionStatus
from commkit.testing.conformance import PluginConformance
from tests.feedback.counters import COUNTERS
from tests.feedback.permissions import EXPECTED_PERMISSIONS, FIXTURES, SAMPLE_VALUES, SETTINGS
from tests.sample import Sample


class TestFeedback(PluginConformance):
    plugin = Sample
    type = "forum"
    features = ("feedback",)
    settings = SETTINGS
    expected_permissions = EXPECTED_PERMISSIONS
    fixtures = FIXTURES
    counters = COUNTERS
    sample_values: ClassVar[Mapping[str, Sequence[Any]]] = {
        **SAMPLE_VALUES,
        "status": list(SuggestionStatus),
        "kind": list(SuggestionKind),
        "weight": [1],
        "consent_version": [1],
        "notification_kind": ["feedback.suggestion_status"],
    }
    max_steps = 15
