"""The feature of notifications: what members are told, where and when."""

from commkit.runtime.features import Feature

notifications = Feature("notifications")
"""The feature of notifications: what members are told, where and when."""
