"""The worker's own messages of the plugin."""

from commkit_topical.cooling.jobs import MeasureHeat, ReviewCooling
from commkit_topical.recurring.jobs import OpenRecurringThread

__all__ = ["MeasureHeat", "OpenRecurringThread", "ReviewCooling"]
