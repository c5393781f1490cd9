"""Feedback keeps the rules that every plugin must keep."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from commkit.feedback import FeedbackKind, FeedbackStatus
from commkit.testing.conformance import PluginConformance
from tests.feedback.counters import COUNTERS
from tests.feedback.permissions import EXPECTED, SETTINGS, THINGS
from tests.sample import Sample


class TestFeedback(PluginConformance):
    plugin = Sample
    type = "forum"
    features = ("feedback",)
    settings = SETTINGS
    expected = EXPECTED
    things = THINGS
    counters = COUNTERS
    words: ClassVar[Mapping[str, Sequence[Any]]] = {
        "status": list(FeedbackStatus),
        "kind": list(FeedbackKind),
        "weight": [1],
        "consent_version": [1],
        "notification_kind": ["feedback.status"],
    }
    steps = 15
