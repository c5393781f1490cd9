"""The table of what members allow crawlers."""

from sqlalchemy import Boolean, Column, ForeignKeyConstraint, MetaData, Table

from commkit.members import membership
from commkit.runtime.storage.columns import COMMUNITY, Id, community_id
from commkit.runtime.storage.personal import Erasure, person, plain

metadata = MetaData()

preference = Table(
    "commkit_crawler_preference",
    metadata,
    community_id(),
    Column("member", Id, primary_key=True, info=person("Whose preference it is.", erase=Erasure.ROW)),
    Column(
        "indexing",
        Boolean(create_constraint=False),
        nullable=False,
        info=plain("Whether search engines may list what is theirs."),
    ),
    Column(
        "training",
        Boolean(create_constraint=False),
        nullable=False,
        info=plain("Whether models may be trained on what they wrote."),
    ),
    ForeignKeyConstraint(["community_id", "member"], [membership.c.community_id, membership.c.id]),
    info=COMMUNITY,
)
"""What members allow crawlers; who has no row allows what the community does."""
