"""The feature that explains decisions."""

from commkit.explaining.records import Trace
from commkit.runtime.composing.features import Feature
from commkit.runtime.model.traces import TraceStep
from commkit.runtime.model.types import OUTSIDER, SILENCED, STEWARD, SUSPENDED

_OWN = {"explaining.ask:own"}

explaining = Feature(
    "explaining",
    grants={OUTSIDER: _OWN, SILENCED: _OWN, SUSPENDED: _OWN, STEWARD: {"explaining.ask"}},
    records=(TraceStep, Trace),
)
"""The feature that explains decisions."""
