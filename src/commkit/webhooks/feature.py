"""The feature of webhooks: telling other systems what happened."""

from commkit.runtime.features import Feature

webhooks = Feature("webhooks")
"""The feature of webhooks: telling other systems what happened."""
