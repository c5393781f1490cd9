"""The tables of the plugin, those of each feature apart; their migrations are one chain."""

from sqlalchemy import MetaData

from commkit.posts import post
from commkit.spaces import space
from commkit.storage import record_table
from commkit_topical.apologies.records import Apology
from commkit_topical.cooling.records import Cooling
from commkit_topical.cross_posting.records import CrossPost
from commkit_topical.custom_feeds.records import CustomFeed, CustomFeedSpace
from commkit_topical.muting.records import SpaceMute, TagMute, WordMute
from commkit_topical.reading.records import ReadingItem, ReadingList
from commkit_topical.recurring.records import RecurringThread

MUTING, COOLING, CROSS_POSTING, CUSTOM_FEEDS, RECURRING, READING = (MetaData() for _ in range(6))
"""The tables of each feature."""

word_mute = record_table("commkit_topical_word_mute", WordMute, key=("member", "word"), metadata=MUTING)
tag_mute = record_table("commkit_topical_tag_mute", TagMute, key=("member", "tag"), metadata=MUTING)
space_mute = record_table(
    "commkit_topical_space_mute",
    SpaceMute,
    key=("member", "space"),
    references={"space": space},
    metadata=MUTING,
)

cooling = record_table(
    "commkit_topical_cooling",
    Cooling,
    index=["thread", ("first", "second"), "started_at"],
    unique=["running"],
    references={"thread": post},
    metadata=COOLING,
)
"""The coolings. The unique column lets one of two workers begin a cooling of a thread."""

apology = record_table(
    "commkit_topical_apology",
    Apology,
    key=("cooling", "author"),
    index=["author", "post"],
    references={"cooling": cooling, "post": post},
    metadata=COOLING,
)
"""The apologies. The key lets a member apologise once in a cooling."""

cross_post = record_table(
    "commkit_topical_cross_post",
    CrossPost,
    key=("post",),
    index=["original"],
    unique=[("original", "space")],
    references={"post": post, "original": post, "space": space},
    metadata=CROSS_POSTING,
)
"""The cross-posts. The unique columns let one of two at once post a thread in a space."""

custom_feed = record_table(
    "commkit_topical_custom_feed",
    CustomFeed,
    index=["owner"],
    metadata=CUSTOM_FEEDS,
)

custom_feed_space = record_table(
    "commkit_topical_custom_feed_space",
    CustomFeedSpace,
    key=("feed", "space"),
    index=["owner", "space"],
    references={"feed": custom_feed, "space": space},
    metadata=CUSTOM_FEEDS,
)

recurring_thread = record_table(
    "commkit_topical_recurring_thread",
    RecurringThread,
    index=["opens_at"],
    references={"space": space, "latest": post},
    metadata=RECURRING,
)

reading_list = record_table("commkit_topical_reading_list", ReadingList, index=["owner"], metadata=READING)

reading_item = record_table(
    "commkit_topical_reading_item",
    ReadingItem,
    key=("reading", "post"),
    index=[("reading", "position"), "post", "owner"],
    references={"reading": reading_list, "post": post},
    metadata=READING,
)
"""The posts of reading lists; their positions may have gaps."""
