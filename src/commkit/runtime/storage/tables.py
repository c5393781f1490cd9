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

from commkit.runtime.storage.columns import (
    ACCOUNT,
    COMMUNITY,
    NOT_EVIDENCE,
    REFERENCE,
    Id,
    UtcDateTime,
    community_id,
)
from commkit.runtime.storage.personal import Erasure, host_key, person, personal, plain

metadata = MetaData()

outbox = Table(
    "commkit_outbox",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("The fact's id: ids are in the order of time.")),
    Column("type", String(64), nullable=False, info=plain("The type of the community.")),
    Column("fact", String(100), nullable=False, info=plain("The fact's name.")),
    Column("body", Text, nullable=False, info=plain("The fact as JSON: ids, states and numbers.")),
    Column("at", UtcDateTime, nullable=False, info=plain("When it happened.")),
    Column("routed_at", UtcDateTime, info=plain("When its deliveries were made.")),
    info=COMMUNITY,
)
Index("ix_commkit_outbox_unrouted", outbox.c.id, sqlite_where=text("routed_at IS NULL"),
      postgresql_where=text("routed_at IS NULL"))  # fmt: skip
_ROUTED = text("routed_at IS NOT NULL")
Index("ix_commkit_outbox_routed", outbox.c.routed_at, sqlite_where=_ROUTED, postgresql_where=_ROUTED)

delivery = Table(
    "commkit_delivery",
    metadata,
    community_id(),
    Column(
        "subscriber", String(200), primary_key=True, info=plain("The subscriber, and which of its receivers.")
    ),
    Column("fact_id", Id, primary_key=True, info=plain("The fact's id.")),
    Column("attempts", Integer, nullable=False, info=plain("How often it was tried.")),
    Column("due_at", UtcDateTime, nullable=False, info=plain("Not before then.")),
    Column("leased_until", UtcDateTime, info=plain("A worker has it until then.")),
    Column("worker", String(100), info=plain("The worker that has it.")),
    Column("done_at", UtcDateTime, info=plain("When it was done.")),
    Column("parked_at", UtcDateTime, info=plain("When it was given up.")),
    Column("held_at", UtcDateTime, info=plain("Since when the community's type lacks the subscriber.")),
    Column("needs", String(250), info=plain("What the last worker lacked to make it.")),
    Column("error", Text, info=plain("How the last attempt failed.")),
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
Index(
    "ix_commkit_delivery_needs",
    delivery.c.needs,
    delivery.c.due_at,
    sqlite_where=text("needs IS NOT NULL AND done_at IS NULL AND parked_at IS NULL"),
    postgresql_where=text("needs IS NOT NULL AND done_at IS NULL AND parked_at IS NULL"),
)
# For the foreign key, when facts are deleted. It has the whole primary key: by a part of it PostgreSQL would look for
# one delivery among the thousands of a fact.
Index("ix_commkit_delivery_fact", delivery.c.community_id, delivery.c.fact_id, delivery.c.subscriber)
_DONE = text("done_at IS NOT NULL")
Index("ix_commkit_delivery_done", delivery.c.done_at, sqlite_where=_DONE, postgresql_where=_DONE)
_PARKED = text("parked_at IS NOT NULL")
Index("ix_commkit_delivery_parked", delivery.c.parked_at, sqlite_where=_PARKED, postgresql_where=_PARKED)
Index(
    "ix_commkit_delivery_parked_stream",
    delivery.c.community_id,
    delivery.c.subscriber,
    sqlite_where=_PARKED,
    postgresql_where=_PARKED,
)

audit = Table(
    "commkit_audit",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("The entry's id.")),
    Column("command", String(100), nullable=False, info=plain("The command's outside name.")),
    Column("member", Id, info=person("Who did it.")),
    Column("result", Id, info=plain("The id of what came of it.")),
    Column("at", UtcDateTime, nullable=False, info=plain("When.")),
    info=COMMUNITY,
)
Index("ix_commkit_audit_at", audit.c.at)

