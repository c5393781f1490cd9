"""The feature of announcements."""

from commkit import Feature

ANNOUNCEMENT = "announcement"
"""The post kind of an announcement."""

announcement_feature = Feature("support.announcements", requires=("posts",))
"""Announcements: only staff makes them."""
