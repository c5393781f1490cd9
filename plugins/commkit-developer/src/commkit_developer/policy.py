"""What all rooms of the plugin share: roles, the package of its migrations, checks of settings and of posts."""

from functools import partial

from commkit import Conflict, Invalid
from commkit.posts import Post

MEMBER, STEWARD = "member", "steward"
MAINTAINER = "maintainer"
"""A role of developer communities: staff that maintains what the community is about, but manages no members."""

MIGRATIONS = "commkit_developer.migrations"
"""The package of the plugin's Alembic revisions; every feature of the plugin names it."""


def check_range(settings: object, **limits: tuple[int, int]) -> None:
    """Check the whole numbers of a settings record, and raise all faults at once.

    Args:
        settings: The record.
        **limits: The least and the greatest value of each field.

    Raises:
        Invalid: A number is out of its range (`developer.bad_settings`).
    """
    raise_if_invalid(
        (name, "out_of_range", f"give {least} to {most}")
        for name, (least, most) in limits.items()
        if not least <= getattr(settings, name) <= most
    )


raise_if_invalid = partial(Invalid.raise_if_any, error_code="developer.bad_settings")
"""Raises all faults of a settings record at once: `(path, code, message)` of each."""


def check_not_removed(post: Post) -> None:
    """Check that a post was not removed.

    Raises:
        Conflict: It was.
    """
    if post.removed_at is not None:
        raise Conflict("developer.post_removed", "this post was removed; restore it first")
