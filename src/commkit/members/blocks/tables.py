"""The table of blocks."""

from sqlalchemy import Column, ForeignKeyConstraint, Index, Table

from commkit.members.blocks.records import BlockLevel
from commkit.members.tables import membership, metadata
from commkit.runtime.storage.columns import COMMUNITY, Choice, Id, UtcDateTime, community_id
from commkit.runtime.storage.personal import Erasure, person, plain

block = Table(
    "commkit_block",
    metadata,
    community_id(),
    Column("member", Id, primary_key=True, info=person("Who mutes or blocks.", erase=Erasure.ROW)),
    Column(
        "blocked",
        Id,
        primary_key=True,
        info=person("Who is muted or blocked.", erase=Erasure.ROW, exported=False),
    ),
    Column("level", Choice(BlockLevel), nullable=False, info=plain("Whether muted or blocked.")),
    Column("at", UtcDateTime, nullable=False, info=plain("When it was set.")),
    ForeignKeyConstraint(["community_id", "member"], [membership.c.community_id, membership.c.id]),
    ForeignKeyConstraint(["community_id", "blocked"], [membership.c.community_id, membership.c.id]),
    info=COMMUNITY,
)
"""Who mutes or blocks whom; for statements that leave blocked members out."""

Index("ix_commkit_block_blocked", block.c.community_id, block.c.blocked, block.c.member)
