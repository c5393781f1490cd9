"""The worker's own messages of the plugin."""

from commkit_topical.cooling.jobs import MeasureHeat, ReviewCooling

__all__ = ["MeasureHeat", "ReviewCooling"]
