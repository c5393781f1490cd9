"""Notifications: what members are told, where and when."""

from commkit.notifications.feature import notifications

__all__ = ["notifications"]
