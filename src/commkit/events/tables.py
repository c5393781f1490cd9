"""Where events, their occurrences and who comes are kept."""

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from commkit.events.records import EventAccess, RsvpStatus
from commkit.members.tables import membership
from commkit.runtime.storage.columns import COMMUNITY, Choice, Duration, Id, UtcDateTime, Words, community_id
from commkit.runtime.storage.personal import person, personal, plain, secret

metadata = MetaData()


def _whole(name: str, purpose: str) -> Column[int]:
    return Column(name, Integer, nullable=False, info=plain(purpose))


def _written(name: str, type: Any, purpose: str) -> Column[Any]:
    return Column(name, type, nullable=False, info=personal(purpose, of="host"))


event = Table(
    "commkit_event",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("The event's id.")),
    Column("uid", String(255), nullable=False, info=plain("Its name in calendars.")),
    _written("title", String(300), "What it is called."),
    _written("body", Text, "What it is about."),
    _written("location", String(500), "Where it is."),
    _written("url", String(2_000), "Where it is online."),
    Column("starts", String(19), nullable=False, info=plain("Its first start on the wall.")),
    Column("ends", String(19), nullable=False, info=plain("The end of the first one on the wall.")),
    Column("zone", String(64), nullable=False, info=plain("Whose wall.")),
    Column("rule", String(500), nullable=False, info=plain("How it recurs.")),
    Column("extra", Words(), nullable=False, info=plain("Further starts.")),
    Column("without", Words(), nullable=False, info=plain("Starts that are left out.")),
    Column("since", String(19), nullable=False, info=plain("From which start on this schedule holds.")),
    Column("access", Choice(EventAccess), nullable=False, info=plain("Who learns of it.")),
    Column("capacity", Integer, info=plain("Seats of an occurrence.")),
    Column("remind_before", Duration, nullable=False, info=plain("How long ahead it is reminded of.")),
    Column("follow_up", String(64), nullable=False, info=plain("The kind of the post that follows it.")),
    Column("host", Id, info=person("Who invites.")),
    _whole("sequence", "Rises with what calendars must learn of."),
    _whole("version", "Rises with every change."),
    _whole("cohosts", "Members who help to host it."),
    Column("made_until", String(19), nullable=False, info=plain("The last start that became an occurrence.")),
    Column("extending", Id, info=plain("The plan that makes the next occurrences.")),
    Column("created_at", UtcDateTime, nullable=False, info=plain("When it was planned.")),
    Column("updated_at", UtcDateTime, nullable=False, info=plain("When it was last changed.")),
    Column("cancelled_at", UtcDateTime, info=plain("When it was cancelled.")),
    _written("cancellation_reason", Text, "Why it was cancelled."),
    UniqueConstraint("community_id", "uid", name="uq_commkit_event_uid"),
    ForeignKeyConstraint(["community_id", "host"], [membership.c.community_id, membership.c.id]),
    info=COMMUNITY,
)
"""The events, one row each; for foreign keys of plugins."""

