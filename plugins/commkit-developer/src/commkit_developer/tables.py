"""The tables of the plugin, those of each feature apart; their migrations are one chain."""

from sqlalchemy import Index, MetaData, text

from commkit.posts import post
from commkit.storage import record_table
from commkit_developer.bounties.records import Bounty
from commkit_developer.closing.records import ClosingVote, Closure
from commkit_developer.conversions.records import Conversion
from commkit_developer.reviews.records import PostReview, ReviewAudit, ReviewItem, ReviewPause
from commkit_developer.suggested_edits.records import EditReview, SuggestedEdit
from commkit_developer.tracker.records import Issue, ThreadLink
from commkit_developer.votes.records import VotesOfDay

VOTES, SUGGESTED_EDITS, CLOSING, BOUNTIES = MetaData(), MetaData(), MetaData(), MetaData()
CONVERSIONS = MetaData()
TRACKER = MetaData()
REVIEWS = MetaData()
"""The tables of each feature."""

votes_of_day = record_table("commkit_developer_votes_of_day", VotesOfDay, key=["member"], metadata=VOTES)

suggested_edit = record_table(
    "commkit_developer_suggested_edit",
    SuggestedEdit,
    index=["state", "post", "suggested_at"],
    references={"post": post},
    metadata=SUGGESTED_EDITS,
)
_PENDING = text("decided_at IS NULL")
Index(
    "uq_commkit_developer_suggested_edit_pending",
    suggested_edit.c.community_id,
    suggested_edit.c.post,
    suggested_edit.c.suggester,
    unique=True,
    sqlite_where=_PENDING,
    postgresql_where=_PENDING,
)
edit_review = record_table(
    "commkit_developer_edit_review",
    EditReview,
    key=["edit", "reviewer"],
    references={"edit": suggested_edit},
    metadata=SUGGESTED_EDITS,
)

closing_vote = record_table(
    "commkit_developer_closing_vote",
    ClosingVote,
    key=["question", "voter"],
    references={"question": post},
    metadata=CLOSING,
)
closure = record_table(
    "commkit_developer_closure",
    Closure,
    index=["closed_at"],
    references={"question": post},
    metadata=CLOSING,
)
_STANDING = text("ended_at IS NULL")
Index(
    "uq_commkit_developer_closure_standing",
    closure.c.community_id,
    closure.c.question,
    unique=True,
    sqlite_where=_STANDING,
    postgresql_where=_STANDING,
)

bounty = record_table(
    "commkit_developer_bounty",
    Bounty,
    index=["sponsor", "question", "offered_at"],
    references={"question": post},
    metadata=BOUNTIES,
)
_OPEN = text("settled_at IS NULL")
Index(
    "uq_commkit_developer_bounty_open",
    bounty.c.community_id,
    bounty.c.question,
    unique=True,
    sqlite_where=_OPEN,
    postgresql_where=_OPEN,
)
Index(
    "ix_commkit_developer_bounty_expiry",
    bounty.c.community_id,
    bounty.c.expires_at,
    bounty.c.id,
    sqlite_where=_OPEN,
    postgresql_where=_OPEN,
)
_WON = text("winner IS NOT NULL")
Index(
    "ix_commkit_developer_bounty_winner",
    bounty.c.community_id,
    bounty.c.winner,
    sqlite_where=_WON,
    postgresql_where=_WON,
)

conversion = record_table(
    "commkit_developer_conversion",
    Conversion,
    index=["thread", "converted_at"],
    references={"post": post, "thread": post, "parent": post},
    metadata=CONVERSIONS,
)
_CONVERTED = text("ended_at IS NULL")
Index(
    "uq_commkit_developer_conversion_standing",
    conversion.c.community_id,
    conversion.c.post,
    unique=True,
    sqlite_where=_CONVERTED,
    postgresql_where=_CONVERTED,
)

issue = record_table("commkit_developer_issue", Issue, metadata=TRACKER)
_KNOWN = text("key <> ''")
Index(
    "uq_commkit_developer_issue_key",
    issue.c.community_id,
    issue.c.key,
    unique=True,
    sqlite_where=_KNOWN,
    postgresql_where=_KNOWN,
)
thread_link = record_table(
    "commkit_developer_thread_link",
    ThreadLink,
    key=["question"],
    index=["issue", "linked_at"],
    references={"question": post, "issue": issue},
    metadata=TRACKER,
)

review_item = record_table(
    "commkit_developer_review_item", ReviewItem, index=["post"], references={"post": post}, metadata=REVIEWS
)
_WAITS = text("closed_at IS NULL")
Index(
    "uq_commkit_developer_review_item_waiting",
    review_item.c.community_id,
    review_item.c.post,
    review_item.c.queue,
    unique=True,
    sqlite_where=_WAITS,
    postgresql_where=_WAITS,
)
Index(
    "ix_commkit_developer_review_item_queue",
    review_item.c.community_id,
    review_item.c.queue,
    review_item.c.id,
    sqlite_where=_WAITS,
    postgresql_where=_WAITS,
)
_KNOWN_VERDICT = text("known IS NOT NULL")
Index(
    "ix_commkit_developer_review_item_known",
    review_item.c.community_id,
    review_item.c.queue,
    review_item.c.id,
    sqlite_where=_KNOWN_VERDICT,
    postgresql_where=_KNOWN_VERDICT,
)
# It names its post without a foreign key: that would lock the row of the question behind the one of the item, and votes
# about the question lock the two in the other order. Posts are never deleted, and the item has the key.
post_review = record_table(
    "commkit_developer_post_review", PostReview, index=["reviewer", "post"], metadata=REVIEWS
)
_CLAIMED = text("ended_at IS NULL")
Index(
    "uq_commkit_developer_post_review_claimed",
    post_review.c.community_id,
    post_review.c.reviewer,
    post_review.c.queue,
    unique=True,
    sqlite_where=_CLAIMED,
    postgresql_where=_CLAIMED,
)
review_audit = record_table(
    "commkit_developer_review_audit",
    ReviewAudit,
    key=["review"],
    references={"review": post_review},
    metadata=REVIEWS,
)
review_pause = record_table("commkit_developer_review_pause", ReviewPause, key=["member"], metadata=REVIEWS)
