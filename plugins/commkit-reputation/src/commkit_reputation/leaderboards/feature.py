"""The feature of leaderboards, with its settings."""

from commkit import Feature
from commkit_reputation.leaderboards.records import Leaderboard, LeaderboardRow, LeaderboardSettings

leaderboard_feature = Feature(
    "reputation.leaderboards",
    settings=LeaderboardSettings(),
    requires=("reputation.points",),
    grants={role: {"reputation.set_listed"} for role in ("member", "silenced", "suspended")},
    records=(Leaderboard, LeaderboardRow),
)
"""Leaderboards by period."""
