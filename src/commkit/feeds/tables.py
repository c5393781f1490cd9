"""The table of feed tokens."""

from sqlalchemy import Column, ForeignKeyConstraint, Index, MetaData, String, Table, UniqueConstraint

from commkit.members import membership
from commkit.runtime.storage.columns import COMMUNITY, NOT_EVIDENCE, Id, UtcDateTime, community_id
from commkit.runtime.storage.personal import Erasure, person, personal, plain, secret

metadata = MetaData()

feed_token = Table(
    "commkit_feed_token",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("The token's id.")),
    Column("member", Id, nullable=False, info=person("The member who reads by it.", erase=Erasure.ROW)),
    Column(
        "label", String(100), nullable=False, info=personal("What it is for, in their words.", of="member")
    ),
    Column("secret_hash", String(64), nullable=False, info=secret("The SHA-256 hash of its secret.")),
    Column("created_at", UtcDateTime, nullable=False, info=plain("When it was made.")),
    Column("last_used_at", UtcDateTime, info=plain("A moment at most a day before it was last used.")),
    UniqueConstraint("community_id", "secret_hash", name="uq_commkit_feed_token_secret"),
    ForeignKeyConstraint(["community_id", "member"], [membership.c.community_id, membership.c.id]),
    info={**COMMUNITY, **NOT_EVIDENCE},
)
"""The tokens, one row each; one that is revoked has none."""

Index("ix_commkit_feed_token_member", feed_token.c.community_id, feed_token.c.member, feed_token.c.id)
