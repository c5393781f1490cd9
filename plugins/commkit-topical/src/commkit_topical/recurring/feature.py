"""The feature of recurring threads."""

from commkit import Feature
from commkit_topical.policy import MIGRATIONS, STEWARD
from commkit_topical.recurring.facts import (
    RecurringThreadCreated,
    RecurringThreadEnded,
    RecurringThreadOpened,
)
from commkit_topical.tables import RECURRING

MANAGE = "topical.manage_recurring_threads"
"""The permission to make and end recurring threads; a type grants it to its moderators."""

recurring_feature = Feature(
    "topical.recurring_threads",
    tables=RECURRING,
    migrations=MIGRATIONS,
    requires=("posts",),
    grants={STEWARD: {MANAGE}, "system": {"topical.open_recurring_thread"}},
    system_only=("topical.open_recurring_thread",),
    facts=(RecurringThreadCreated, RecurringThreadOpened, RecurringThreadEnded),
)
"""Threads that open by themselves again and again."""
