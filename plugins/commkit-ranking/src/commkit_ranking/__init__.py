"""Ranks of threads for commkit: hot, top, controversial, scaled and best, in any community type.

A type names the feature `ranking.ranks`. `ListRankedThreads` and `ViewRankedThreads` are its pages, which stay as they
are while one reads them; `ExplainRank` says why a thread stands where it stands.
"""

from commkit_ranking.activity import jobs as _activity_jobs
from commkit_ranking.activity import reactions as _activity_reactions
from commkit_ranking.listing import queries as _listing_queries
from commkit_ranking.listing.messages import ListRankedThreads, RankFilter, ViewRankedThreads
from commkit_ranking.plugin import Ranking
from commkit_ranking.policy import Period, RankOrder
from commkit_ranking.ranks import gates as _gates
from commkit_ranking.ranks import handlers as _handlers
from commkit_ranking.ranks import queries as _queries
from commkit_ranking.ranks import reactions as _reactions
from commkit_ranking.ranks import subscribers as _subscribers
from commkit_ranking.ranks.feature import rank_feature
from commkit_ranking.ranks.messages import ExplainRank
from commkit_ranking.ranks.records import RankExplanation, RankReport, RankSettings

__all__ = [
    "ExplainRank",
    "ListRankedThreads",
    "Period",
    "RankExplanation",
    "RankFilter",
    "RankOrder",
    "RankReport",
    "RankSettings",
    "Ranking",
    "ViewRankedThreads",
    "rank_feature",
]

del (
    _activity_jobs,
    _activity_reactions,
    _gates,
    _handlers,
    _listing_queries,
    _queries,
    _reactions,
    _subscribers,
)
