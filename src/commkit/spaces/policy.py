"""What a space must be like: its address, its kinds, and an audience that is never wider than its parent's."""

import re
from collections.abc import Sequence

from commkit.runtime.model.errors import Conflict, Denied, FieldError, Invalid
from commkit.runtime.model.types import CommunityType
from commkit.spaces.records import Space

MAX_SPACES = 500
"""Spaces of a community that are listed, archived ones among them, at most."""
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def check_slug(slug: str) -> None:
    """Check the name of a space in addresses.

    Raises:
        Invalid: It has other signs than lower-case letters, digits and inner hyphens.
    """
    if _SLUG.fullmatch(slug) is None:
        raise Invalid.field("slug", "bad_slug", "use lower-case letters, digits and inner hyphens")


def check_kinds(type: CommunityType, kinds: Sequence[str]) -> None:
    """Check the kinds of posts that may be opened in a space.

    Raises:
        Invalid: The community's type has no such kind, or it opens no thread.
    """
    known = {kind.name for kind in type.post_kinds if kind.opens}
    if unknown := sorted(set(kinds) - known):
        choices = ", ".join(sorted(known)) or "none"
        raise Invalid([FieldError("kinds", "unknown_kind", f"{unknown[0]!r} is none; choose of: {choices}")])


def check_kept_by_people(space: Space) -> None:
    """Check that people may change a space.

    Raises:
        Denied: A feature keeps it.
    """
    if space.kept_by:
        raise Denied(
            "spaces.kept", f"this space is kept by {space.kept_by!r}, and changed by its commands only"
        )


def check_kind_allowed(space: Space, kind: str) -> None:
    """Check that a thread of a kind may stand in a space.

    Raises:
        Conflict: The space takes other kinds.
    """
    if space.kinds and kind not in space.kinds:
        raise Conflict(
            "spaces.kind_not_allowed",
            f"no {kind} stands in this space; choose one of: {', '.join(space.kinds)}",
            kinds=list(space.kinds),
        )


def archived() -> Conflict:
    """The error of who writes in an archived space."""
    return Conflict("spaces.archived", "this space is archived; reopen it, or choose another one")
