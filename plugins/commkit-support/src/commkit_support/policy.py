"""What all rooms of the plugin share: its roles, and the check of settings."""

from collections.abc import Iterable

from commkit import FieldError, Invalid

MEMBER, STEWARD = "member", "steward"
AGENT = "agent"
"""A role of support communities: staff that answers and manages questions, but not members."""
SYSTEM_ROLE = "system"
"""The role of `SYSTEM`, which no membership can have: for what only schedulers and workers do."""

MIGRATIONS = "commkit_support.migrations"
"""The package of the plugin's Alembic revisions; every feature of the plugin names it."""


def raise_if_invalid(faults: Iterable[tuple[str, str, str]]) -> None:
    """Raise all faults of a settings record at once.

    Args:
        faults: `(path, code, message)` of each.

    Raises:
        Invalid: There is at least one (`support.bad_settings`).
    """
    errors = [FieldError(*fault) for fault in faults]
    if errors:
        raise Invalid(errors, code="support.bad_settings")
