"""What all rooms of the plugin share: the package of its migrations, roles, post kinds, checks of settings."""

from functools import partial

from commkit import Invalid, PostKind

MEMBER, STEWARD, SILENCED, SUSPENDED = "member", "steward", "silenced", "suspended"
ORGANISER = "organiser"
"""The role of who holds tournaments and keeps the ladder."""

MIGRATIONS = "commkit_gaming.migrations"
"""The package of the plugin's Alembic revisions; every feature of the plugin names it."""

TOPIC = PostKind(name="topic", opens=True, replies=("reply",), as_reply="reply")
"""The kind of a thread."""
REPLY = PostKind(name="reply", replies=("reply",))
"""The kind of a reply."""


raise_if_invalid = partial(Invalid.raise_if_any, error_code="gaming.bad_settings")
"""Raises all faults of a settings record at once: `(path, code, message)` of each."""
