"""Webhooks: telling other systems what happened."""

from commkit.webhooks.feature import webhooks

__all__ = ["webhooks"]
