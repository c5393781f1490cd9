"""The tables of communities: the directory of all slugs, and a row for each community."""

from sqlalchemy import Column, Date, Integer, MetaData, String, Table, Text

from commkit.communities.records import JoinPolicy, Visibility
from commkit.runtime.storage.columns import COMMUNITY, REFERENCE, Choice, Id, UtcDateTime, community_id
from commkit.runtime.storage.personal import plain

metadata = MetaData()

directory = Table(
    "commkit_directory",
    metadata,
    Column("slug", String(64), primary_key=True, info=plain("The community's name in addresses.")),
    Column("community_id", Id, nullable=False, info=plain("Which community it is.")),
    info=REFERENCE,
)
"""Which slug belongs to which community."""


community = Table(
    "commkit_community",
    metadata,
    community_id(),
    Column("slug", String(64), nullable=False, info=plain("Its name in addresses.")),
    Column("type", String(64), nullable=False, info=plain("The name of its community type.")),
    Column("title", String(200), nullable=False, info=plain("Its title.")),
    Column("purpose", Text, nullable=False, info=plain("Its purpose.")),
    Column("visibility", Choice(Visibility), nullable=False, info=plain("Who finds it and who reads in it.")),
    Column("join_policy", Choice(JoinPolicy), nullable=False, info=plain("How one becomes a member.")),
    Column("care_hours", Integer, nullable=False, info=plain("Hours of care promised per week.")),
    Column(
        "review_on",
        Date,
        nullable=False,
        info=plain("The day on which purpose and care are reviewed."),
    ),
    Column("created_at", UtcDateTime, nullable=False, info=plain("When it was created.")),
    Column("archived_at", UtcDateTime, info=plain("When it was archived.")),
    Column(
        "member_count",
        Integer,
        nullable=False,
        info=plain("Number of active, silenced and suspended members."),
    ),
    Column(
        "version",
        Integer,
        nullable=False,
        info=plain("Rises with every change of the record or the settings."),
    ),
    Column("settings", Text, nullable=False, info=plain("Its own settings, as JSON by feature.")),
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
    community.c.created_at,
    community.c.archived_at,
    community.c.member_count,
    community.c.version,
)
"""The columns of a `Community`, in its order."""
