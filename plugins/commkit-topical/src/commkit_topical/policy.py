"""What all rooms of the plugin share: the package of its migrations, roles, post kinds, checks of settings."""

from functools import partial

from commkit import Invalid, PostKind

MEMBER, STEWARD = "member", "steward"
MODERATOR = "moderator"
"""The role of who moderates the whole community; those of a sub-topic are moderators of its space."""

MIGRATIONS = "commkit_topical.migrations"
"""The package of the plugin's Alembic revisions; every feature of the plugin names it."""

OPINION = PostKind(name="opinion", opens=True, replies=("reply",), as_reply="reply")
"""The kind of a thread in which somebody says what they think."""
LINK = PostKind(name="link", opens=True, replies=("reply",), as_reply="reply")
"""The kind of a thread about something that stands elsewhere."""
GUIDE = PostKind(name="guide", opens=True, replies=("reply",), as_reply="reply")
"""The kind of a thread whose opening post members keep together: made a wiki, it may be edited by them."""
REPLY = PostKind(name="reply", replies=("reply",))
"""The kind of a reply."""


raise_if_invalid = partial(Invalid.raise_if_any, error_code="topical.bad_settings")
"""Raises all faults of a settings record at once: `(path, code, message)` of each."""
