"""Where the first-reply clocks and the handoffs to a help desk are kept."""

from datetime import timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    ForeignKeyConstraint,
    Index,
    MetaData,
    String,
    Table,
    Text,
    text,
)
from sqlalchemy.types import TypeDecorator

from commkit.posts import post
from commkit.storage import COMMUNITY, Id, Moment, community_id

metadata = MetaData()

_MICROSECOND = timedelta(microseconds=1)


class Duration(TypeDecorator[timedelta]):
    """A duration as whole microseconds, alike in every database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: timedelta | None, dialect: Dialect) -> int | None:
        """From a duration to microseconds."""
        return None if value is None else value // _MICROSECOND

    def process_result_value(self, value: Any, dialect: Dialect) -> timedelta | None:
        """From microseconds to a duration."""
        return None if value is None else timedelta(microseconds=value)


case = Table(
    "commkit_support_case",
    metadata,
    community_id(),
    Column("question", Id, primary_key=True),
    Column("opened_at", Moment, nullable=False),
    Column("due_at", Moment),
    Column("warn_at", Moment),
    Column("replied_at", Moment),
    Column("reply", Id),
    Column("replied_by_staff", Boolean(create_constraint=False)),
    Column("paused_since", Moment),
    Column("paused", Duration, nullable=False),
    Column("warned_at", Moment),
    Column("breached_at", Moment),
    Column("orphaned_at", Moment),
    ForeignKeyConstraint(["community_id", "question"], [post.c.community_id, post.c.id]),
    info=COMMUNITY,
)
_OWED = text("replied_at IS NULL AND paused_since IS NULL")
Index(
    "ix_commkit_support_case_owed",
    case.c.community_id,
    case.c.due_at,
    case.c.question,
    sqlite_where=_OWED,
    postgresql_where=_OWED,
)

handoff = Table(
    "commkit_support_handoff",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True),
    Column("question", Id, nullable=False),
    Column("state", String(16), nullable=False),
    Column("reason", Text, nullable=False),
    Column("offered_by", Id),
    Column("offered_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("over_at", Moment),
    Column("ticket", String(2000)),
    Column("text", Text),
    Column("answer", Id),
    Column("why", Text),
    ForeignKeyConstraint(["community_id", "question"], [post.c.community_id, post.c.id]),
    info=COMMUNITY,
)
_UNDER_WAY = text("over_at IS NULL")
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
