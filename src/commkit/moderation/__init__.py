"""Moderation: reports, decisions, appeals and limits."""

from commkit.moderation.feature import moderation

__all__ = ["moderation"]
