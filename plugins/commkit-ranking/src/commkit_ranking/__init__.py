"""Ranks of threads and replies for commkit: hot, top, controversial, scaled and best, in any community type.

A type names the feature `ranking.ranks`. `ListRankedThreads` and `ViewRankedThreads` are its pages, which stay as they
are while one reads them; `ExplainRank` says why a thread stands where it stands. `ListRankedReplies`,
`ViewRankedReplies` and `ExplainReplyRank` are the same for the replies to one post.
"""

from commkit_ranking.activity import jobs as _activity_jobs
from commkit_ranking.activity import reactions as _activity_reactions
from commkit_ranking.listing import queries as _listing_queries
from commkit_ranking.listing.messages import ListRankedThreads, RankFilter, ViewRankedThreads
from commkit_ranking.plugin import Ranking
from commkit_ranking.policy import Period, RankOrder, ReplyOrder
from commkit_ranking.ranks import gates as _gates
from commkit_ranking.ranks import handlers as _handlers
from commkit_ranking.ranks import queries as _queries
from commkit_ranking.ranks import reactions as _reactions
from commkit_ranking.ranks import subscribers as _subscribers
from commkit_ranking.ranks.feature import rank_feature
from commkit_ranking.ranks.messages import ExplainRank
from commkit_ranking.ranks.records import RankExplanation, RankReport, RankSettings
from commkit_ranking.replies import queries as _reply_queries
from commkit_ranking.replies.messages import ExplainReplyRank, ListRankedReplies, ViewRankedReplies
from commkit_ranking.replies.records import RankedReply, RankedReplyView, ReplyRankExplanation

__all__ = [
    "ExplainRank",
    "ExplainReplyRank",
    "ListRankedReplies",
    "ListRankedThreads",
    "Period",
    "RankExplanation",
    "RankFilter",
    "RankOrder",
    "RankReport",
    "RankSettings",
    "RankedReply",
    "RankedReplyView",
    "Ranking",
    "ReplyOrder",
    "ReplyRankExplanation",
    "ViewRankedReplies",
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
    _reply_queries,
    _subscribers,
)
