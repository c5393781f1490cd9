"""What all rooms of the plugin share: the package of its migrations, roles, post kinds, checks of settings."""

from collections.abc import Iterable

from commkit import FieldError, Invalid, PostKind

MEMBER, STEWARD = "member", "steward"
EDITOR, REPORTER, MODERATOR, EXPERT = "editor", "reporter", "moderator", "expert"
"""The roles of media communities. An expert is no staff: they answer for what they know, not for the company."""

MIGRATIONS = "commkit_media.migrations"
"""The package of the plugin's Alembic revisions; every feature of the plugin names it."""

PAGE = PostKind(name="page", opens=True, staff_only=True, replies=("comment",), as_reply="comment")
"""The kind of the community's own post above the comments on a page of the host."""


def raise_if_invalid(faults: Iterable[tuple[str, str, str]]) -> None:
    """Raise all faults of a settings record at once.

    Args:
        faults: `(path, code, message)` of each.

    Raises:
        Invalid: There is at least one (`media.bad_settings`).
    """
    errors = [FieldError(*fault) for fault in faults]
    if errors:
        raise Invalid(errors, code="media.bad_settings")
