"""The feature of cross-posts."""

from commkit import Feature
from commkit_topical.cross_posting.facts import ThreadCrossPosted
from commkit_topical.cross_posting.records import CrossPosts
from commkit_topical.policy import MIGRATIONS
from commkit_topical.tables import CROSS_POSTING

cross_post_feature = Feature(
    "topical.cross_posts",
    tables=CROSS_POSTING,
    migrations=MIGRATIONS,
    requires=("posts",),
    grants={"visitor": {"topical.read_cross_posts"}},
    facts=(ThreadCrossPosted,),
    records=(CrossPosts,),
)
"""Threads that are posted in several spaces."""
