"""What all rooms of the plugin share: roles, the package of its migrations, checks of settings; no database."""

from collections.abc import Iterable

from commkit import Invalid

VISITOR, MEMBER, STEWARD, SYSTEM_ROLE = "visitor", "member", "steward", "system"
MIGRATIONS = "commkit_opinion.migrations"
"""The package of the plugin's Alembic revisions; every feature of the plugin names it."""


def raise_if_invalid(faults: Iterable[tuple[str, str]]) -> None:
    """Raise all faults of a settings record at once.

    Args:
        faults: The field and what to give, for each.

    Raises:
        Invalid: There is at least one (`opinion.bad_settings`).
    """
    Invalid.raise_if_any(
        ((path, "out_of_range", message) for path, message in faults), error_code="opinion.bad_settings"
    )
