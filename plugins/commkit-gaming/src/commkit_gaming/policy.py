"""What all rooms of the plugin share: the package of its migrations, roles, post kinds, checks of settings."""

from collections.abc import Iterable

from commkit import FieldError, Invalid, PostKind

MEMBER, STEWARD, SILENCED, SUSPENDED = "member", "steward", "silenced", "suspended"
ORGANISER = "organiser"
"""The role of who holds tournaments and keeps the ladder."""

MIGRATIONS = "commkit_gaming.migrations"
"""The package of the plugin's Alembic revisions; every feature of the plugin names it."""

TOPIC = PostKind(name="topic", opens=True, replies=("reply",), as_reply="reply")
"""The kind of a thread."""
REPLY = PostKind(name="reply", replies=("reply",))
"""The kind of a reply."""


def raise_if_invalid(faults: Iterable[tuple[str, str, str]]) -> None:
    """Raise all faults of a settings record at once.

    Args:
        faults: `(path, code, message)` of each.

    Raises:
        Invalid: There is at least one (`gaming.bad_settings`).
    """
    errors = [FieldError(*fault) for fault in faults]
    if errors:
        raise Invalid(errors, code="gaming.bad_settings")