occurrence = Table(
    "commkit_occurrence",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("The occurrence's id.")),
    Column("event", Id, nullable=False, info=plain("Of which event.")),
    Column("original_start", String(19), nullable=False, info=plain("The start that the rule gives it.")),
    Column("starts", String(19), nullable=False, info=plain("Its start on the wall.")),
    Column("ends", String(19), nullable=False, info=plain("Its end on the wall.")),
    Column("starts_at", UtcDateTime, nullable=False, info=plain("When it starts.")),
    Column("ends_at", UtcDateTime, nullable=False, info=plain("When it ends.")),
    Column(
        "moved",
        Boolean(create_constraint=False),
        nullable=False,
        info=plain("Whether it was moved by itself."),
    ),
    Column("capacity", Integer, info=plain("Seats.")),
    _whole("going", "Seats taken."),
    _whole("maybe", "Members who said maybe."),
    _whole("declined", "Members who will not come."),
    _whole("waitlisted", "Members who wait for a seat."),
    _whole("last_position", "The last number given on the waitlist."),
    _whole("checked_in", "Members who were checked in."),
    _whole("rated", "Members who said how it was."),
    _whole("stars", "The sum of their stars."),
    Column("thread", Id, info=plain("The post that follows it.")),
    Column("reminder", Id, info=plain("The plan that reminds of it.")),
    Column("closing", Id, info=plain("The plan that closes it.")),
    Column("code_hash", String(64), nullable=False, info=secret("The hash of the code for checking in.")),
    Column("reminded_at", UtcDateTime, info=plain("When it was reminded of.")),
    Column("ended_at", UtcDateTime, info=plain("When it was closed.")),
    Column("cancelled_at", UtcDateTime, info=plain("When it was cancelled.")),
    Column("cancelled_by", Id, info=person("Who cancelled it.")),
    Column(
        "cancellation_reason",
        Text,
        nullable=False,
        info=personal("Why it was cancelled.", of="cancelled_by"),
    ),
    UniqueConstraint("community_id", "event", "original_start", name="uq_commkit_occurrence_original_start"),
    ForeignKeyConstraint(["community_id", "event"], [event.c.community_id, event.c.id]),
    info=COMMUNITY,
)
"""Each time that an event takes place, one row each; for foreign keys of plugins."""

Index("ix_commkit_occurrence_starts", occurrence.c.community_id, occurrence.c.starts_at, occurrence.c.id)
Index("ix_commkit_occurrence_ends", occurrence.c.community_id, occurrence.c.ends_at, occurrence.c.id)
Index(
    "ix_commkit_occurrence_event",
    occurrence.c.community_id,
    occurrence.c.event,
    occurrence.c.starts_at,
    occurrence.c.id,
)

attendance = Table(
    "commkit_attendance",
    metadata,
    community_id(),
    Column("occurrence", Id, primary_key=True, info=plain("To what.")),
    Column("member", Id, primary_key=True, info=person("Who answered.")),
    Column("status", Choice(RsvpStatus), nullable=False, info=plain("What they said.")),
    Column("waitlist_position", Integer, info=plain("Their number on the waitlist.")),
    Column("responded_at", UtcDateTime, nullable=False, info=plain("When they said it.")),
    Column("checked_in_at", UtcDateTime, info=plain("When they were checked in.")),
    Column("stars", Integer, info=plain("How they found it.")),
    Column("comment", Text, nullable=False, info=personal("How they found it, in their words.", of="member")),
    Column("rated_at", UtcDateTime, info=plain("When they said so.")),
    ForeignKeyConstraint(["community_id", "occurrence"], [occurrence.c.community_id, occurrence.c.id]),
    ForeignKeyConstraint(["community_id", "member"], [membership.c.community_id, membership.c.id]),
    info=COMMUNITY,
)
Index(
    "ix_commkit_attendance_status",
    attendance.c.community_id,
    attendance.c.occurrence,
    attendance.c.status,
    attendance.c.waitlist_position,
    attendance.c.member,
)
Index("ix_commkit_attendance_member", attendance.c.community_id, attendance.c.member, attendance.c.occurrence)


def _people(name: str, who: str, by: str) -> Table:
    return Table(
        name,
        metadata,
        community_id(),
        Column("event", Id, primary_key=True, info=plain("Of which event.")),
        Column("member", Id, primary_key=True, info=person(who)),
        Column("by", Id, info=person(by)),
        Column("at", UtcDateTime, nullable=False, info=plain("Since when.")),
        ForeignKeyConstraint(["community_id", "event"], [event.c.community_id, event.c.id]),
        ForeignKeyConstraint(["community_id", "member"], [membership.c.community_id, membership.c.id]),
        info=COMMUNITY,
    )


invited = _people("commkit_event_invited", "Who was invited.", "Who invited them.")
cohost = _people("commkit_event_cohost", "Who helps to host.", "Who asked them to.")
