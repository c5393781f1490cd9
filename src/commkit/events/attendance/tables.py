"""The table of RSVPs, check-ins and ratings."""

from sqlalchemy import Column, ForeignKeyConstraint, Index, Integer, Table, Text

from commkit.events.attendance.records import RsvpStatus
from commkit.events.occurrences.tables import occurrence
from commkit.events.tables import metadata
from commkit.members import membership
from commkit.runtime.storage.columns import COMMUNITY, Choice, Id, UtcDateTime, community_id
from commkit.runtime.storage.personal import person, personal, plain

attendance = Table(
    "commkit_attendance",
    metadata,
    community_id(),
    Column("occurrence", Id, primary_key=True, info=plain("The occurrence.")),
    Column("member", Id, primary_key=True, info=person("Who answered.")),
    Column("status", Choice(RsvpStatus), nullable=False, info=plain("The RSVP.")),
    Column("waitlist_position", Integer, info=plain("Their number on the waitlist.")),
    Column("responded_at", UtcDateTime, nullable=False, info=plain("When they last answered.")),
    Column("checked_in_at", UtcDateTime, info=plain("When they were checked in.")),
    Column("stars", Integer, info=plain("Their rating, 1 to 5.")),
    Column("comment", Text, nullable=False, info=personal("Their comment on the occurrence.", of="member")),
    Column("rated_at", UtcDateTime, info=plain("When they rated it.")),
    ForeignKeyConstraint(["community_id", "occurrence"], [occurrence.c.community_id, occurrence.c.id]),
    ForeignKeyConstraint(["community_id", "member"], [membership.c.community_id, membership.c.id]),
    info=COMMUNITY,
)
"""The RSVPs, one row for each member and occurrence; for statements of plugins that count who attended."""

Index(
    "ix_commkit_attendance_status",
    attendance.c.community_id,
    attendance.c.occurrence,
    attendance.c.status,
    attendance.c.waitlist_position,
    attendance.c.member,
)
Index("ix_commkit_attendance_member", attendance.c.community_id, attendance.c.member, attendance.c.occurrence)
