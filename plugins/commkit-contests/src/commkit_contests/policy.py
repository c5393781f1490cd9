"""What all rooms of the plugin share: names, roles, the limits of texts, checks of settings."""

from functools import partial
from typing import Annotated

from commkit import Invalid, Text

FEATURE = "contests.contests"
MIGRATIONS = "commkit_contests.migrations"
"""The package of the plugin's Alembic revisions."""
MEMBER, STEWARD, SYSTEM_ROLE = "member", "steward", "system"
SILENCED, SUSPENDED = "silenced", "suspended"

READ, OPEN, MANAGE = "contests.read", "contests.open", "contests.manage"
ENTER, JUDGE, LEAVE = "contests.enter", "contests.judge", "contests.withdraw"
ADVANCE, SEE_ENTRIES = "contests.advance", "contests.see_entries"
"""Permissions of the host alone: to go on at the times of contests, and to be told who entered and who marked."""

MAX_JUDGES, MAX_ENTRIES, MAX_CRITERIA = 30, 1_000, 10
"""How many judges, entries and criteria a contest has at most."""

Title = Annotated[str, Text(max=200, multiline=False)]
Body = Annotated[str, Text(max=20_000)]
Reason = Annotated[str, Text(max=2_000)]

raise_if_invalid = partial(Invalid.raise_if_any, error_code="contests.bad_settings")
"""Raises all faults of a settings record at once: `(path, code, message)` of each."""
