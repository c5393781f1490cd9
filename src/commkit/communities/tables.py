"""Where communities are kept: the directory knows every slug, the community's own row lives with its other rows."""

from sqlalchemy import Column, Date, Integer, MetaData, String, Table, Text

from commkit.communities.records import JoinPolicy, Visibility
from commkit.runtime.columns import COMMUNITY, REFERENCE, Choice, Id, Moment, community_id

metadata = MetaData()

directory = Table(
    "commkit_directory",
    metadata,
    Column("slug", String(64), primary_key=True),
    Column("community_id", Id, nullable=False),
    info=REFERENCE,
)
"""Which slug belongs to which community."""


community = Table(
    "commkit_community",
    metadata,
    community_id(),
    Column("slug", String(64), nullable=False),
    Column("type", String(64), nullable=False),
    Column("title", String(200), nullable=False),
    Column("purpose", Text, nullable=False),
    Column("visibility", Choice(Visibility), nullable=False),
    Column("join_policy", Choice(JoinPolicy), nullable=False),
    Column("care_hours", Integer, nullable=False),
    Column("review_on", Date, nullable=False),
    Column("founded_at", Moment, nullable=False),
    Column("archived_at", Moment),
    Column("member_count", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("settings", Text, nullable=False),
    info=COMMUNITY,
)
"""The communities, one row each."""

RECORD = (
    community.c.community_id,
    community.c.slug,
    community.c.type,
    community.c.title,
    community.c.purpose,
    community.c.visibility,
    community.c.join_policy,
    community.c.care_hours,
    community.c.review_on,
    community.c.founded_at,
    community.c.archived_at,
    community.c.member_count,
    community.c.version,
)
"""The columns of a `Community`, in its order."""
