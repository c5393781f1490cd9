"""Reputation for commkit: points from evidence, privileges by quality, badges and leaderboards, in any community type.

A type declares what counts (`Evidence`, `VoteEvidence`), what it allows (`Privilege`) and what is awarded (`Badge`),
and names the features that read it: `reputation.points`, `reputation.privileges`, `reputation.badges`,
`reputation.leaderboards`.
"""

from commkit_reputation.badges import imports as _badge_imports
from commkit_reputation.badges import queries as _badge_queries
from commkit_reputation.badges import reactions as _badge_reactions
from commkit_reputation.badges import subscribers as _badge_subscribers
from commkit_reputation.badges.facts import BadgeAwarded, BadgeRevoked
from commkit_reputation.badges.feature import badge_feature
from commkit_reputation.badges.messages import ListAwards, ListBadgeHolders, ListBadges, ReadAward
from commkit_reputation.badges.records import Award, AwardId, Badge, BadgeInfo, BadgeRank, Over
from commkit_reputation.leaderboards import handlers as _leaderboard_handlers
from commkit_reputation.leaderboards import queries as _leaderboard_queries
from commkit_reputation.leaderboards.feature import leaderboard_feature
from commkit_reputation.leaderboards.messages import (
    ReadLeaderboard,
    ReadLeaderboardAround,
    ReadListed,
    SetListed,
)
from commkit_reputation.leaderboards.records import Leaderboard, LeaderboardRow, LeaderboardSettings
from commkit_reputation.plugin import Reputation
from commkit_reputation.points import handlers as _point_handlers
from commkit_reputation.points import queries as _point_queries
from commkit_reputation.points import subscribers as _point_subscribers
from commkit_reputation.points.facts import (
    EvidenceReinstated,
    EvidenceVoided,
    PointsChanged,
    ReputationRebuilt,
)
from commkit_reputation.points.feature import point_feature
from commkit_reputation.points.jobs import RebuildReputation
from commkit_reputation.points.messages import (
    ListEvidence,
    ListEvidenceVoids,
    ReadReputation,
    ReinstateEvidence,
    VoidEvidence,
)
from commkit_reputation.points.rebuilding import handlers as _rebuilding_handlers
from commkit_reputation.points.records import (
    Difference,
    Evidence,
    EvidenceId,
    EvidenceItem,
    EvidenceVoid,
    MemberReputation,
    PointSettings,
    RebuildReport,
    VoteEvidence,
)
from commkit_reputation.policy import Period
from commkit_reputation.privileges import gates as _privilege_gates
from commkit_reputation.privileges import offers as _privilege_offers
from commkit_reputation.privileges import queries as _privilege_queries
from commkit_reputation.privileges import reactions as _privilege_reactions
from commkit_reputation.privileges import subscribers as _privilege_subscribers
from commkit_reputation.privileges.explanations import explain_earned
from commkit_reputation.privileges.facts import FoundingEnded, PrivilegeEarned, PrivilegeLost
from commkit_reputation.privileges.feature import privilege_feature
from commkit_reputation.privileges.messages import ListPrivileges
from commkit_reputation.privileges.queries import has_earned, passes_privileges
from commkit_reputation.privileges.records import (
    Privilege,
    PrivilegeRequirement,
    PrivilegeSettings,
    PrivilegeStatus,
)
from commkit_reputation.privileges.statements import earned

__all__ = [
    "Award",
    "AwardId",
    "Badge",
    "BadgeAwarded",
    "BadgeInfo",
    "BadgeRank",
    "BadgeRevoked",
    "Difference",
    "Evidence",
    "EvidenceId",
    "EvidenceItem",
    "EvidenceReinstated",
    "EvidenceVoid",
    "EvidenceVoided",
    "FoundingEnded",
    "Leaderboard",
    "LeaderboardRow",
    "LeaderboardSettings",
    "ListAwards",
    "ListBadgeHolders",
    "ListBadges",
    "ListEvidence",
    "ListEvidenceVoids",
    "ListPrivileges",
    "MemberReputation",
    "Over",
    "Period",
    "PointSettings",
    "PointsChanged",
    "Privilege",
    "PrivilegeEarned",
    "PrivilegeLost",
    "PrivilegeRequirement",
    "PrivilegeSettings",
    "PrivilegeStatus",
    "ReadAward",
    "ReadLeaderboard",
    "ReadLeaderboardAround",
    "ReadListed",
    "ReadReputation",
    "RebuildReport",
    "RebuildReputation",
    "ReinstateEvidence",
    "Reputation",
    "ReputationRebuilt",
    "SetListed",
    "VoidEvidence",
    "VoteEvidence",
    "badge_feature",
    "earned",
    "explain_earned",
    "has_earned",
    "leaderboard_feature",
    "passes_privileges",
    "point_feature",
    "privilege_feature",
]

del (
    _badge_imports,
    _badge_queries,
    _badge_reactions,
    _badge_subscribers,
    _leaderboard_handlers,
    _leaderboard_queries,
    _point_handlers,
    _point_queries,
    _point_subscribers,
    _privilege_gates,
    _privilege_offers,
    _privilege_queries,
    _privilege_reactions,
    _privilege_subscribers,
    _rebuilding_handlers,
)
