"""Where it is kept who does not want to hear from whom."""

from sqlalchemy import Column, ForeignKeyConstraint, Index, Table

from commkit.members.blocks.records import BlockLevel
from commkit.members.tables import membership, metadata
from commkit.runtime.storage.columns import COMMUNITY, Choice, Id, UtcDateTime, community_id
from commkit.runtime.storage.personal import Erasure, person, plain

block = Table(
    "commkit_block",
    metadata,
    community_id(),
    Column("member", Id, primary_key=True, info=person("Who wants to be left alone.", erase=Erasure.ROW)),
    Column("blocked", Id, primary_key=True, info=person("By whom.", erase=Erasure.ROW, exported=False)),
    Column("level", Choice(BlockLevel), nullable=False, info=plain("How far.")),
    Column("at", UtcDateTime, nullable=False, info=plain("Since when.")),
    ForeignKeyConstraint(["community_id", "member"], [membership.c.community_id, membership.c.id]),
    ForeignKeyConstraint(["community_id", "blocked"], [membership.c.community_id, membership.c.id]),
    info=COMMUNITY,
)
"""Who does not want to hear from whom; for statements that leave people alone."""

Index("ix_commkit_block_blocked", block.c.community_id, block.c.blocked, block.c.member)
