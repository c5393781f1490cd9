"""What all rooms of the plugin share: the package of its migrations, roles, post kinds, checks of settings."""

from functools import partial

from commkit import Conflict, Invalid, PostKind
from commkit.posts import Post
from commkit_ama import hour_kinds
from commkit_articles import COMMENT

MEMBER, STEWARD = "member", "steward"
EDITOR, REPORTER, MODERATOR, EXPERT = "editor", "reporter", "moderator", "expert"
"""The roles of media communities. An expert is no staff: they answer for what they know, not for the company."""

MIGRATIONS = "commkit_media.migrations"
"""The package of the plugin's Alembic revisions; every feature of the plugin names it."""

PAGE = PostKind(name="page", opens=True, staff_only=True, replies=("comment",), as_reply="comment")
"""The kind of the community's own post above the comments on a page of the host."""

TICKER = PostKind(name="ticker", opens=True, staff_only=True, replies=("comment", "entry"), as_reply="entry")
"""The kind of a thread that is told live: entries by reporters, and comments of readers."""
ENTRY = PostKind(name="entry", replies=("comment", "entry"))
"""The kind of an entry of a ticker. Entries stand below one where a ticker was merged into another one."""
REVIEW_PAGE = PostKind(
    name="review_page", opens=True, staff_only=True, replies=("review", "comment"), as_reply="review"
)
"""The kind of a thread in which members review something, each once."""
REVIEW = PostKind(name="review", replies=("comment", "review"))
"""The kind of a review with its stars."""
PRESS_KIT = PostKind(name="press_kit", opens=True, staff_only=True)
"""The kind of a post whose files are assets of the press room; it takes no replies."""
MODES = (PAGE, TICKER, ENTRY, *hour_kinds(COMMENT.name, staff_only=True), REVIEW_PAGE, REVIEW)
"""The kinds of the modes of a page; a type has them beside `commkit_articles.COMMENT`."""


def check_kind(post: Post, kind: PostKind, *, field: str) -> None:
    """Check that a post is of a kind.

    Args:
        post: The post.
        kind: The kind that it must be of.
        field: The field that names it.

    Raises:
        Invalid: It is of another one.
    """
    if post.kind != kind.name:
        raise Invalid.field(field, "other_kind", f"name a post of the kind {kind.name}")


def check_not_removed(post: Post) -> None:
    """Check that a post was not removed.

    Raises:
        Conflict: It was.
    """
    if post.removed_at is not None:
        raise Conflict("media.post_removed", "this post was removed; restore it first")


raise_if_invalid = partial(Invalid.raise_if_any, error_code="media.bad_settings")
"""Raises all faults of a settings record at once: `(path, code, message)` of each."""
