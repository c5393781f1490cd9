"""The table of occurrences."""

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from commkit.events.tables import counter, event, metadata, source_version
from commkit.runtime.storage.columns import COMMUNITY, Id, UtcDateTime, community_id
from commkit.runtime.storage.personal import person, personal, plain, secret

occurrence = Table(
    "commkit_occurrence",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("The occurrence's id.")),
    Column("event", Id, nullable=False, info=plain("Its event.")),
    Column("space", Id, info=plain("The space that its event stands in; a copy, so that an index has it.")),
    Column(
        "original_start", String(19), nullable=False, info=plain("The local start that the rule gives it.")
    ),
    Column("local_start", String(19), nullable=False, info=plain("Its start, in local time.")),
    Column("local_end", String(19), nullable=False, info=plain("Its end, in local time.")),
    Column("starts_at", UtcDateTime, nullable=False, info=plain("When it starts.")),
    Column("ends_at", UtcDateTime, nullable=False, info=plain("When it ends.")),
    Column(
        "moved",
        Boolean(create_constraint=False),
        nullable=False,
        info=plain("Whether it was rescheduled by itself."),
    ),
    Column("capacity", Integer, info=plain("Seats.")),
    counter("going", "Seats that are taken."),
    counter("maybe", "Members who answered maybe."),
    counter("declined", "Members who declined."),
    counter("waitlisted", "Members on the waitlist."),
    counter("last_position", "The last number that was given on the waitlist."),
    counter("checked_in", "Members who were checked in."),
    counter("rated", "Members who rated it."),
    counter("stars", "The sum of the stars of all ratings."),
    Column("thread", Id, info=plain("The first post of the thread that follows it.")),
    Column("reminder", Id, info=plain("The scheduled command that reminds attendees.")),
    Column("ending", Id, info=plain("The scheduled command that marks it as over.")),
    Column("code_hash", String(64), nullable=False, info=secret("The hash of the check-in code.")),
    Column("code_created_by", Id, info=person("Who created the check-in code.", owns=False)),
    Column("reminded_at", UtcDateTime, info=plain("When attendees were reminded.")),
    Column("ended_at", UtcDateTime, info=plain("When it was marked as over.")),
    Column("cancelled_at", UtcDateTime, info=plain("When it was cancelled.")),
    Column("cancelled_by", Id, info=person("Who cancelled it.", owns=False)),
    Column(
        "cancellation_reason",
        Text,
        nullable=False,
        info=personal("Why it was cancelled.", of="cancelled_by"),
    ),
    *source_version(),
    UniqueConstraint("community_id", "event", "original_start", name="uq_commkit_occurrence_original_start"),
    ForeignKeyConstraint(["community_id", "event"], [event.c.community_id, event.c.id]),
    info=COMMUNITY,
)
"""The occurrences of events, one row each; for foreign keys of plugins."""

Index("ix_commkit_occurrence_starts", occurrence.c.community_id, occurrence.c.starts_at, occurrence.c.id)
Index("ix_commkit_occurrence_ends", occurrence.c.community_id, occurrence.c.ends_at, occurrence.c.id)
_IN_SPACE = "space IS NOT NULL AND cancelled_at IS NULL"


def _index_in_space(name: str, time: Column[Any]) -> None:
    """An index of what the lists of one space show, in their order."""
    columns = (occurrence.c.community_id, occurrence.c.space, time, occurrence.c.id)
    Index(name, *columns, sqlite_where=text(_IN_SPACE), postgresql_where=text(_IN_SPACE))


_index_in_space("ix_commkit_occurrence_space_starts", occurrence.c.starts_at)
_index_in_space("ix_commkit_occurrence_space_ends", occurrence.c.ends_at)
Index(
    "ix_commkit_occurrence_event",
    occurrence.c.community_id,
    occurrence.c.event,
    occurrence.c.starts_at,
    occurrence.c.id,
)
