"""Limits of slow mode."""

from datetime import timedelta
from uuid import UUID

WHOLE_COMMUNITY = UUID(int=0)
"""In place of a thread: the pause between any two posts of a member in the community."""
MAX_PAUSE = timedelta(days=7)
"""The longest pause of a single thread."""
