"""The feature of explaining."""

from commkit.explaining.records import DecisionTrace
from commkit.runtime.composing.features import Feature
from commkit.runtime.model.traces import TraceStep
from commkit.runtime.model.types import OUTSIDER, SILENCED, STEWARD, SUSPENDED

_OWN = {"explaining.explain:own"}

explaining = Feature(
    "explaining",
    grants={OUTSIDER: _OWN, SILENCED: _OWN, SUSPENDED: _OWN, STEWARD: {"explaining.explain"}},
    records=(TraceStep, DecisionTrace),
)
"""The feature that explains decisions; every community has it."""