scheduled_command = Table(
    "commkit_scheduled_command",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("The scheduled command's id.")),
    Column(
        "type",
        String(64),
        nullable=False,
        info=plain("The type of the community, to find who knows the command."),
    ),
    Column("actor", String(255), info=host_key("Who will act.", erase=Erasure.ROW)),
    Column("member", Id, info=person("Who scheduled it.", erase=Erasure.ROW)),
    Column("command", String(100), nullable=False, info=plain("The command's outside name.")),
    Column(
        "body", Text, nullable=False, info=personal("The command's fields.", of="member", erase=Erasure.ROW)
    ),
    Column("created_at", UtcDateTime, nullable=False, info=plain("When it was scheduled.")),
    Column("due_at", UtcDateTime, nullable=False, info=plain("Not before then.")),
    Column(
        "attempts", Integer, nullable=False, info=plain("How often something kept it from being carried out.")
    ),
    Column("done_at", UtcDateTime, info=plain("When it was carried out, refused or dropped.")),
    Column("held_at", UtcDateTime, info=plain("Since when the community's type lacks the command.")),
    Column("refused", String(200), nullable=False, info=plain("The code of what refused or failed it.")),
    info={**COMMUNITY, **NOT_EVIDENCE},
)
"""Commands that wait for their time; for statements that join them."""
Index(
    "ix_commkit_scheduled_command_due",
    scheduled_command.c.due_at,
    scheduled_command.c.id,
    sqlite_where=text("done_at IS NULL"),
    postgresql_where=text("done_at IS NULL"),
)
_SETTLED = text("done_at IS NOT NULL")
Index(
    "ix_commkit_scheduled_command_done",
    scheduled_command.c.done_at,
    sqlite_where=_SETTLED,
    postgresql_where=_SETTLED,
)

idempotency = Table(
    "commkit_idempotency",
    metadata,
    community_id(),
    Column(
        "actor",
        String(260),
        primary_key=True,
        info=host_key("Who used the key.", prefix="user:", erase=Erasure.ROW),
    ),
    Column("key", String(255), primary_key=True, info=plain("The key of the retry.")),
    Column("position", Integer, primary_key=True, info=plain("Which command of the session it was.")),
    Column(
        "fingerprint",
        String(64),
        nullable=False,
        info=plain("A hash of the command, to recognise another one."),
    ),
    Column("result", Id, info=plain("The id of what came of it.")),
    Column("result_community", Id, info=plain("The community it led to.")),
    Column("at", UtcDateTime, nullable=False, info=plain("When.")),
    info=COMMUNITY,
)
Index("ix_commkit_idempotency_at", idempotency.c.at)

rate = Table(
    "commkit_rate",
    metadata,
    community_id(),
    Column(
        "actor",
        String(255),
        primary_key=True,
        info=host_key("Whose commands are counted; empty for all who are not signed in.", erase=Erasure.ROW),
    ),
    Column("rate", String(100), primary_key=True, info=plain("The class of commands, and the limit.")),
    Column("hits", Integer, nullable=False, info=plain("How many there were in the window.")),
    Column("expires_at", UtcDateTime, nullable=False, info=plain("When the window ends.")),
    info=COMMUNITY,
)
Index("ix_commkit_rate_expires", rate.c.expires_at)

plugin = Table(
    "commkit_plugin",
    metadata,
    Column(
        "name",
        String(64),
        primary_key=True,
        info=plain("The plugin's name; `host` for the host's own types."),
    ),
    Column(
        "declarations",
        Text,
        nullable=False,
        info=plain(
            "What its tables, facts and types declare, as JSON: it is needed once the plugin is gone."
        ),
    ),
    info=REFERENCE,
)
"""The plugins that a Kit had when it migrated this database; see `commkit.runtime.composing.declarations`."""
purge = Table(
    "commkit_purge",
    metadata,
    Column(
        "name", String(100), primary_key=True, info=plain("The kind of rows that is deleted when it is old.")
    ),
    Column("due_at", UtcDateTime, nullable=False, info=plain("When the next window is looked at.")),
    Column("cursor", Text, info=plain("Where the present pass stands; empty between two passes.")),
    Column(
        "purged", Integer, nullable=False, info=plain("Rows that the present or else the last pass deleted.")
    ),
    Column("started_at", UtcDateTime, info=plain("When the present or else the last pass began.")),
    Column("finished_at", UtcDateTime, info=plain("When the last pass that ended did.")),
    Column("error", Text, info=plain("How the last window failed; empty where it did not.")),
    info=ACCOUNT,
)
"""How far the deleting of old rows is, by kind."""

lease = Table(
    "commkit_lease",
    metadata,
    Column("name", String(100), primary_key=True, info=plain("The work that one worker at a time does.")),
    Column("worker", String(100), nullable=False, info=plain("The worker that has it, or had it last.")),
    Column("leased_until", UtcDateTime, nullable=False, info=plain("The worker has it until then.")),
    info=ACCOUNT,
)
"""Work of the whole database that is done by one worker at a time."""
