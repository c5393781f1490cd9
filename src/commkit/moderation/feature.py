"""The feature of moderation: reports, decisions, appeals and limits."""

from commkit.runtime.features import Feature

moderation = Feature("moderation")
"""The feature of moderation: reports, decisions, appeals and limits."""
