"""The tables of the plugin."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from commkit.communities import community
from commkit.posts import post
from commkit.storage import COMMUNITY, Choice, Id, UtcDateTime, community_id, person, plain, secret
from commkit_feedreader.feeds.records import PauseReason

metadata = MetaData()

feed = Table(
    "commkit_feedreader_feed",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("The feed's id.")),
    Column("url", String(2000), nullable=False, info=secret("Where it is fetched; it may hold a secret.")),
    Column("title", String(300), nullable=False, info=plain("What it calls itself.")),
    Column("site", String(2000), nullable=False, info=plain("The page that it is the feed of.")),
    Column("space", Id, info=plain("The space in which its entries stand.")),
    Column("kind", String(64), nullable=False, info=plain("The post kind that its entries become.")),
    Column("agent", Id, info=person("The agent that is the author of its posts.", owns=False)),
    Column("older", Boolean, nullable=False, info=plain("Whether older entries are posted, too.")),
    Column("added_by", Id, info=person("Who added it.", owns=False)),
    Column("added_at", UtcDateTime, nullable=False, info=plain("When it was added.")),
    Column("paused_at", UtcDateTime, info=plain("When it was paused.")),
    Column("paused_reason", Choice(PauseReason), info=plain("Why it was paused.")),
    Column("checked_at", UtcDateTime, info=plain("When it was last fetched.")),
    Column("succeeded_at", UtcDateTime, info=plain("When that last succeeded.")),
    Column("next_at", UtcDateTime, info=plain("When it is fetched next.")),
    Column("last_status", Integer, info=plain("The HTTP status of its last answer.")),
    Column("failures", Integer, nullable=False, info=plain("Failures in a row.")),
    Column("failure_code", String(200), nullable=False, info=plain("The code of the last failure.")),
    Column("cut", Boolean, nullable=False, info=plain("Whether its last document was read in part.")),
    Column("etag", String(500), nullable=False, info=plain("The ETag of its last document.")),
    Column("last_modified", String(500), nullable=False, info=plain("When its site says that it changed.")),
    Column("turn", Integer, nullable=False, info=plain("Counts the fetches that were begun or put off.")),
    Column("recorded", Integer, nullable=False, info=plain("The turn whose outcome was recorded last.")),
    Column("scheduled", Id, info=plain("The scheduled command that begins the next turn.")),
    Column("document", Integer, nullable=False, info=plain("Counts the documents that were read.")),
    Column("fetch_count", Integer, nullable=False, info=plain("Fetches, with whatever outcome.")),
    Column("failed_count", Integer, nullable=False, info=plain("Fetches that failed.")),
    ForeignKeyConstraint(["community_id"], [community.c.community_id]),
    info=COMMUNITY,
)
"""The feeds, one row each. What they hold of other sites is about nobody here."""

entry = Table(
    "commkit_feedreader_entry",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("The entry's id here.")),
    Column("feed", Id, nullable=False, info=plain("The feed that it is of.")),
    Column("key", String(64), nullable=False, info=plain("The SHA-256 hash of what identifies it.")),
    Column("link", String(2000), nullable=False, info=plain("Where it can be read.")),
    Column("link_key", String(64), nullable=False, info=plain("The SHA-256 hash of its canonical link.")),
    Column("title", String(300), nullable=False, info=plain("Its title, as plain text.")),
    Column("summary", Text, nullable=False, info=plain("The beginning of its text, as plain text.")),
    Column("published_at", UtcDateTime, nullable=False, info=plain("When it was published, or found.")),
    Column("found_at", UtcDateTime, nullable=False, info=plain("When it was taken.")),
    Column("changed_at", UtcDateTime, info=plain("When a change of it was taken.")),
    Column("digest", String(64), nullable=False, info=plain("The SHA-256 hash of what it says.")),
    Column("document", Integer, nullable=False, info=plain("The last document of the feed that had it.")),
    Column("seen_at", UtcDateTime, nullable=False, info=plain("When that document was read.")),
    Column("post", Id, info=plain("The post that it became.")),
    Column("post_version", Integer, info=plain("The version of that post that says what the entry says.")),
    Column("refused", String(200), nullable=False, info=plain("The code of the error that refused it.")),
    UniqueConstraint("community_id", "feed", "key", name="uq_commkit_feedreader_entry_key"),
    ForeignKeyConstraint(["community_id", "feed"], [feed.c.community_id, feed.c.id]),
    ForeignKeyConstraint(["community_id", "post"], [post.c.community_id, post.c.id]),
    info=COMMUNITY,
)
"""The entries that were taken, one row each; their authors are not kept."""
Index("ix_commkit_feedreader_entry_link", entry.c.community_id, entry.c.feed, entry.c.link_key)
Index(
    "ix_commkit_feedreader_entry_feed", entry.c.community_id, entry.c.feed, entry.c.published_at, entry.c.id
)
Index("ix_commkit_feedreader_entry_page", entry.c.community_id, entry.c.published_at, entry.c.id)
Index("ix_commkit_feedreader_entry_post", entry.c.community_id, entry.c.post)
