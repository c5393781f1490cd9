"""The feature that explains decisions."""

from commkit.explaining.records import Trace
from commkit.runtime.features import Feature
from commkit.runtime.traces import Step
from commkit.runtime.types import OUTSIDER, SILENCED, STEWARD, SUSPENDED

_OWN = {"explaining.ask:own"}

explaining = Feature(
    "explaining",
    grants={OUTSIDER: _OWN, SILENCED: _OWN, SUSPENDED: _OWN, STEWARD: {"explaining.ask"}},
    records=(Step, Trace),
)
"""The feature that explains decisions."""
