"""The tables of the plugin. They share one `metadata`, as their migrations are one chain."""

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    text,
)

from commkit.members import membership
from commkit.storage import (
    COMMUNITY,
    Erasure,
    Id,
    UtcDateTime,
    community_id,
    person,
    personal,
    plain,
)

metadata = MetaData()
_NAME = String(100)


def _theirs(purpose: str) -> Any:
    """`info` of the member whose row it is, and who takes it along."""
    return person(purpose, erase=Erasure.ROW)


def _of_member() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["community_id", "member"], [membership.c.community_id, membership.c.id])


def _flag(name: str, purpose: str) -> Column[bool]:
    return Column(name, Boolean(create_constraint=False), nullable=False, info=plain(purpose))


book = Table(
    "commkit_reputation_book",
    metadata,
    community_id(),
    Column("version", Integer, nullable=False, info=plain("Increased by each booking, which locks the row.")),
    info=COMMUNITY,
)
"""One row for each community: who books holds it, so that bookings come one after the other."""

evidence = Table(
    "commkit_reputation_evidence",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("Its id.")),
    Column("evidence", _NAME, nullable=False, info=plain("The name of the declared evidence.")),
    Column("about", Id, nullable=False, info=plain("The thing it is about, such as a post.")),
    Column(
        "within", Id, info=plain("The post that the thing is a part of; NULL where it is a post, or in none.")
    ),
    Column("member", Id, nullable=False, info=_theirs("Whose points it changes.")),
    Column(
        "giver",
        Id,
        nullable=False,
        info=person("Who gave it; zeros for nobody.", exported=False, owns=False),
    ),
    Column(
        "value", Integer, nullable=False, info=plain("1 where it speaks for the member, -1 against them.")
    ),
    _flag("given", "Whether what it is evidence of holds, as the facts say."),
    Column("fact", Id, nullable=False, info=plain("The fact that said so last.")),
    Column("at", UtcDateTime, nullable=False, info=plain("When it was given.")),
    Column("day", Date, nullable=False, info=plain("The day on which it was given, UTC.")),
    _flag("counts", "Whether it counts now."),
    Column("points", Integer, nullable=False, info=plain("The points that it counts for now.")),
    Column("quality", Integer, nullable=False, info=plain("1 or -1 where it says something about quality.")),
    _flag("capped", "Whether its points are under the cap of a day."),
    _of_member(),
    info=COMMUNITY,
)
"""The ledger: one row for each piece of evidence, whether it counts or not."""
Index(
    "uq_commkit_reputation_evidence_of",
    evidence.c.community_id,
    evidence.c.about,
    evidence.c.evidence,
    evidence.c.giver,
    evidence.c.member,
    unique=True,
)
Index("ix_commkit_reputation_evidence_member", evidence.c.community_id, evidence.c.member, evidence.c.id)
_IN_POST = text("within IS NOT NULL")
Index(
    "ix_commkit_reputation_evidence_within",
    evidence.c.community_id,
    evidence.c.within,
    evidence.c.id,
    sqlite_where=_IN_POST,
    postgresql_where=_IN_POST,
)
Index("ix_commkit_reputation_evidence_giver", evidence.c.community_id, evidence.c.giver, evidence.c.id)

day = Table(
    "commkit_reputation_day",
    metadata,
    community_id(),
    Column("member", Id, primary_key=True, info=_theirs("Whose day it is.")),
    Column("day", Date, primary_key=True, info=plain("The day, UTC.")),
    Column("capped", Integer, nullable=False, info=plain("The points of the day that are under the cap.")),
    Column("free", Integer, nullable=False, info=plain("The other points of the day.")),
    Column("points", Integer, nullable=False, info=plain("What the day counts for.")),
    _of_member(),
    info=COMMUNITY,
)
"""The points of a member by the day on which the evidence was given."""

score = Table(
    "commkit_reputation_score",
    metadata,
    community_id(),
    Column("period", String(8), primary_key=True, info=plain("Week, month, year or all.")),
    Column("start", Date, primary_key=True, info=plain("Its first day.")),
    Column("member", Id, primary_key=True, info=_theirs("Whose score it is.")),
    Column("points", Integer, nullable=False, info=plain("The sum of the days in it.")),
    Column("positive", Integer, nullable=False, info=plain("Evidence that speaks for them: how many.")),
    Column("negative", Integer, nullable=False, info=plain("Evidence against them: how many.")),
    _of_member(),
    info=COMMUNITY,
)
"""The sums of each member in each period."""
Index(
    "ix_commkit_reputation_score_board",
    score.c.community_id,
    score.c.period,
    score.c.start,
    score.c.points,
    score.c.member,
)

void = Table(
    "commkit_reputation_void",
    metadata,
    community_id(),
    Column("giver", Id, primary_key=True, info=_theirs("Whose evidence does not count.")),
    Column("member", Id, primary_key=True, info=_theirs("For whom it does not count.")),
    Column("reason", Text, nullable=False, info=personal("Why.", of="decided_by")),
    Column("decided_by", Id, info=person("Who decided so.", owns=False)),
    Column("at", UtcDateTime, nullable=False, info=plain("When.")),
    _of_member(),
    info=COMMUNITY,
)
"""Pairs of members between whom evidence does not count, as stewards decided."""

privilege = Table(
    "commkit_reputation_privilege",
    metadata,
    community_id(),
    Column("member", Id, primary_key=True, info=_theirs("Who has it.")),
    Column("privilege", _NAME, primary_key=True, info=plain("The name of the declared privilege.")),
    Column("permission", _NAME, info=plain("The permission that it names; NULL for none.")),
    Column("founding", Boolean, info=plain("True where it is by the points of the founding time alone.")),
    Column("earned_at", UtcDateTime, nullable=False, info=plain("Since when.")),
    _of_member(),
    info=COMMUNITY,
)
"""The privileges that members have earned, and not lost since."""
Index(
    "ix_commkit_reputation_privilege_holder",
    privilege.c.community_id,
    privilege.c.privilege,
    privilege.c.founding,
    privilege.c.member,
)

founded = Table(
    "commkit_reputation_founded",
    metadata,
    community_id(),
    Column("privilege", _NAME, primary_key=True, info=plain("The name of the declared privilege.")),
    Column("at", UtcDateTime, nullable=False, info=plain("Since when.")),
    info=COMMUNITY,
)
"""The privileges whose founding time is over, since enough members have earned them."""

award = Table(
    "commkit_reputation_award",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("Its id.")),
    Column("badge", _NAME, nullable=False, info=plain("The name of the declared badge.")),
    Column("member", Id, nullable=False, info=_theirs("Who has it.")),
    Column("about", Id, nullable=False, info=plain("The thing it was awarded for; zeros for none.")),
    Column("awarded_at", UtcDateTime, nullable=False, info=plain("When.")),
    _of_member(),
    info=COMMUNITY,
)
"""The badges of members."""
Index(
    "uq_commkit_reputation_award_of",
    award.c.community_id,
    award.c.member,
    award.c.badge,
    award.c.about,
    unique=True,
)
Index("ix_commkit_reputation_award_member", award.c.community_id, award.c.member, award.c.id)
Index("ix_commkit_reputation_award_badge", award.c.community_id, award.c.badge, award.c.id)

unlisted = Table(
    "commkit_reputation_unlisted",
    metadata,
    community_id(),
    Column("member", Id, primary_key=True, info=_theirs("Who is on no leaderboard.")),
    Column("at", UtcDateTime, nullable=False, info=plain("Since when.")),
    _of_member(),
    info=COMMUNITY,
)
"""Members who want to be on no leaderboard."""
