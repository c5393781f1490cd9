"""The runtime's own tables: what happened (outbox, audit), what is on its way (delivery), what was asked before."""

from sqlalchemy import (
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    text,
)

from commkit.runtime.columns import COMMUNITY, Id, Moment, community_id

metadata = MetaData()

outbox = Table(
    "commkit_outbox",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True),
    Column("type", String(64), nullable=False),
    Column("fact", String(100), nullable=False),
    Column("body", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("routed_at", Moment),
    info=COMMUNITY,
)
Index("ix_commkit_outbox_unrouted", outbox.c.id, sqlite_where=text("routed_at IS NULL"),
      postgresql_where=text("routed_at IS NULL"))  # fmt: skip

delivery = Table(
    "commkit_delivery",
    metadata,
    community_id(),
    Column("subscriber", String(200), primary_key=True),
    Column("fact_id", Id, primary_key=True),
    Column("attempts", Integer, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("leased_until", Moment),
    Column("worker", String(100)),
    Column("done_at", Moment),
    Column("parked_at", Moment),
    Column("error", Text),
    ForeignKeyConstraint(["community_id", "fact_id"], [outbox.c.community_id, outbox.c.id]),
    info=COMMUNITY,
)
Index(
    "ix_commkit_delivery_open",
    delivery.c.community_id,
    delivery.c.subscriber,
    delivery.c.fact_id,
    sqlite_where=text("done_at IS NULL AND parked_at IS NULL"),
    postgresql_where=text("done_at IS NULL AND parked_at IS NULL"),
)

audit = Table(
    "commkit_audit",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True),
    Column("command", String(100), nullable=False),
    Column("member", Id),
    Column("result", Id),
    Column("at", Moment, nullable=False),
    info=COMMUNITY,
)

idempotency = Table(
    "commkit_idempotency",
    metadata,
    community_id(),
    Column("actor", String(260), primary_key=True),
    Column("key", String(255), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("fingerprint", String(64), nullable=False),
    Column("result", Id),
    Column("place", Id),
    Column("at", Moment, nullable=False),
    info=COMMUNITY,
)
