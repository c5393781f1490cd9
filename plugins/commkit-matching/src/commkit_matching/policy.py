"""What all rooms of the plugin share: its names."""

FEATURE = "matching.matches"
MIGRATIONS = "commkit_matching.migrations"
MEMBER, STEWARD, SYSTEM_ROLE = "member", "steward", "system"
SILENCED, SUSPENDED = "silenced", "suspended"
SMALLEST_GROUP = 5
"""Numbers about fewer people are not told (k-anonymity)."""
