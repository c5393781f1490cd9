"""What all rooms of the plugin share: its roles, where its revisions are, and the check of settings."""

from functools import partial

from commkit import Invalid

MEMBER, STEWARD, OWNER = "member", "steward", "owner"
PEOPLE_PARTNER = "people_partner"
"""A role of internal communities: who keeps org units, onboarding plans and the like, but does not moderate."""
LEGAL = "legal"
"""A role of internal communities: who opens and releases legal holds, and exports what they reach; nobody else does."""
KEEPER = "internal.manage_onboarding"
"""The permission of those who keep onboardings: they make plans, start onboardings, and are told of lost buddies."""

MAX_AUDIENCES = 500
"""Audiences of announcements in a community, at most."""

MIGRATIONS = "commkit_internal.migrations"
"""The package of the plugin's Alembic revisions; every feature of the plugin names it."""


raise_if_invalid = partial(Invalid.raise_if_any, error_code="internal.bad_settings")
"""Raises all faults of a settings record at once: `(path, code, message)` of each."""
