"""Where the first-reply clocks and the handoffs to a help desk are kept."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    MetaData,
    String,
    Table,
    Text,
    text,
)

from commkit.posts import post
from commkit.storage import COMMUNITY, Duration, Id, UtcDateTime, community_id, person, personal, plain

metadata = MetaData()


clock = Table(
    "commkit_support_first_reply_clock",
    metadata,
    community_id(),
    Column("question", Id, primary_key=True, info=plain("The question whose clock it is.")),
    Column("opened_at", UtcDateTime, nullable=False, info=plain("When the question was asked.")),
    Column("due_at", UtcDateTime, info=plain("When the first reply is owed.")),
    Column("warn_at", UtcDateTime, info=plain("When a warning is due.")),
    Column("replied_at", UtcDateTime, info=plain("When the first reply came.")),
    Column("reply", Id, info=plain("The first reply.")),
    Column("replied_by_staff", Boolean(create_constraint=False), info=plain("Whether staff wrote it.")),
    Column("paused_since", UtcDateTime, info=plain("When the clock was stopped.")),
    Column("paused", Duration, nullable=False, info=plain("How long it stood still.")),
    Column("warned_at", UtcDateTime, info=plain("When the warning was given.")),
    Column("breached_at", UtcDateTime, info=plain("When the promise was broken.")),
    Column("orphaned_at", UtcDateTime, info=plain("When the question was found left alone.")),
    ForeignKeyConstraint(["community_id", "question"], [post.c.community_id, post.c.id]),
    info=COMMUNITY,
)
_OWED = text("replied_at IS NULL AND paused_since IS NULL")
Index(
    "ix_commkit_support_first_reply_clock_owed",
    clock.c.community_id,
    clock.c.due_at,
    clock.c.question,
    sqlite_where=_OWED,
    postgresql_where=_OWED,
)

handoff = Table(
    "commkit_support_handoff",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("The handoff's id.")),
    Column("question", Id, nullable=False, info=plain("What is handed over.")),
    Column("state", String(16), nullable=False, info=plain("How far it has come.")),
    Column("reason", Text, nullable=False, info=personal("Why the community needs help.", of="offered_by")),
    Column("offered_by", Id, info=person("Who offered it.")),
    Column("offered_at", UtcDateTime, nullable=False, info=plain("When it was offered.")),
    Column("changed_at", UtcDateTime, nullable=False, info=plain("When it last moved.")),
    Column("ended_at", UtcDateTime, info=plain("When it ended.")),
    Column("ticket", String(2000), info=plain("Where the help desk has it.")),
    Column("text", Text, info=personal("What the help desk answered.", of="offered_by")),
    Column("answer", Id, info=plain("The post the answer became.")),
    Column("failure_reason", Text, info=personal("Why it failed or was declined.", of="offered_by")),
    ForeignKeyConstraint(["community_id", "question"], [post.c.community_id, post.c.id]),
    info=COMMUNITY,
)
_UNDER_WAY = text("ended_at IS NULL")
Index(
    "uq_commkit_support_handoff_open",
    handoff.c.community_id,
    handoff.c.question,
    unique=True,
    sqlite_where=_UNDER_WAY,
    postgresql_where=_UNDER_WAY,
)
Index(
    "ix_commkit_support_handoff_under_way",
    handoff.c.community_id,
    handoff.c.offered_at,
    handoff.c.id,
    sqlite_where=_UNDER_WAY,
    postgresql_where=_UNDER_WAY,
)
Index("ix_commkit_support_handoff_question", handoff.c.community_id, handoff.c.question, handoff.c.id)
