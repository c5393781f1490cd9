"""The feature of leaderboards, with its settings."""

from commkit import Feature
from commkit_reputation.leaderboards.records import Leaderboard, LeaderboardRow, LeaderboardSettings

leaderboard_feature = Feature(
    "reputation.leaderboards",
    settings=LeaderboardSettings(),
    requires=("reputation.points",),
    records=(Leaderboard, LeaderboardRow),
)
"""Leaderboards by period."""
