"""The tables of restrictions that outlast an erasure."""

from sqlalchemy import Column, ForeignKeyConstraint, Index, Integer, String, Table

from commkit.communities import community
from commkit.members.records import MembershipStatus
from commkit.members.tables import metadata
from commkit.runtime.storage.columns import COMMUNITY, REFERENCE, Choice, UtcDateTime, community_id
from commkit.runtime.storage.personal import plain, secret

hash_key = Table(
    "commkit_hash_key",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False, info=plain("1: there is one.")),
    Column("value", String(64), nullable=False, info=secret("The key of the hashes of users' keys.")),
    info=REFERENCE,
)
"""One row, made at random: without it nobody tells from a hash which user it is of."""

kept_restriction = Table(
    "commkit_kept_restriction",
    metadata,
    community_id(),
    Column(
        "user_hash",
        String(64),
        primary_key=True,
        info=secret("The keyed hash of the host's key of the user."),
    ),
    Column(
        "status",
        Choice(MembershipStatus),
        nullable=False,
        info=plain("Whether somebody who was erased was silenced, suspended or banned."),
    ),
    Column("until", UtcDateTime, info=plain("When the restriction ends, and the row goes.")),
    ForeignKeyConstraint(["community_id"], [community.c.community_id]),
    info=COMMUNITY,
)
"""One row for each person who was erased while they were restricted; nothing else of them is kept."""
Index("ix_commkit_kept_restriction_until", kept_restriction.c.community_id, kept_restriction.c.until)
