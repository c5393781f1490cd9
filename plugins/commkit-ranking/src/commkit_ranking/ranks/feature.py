"""The feature of ranks, with its settings."""

from commkit import Feature
from commkit_ranking.policy import MIGRATIONS, SYSTEM_ROLE
from commkit_ranking.ranks.records import RankExplanation, RankReport, RankSettings
from commkit_ranking.ranks.retention import RANK_RETENTION
from commkit_ranking.replies.records import RankedReply, RankedReplyView, ReplyRankExplanation
from commkit_ranking.tables import metadata

rank_feature = Feature(
    "ranking.ranks",
    tables=metadata,
    migrations=MIGRATIONS,
    settings=RankSettings(),
    requires=("posts",),
    grants={SYSTEM_ROLE: {"ranking.keep"}},
    records=(RankExplanation, RankReport, RankedReply, RankedReplyView, ReplyRankExplanation),
    retention=RANK_RETENTION,
)
"""Ranks of threads, and of the replies to a post, and pages by them."""
