"""The records of watching."""

from datetime import datetime
from enum import StrEnum

from attrs import frozen


class WatchLevel(StrEnum):
    """How closely a member watches a thread, a tag or the whole community."""

    WATCHING = "watching"
    """Notified of every reply."""
    NORMAL = "normal"
    """Notified of replies to their posts and of mentions."""
    MUTED = "muted"
    """Notified of nothing."""


class WatchScope(StrEnum):
    """What is watched."""

    THREAD = "thread"
    TAG = "tag"
    COMMUNITY = "community"


@frozen
class Watch:
    """A member's watch of a thread, a tag or the community.

    Attributes:
        scope: A thread, a tag or the community.
        target: The thread's id or the tag; empty for the community.
        level: The level.
        at: When it was set.
    """

    scope: WatchScope
    target: str
    level: WatchLevel
    at: datetime
