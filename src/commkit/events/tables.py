"""The table of events."""

from typing import Any

from sqlalchemy import Column, ForeignKeyConstraint, Integer, MetaData, String, Table, Text, UniqueConstraint

from commkit.events.records import EventAccess
from commkit.members import group, membership
from commkit.runtime.storage.columns import COMMUNITY, Choice, Duration, Id, UtcDateTime, Words, community_id
from commkit.runtime.storage.personal import person, personal, plain
from commkit.spaces import space

metadata = MetaData()


def counter(name: str, purpose: str) -> Column[int]:
    """A column for a number that is never NULL."""
    return Column(name, Integer, nullable=False, info=plain(purpose))


def _text(name: str, type: Any, purpose: str) -> Column[Any]:
    return Column(name, type, nullable=False, info=personal(purpose, of="host"))


def source_version() -> tuple[Column[Any], ...]:
    """The columns of which version was imported."""
    return (
        Column("source_sequence", Integer, info=plain("The SEQUENCE of the version that was imported.")),
        Column("source_modified_at", UtcDateTime, info=plain("When that version was made.")),
    )


event = Table(
    "commkit_event",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("The event's id.")),
    Column("uid", String(255), nullable=False, info=plain("Its UID in calendars.")),
    _text("title", String(300), "Its title."),
    _text("body", Text, "Its description."),
    _text("location", String(500), "Where it takes place."),
    _text("url", String(2_000), "Where it takes place online."),
    Column("local_start", String(19), nullable=False, info=plain("Its first start, in local time.")),
    Column("local_end", String(19), nullable=False, info=plain("The end of the first time, in local time.")),
    Column("time_zone", String(64), nullable=False, info=plain("The IANA name of its time zone.")),
    Column("rrule", String(500), nullable=False, info=plain("How it recurs, as an RRULE.")),
    Column("rdates", Words(), nullable=False, info=plain("Further starts, in local time.")),
    Column("exdates", Words(), nullable=False, info=plain("Starts that are left out, in local time.")),
    Column(
        "effective_from",
        String(19),
        nullable=False,
        info=plain("The first local start that follows this schedule."),
    ),
    Column("access", Choice(EventAccess), nullable=False, info=plain("Who sees it.")),
    Column("space", Id, info=plain("The space that it stands in.")),
    Column("audience", Id, info=plain("The group that sees it.")),
    Column("capacity", Integer, info=plain("Seats of each occurrence.")),
    Column("remind_before", Duration, nullable=False, info=plain("How long before the start to remind.")),
    Column("follow_up", String(64), nullable=False, info=plain("The kind of the thread that follows it.")),
    Column("host", Id, info=person("The member who hosts it.")),
    counter("sequence", "The SEQUENCE for calendars; rises with changes that they must show."),
    counter("version", "Rises with every change."),
    counter("cohosts", "How many co-hosts it has."),
    Column(
        "expanded_until",
        String(19),
        nullable=False,
        info=plain("The last local start that has an occurrence."),
    ),
    Column("extension", Id, info=plain("The scheduled command that adds the next occurrences.")),
    Column("created_at", UtcDateTime, nullable=False, info=plain("When it was created.")),
    Column("updated_at", UtcDateTime, nullable=False, info=plain("When it was last changed.")),
    Column("cancelled_at", UtcDateTime, info=plain("When it was cancelled.")),
    _text("cancellation_reason", Text, "Why it was cancelled."),
    *source_version(),
    UniqueConstraint("community_id", "uid", name="uq_commkit_event_uid"),
    ForeignKeyConstraint(["community_id", "host"], [membership.c.community_id, membership.c.id]),
    ForeignKeyConstraint(["community_id", "space"], [space.c.community_id, space.c.id]),
    ForeignKeyConstraint(["community_id", "audience"], [group.c.community_id, group.c.id]),
    info=COMMUNITY,
)
"""The events, one row each; for foreign keys of plugins."""
