"""The tables of notifications: inboxes, preferences, watches, schedules, digests, metrics."""

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
    UniqueConstraint,
    text,
)

from commkit.members import membership
from commkit.notifications.digests.records import DigestFrequency
from commkit.notifications.records import MailState
from commkit.notifications.untold.records import UntoldAbout
from commkit.notifications.watching.records import WatchLevel
from commkit.runtime.storage.columns import ACCOUNT, COMMUNITY, Choice, Id, UtcDateTime, community_id
from commkit.runtime.storage.personal import Erasure, person, personal, plain

metadata = MetaData()

notification = Table(
    "commkit_notification",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("The notification's id.")),
    Column("kind", String(100), nullable=False, info=plain("The kind of notification.")),
    Column("record", String(64), nullable=False, info=plain("The class of the object it is about.")),
    Column("object", Id, nullable=False, info=plain("The object it is about.")),
    Column("by", Id, info=person("The member who caused it.", owns=False)),
    Column(
        "cause", Id, nullable=False, info=plain("The fact; there is one notification for each kind and fact.")
    ),
    Column("at", UtcDateTime, nullable=False, info=plain("When it was created.")),
    UniqueConstraint("community_id", "kind", "cause", name="uq_commkit_notification_cause"),
    info=COMMUNITY,
)
Index("ix_commkit_notification_object", notification.c.community_id, notification.c.object)
Index("ix_commkit_notification_at", notification.c.at)

inbox = Table(
    "commkit_inbox",
    metadata,
    community_id(),
    Column("member", Id, primary_key=True, info=person("The member.", erase=Erasure.ROW)),
    Column("notification", Id, primary_key=True, info=plain("The notification.")),
    Column("kind", String(100), nullable=False, info=plain("The kind of notification.")),
    Column(
        "bundle",
        Id,
        nullable=False,
        info=plain("The id by which notifications of a kind are collapsed: of the thread, or of the object."),
    ),
    Column("count", Integer, nullable=False, info=plain("How many notifications it stands for.")),
    Column("collapsed_into", Id, info=plain("The later notification it was collapsed into.")),
    Column(
        "shown", Boolean(create_constraint=False), nullable=False, info=plain("Whether the inbox shows it.")
    ),
    Column("seen_at", UtcDateTime, info=plain("When the inbox showed it.")),
    Column("read_at", UtcDateTime, info=plain("When it was read.")),
    Column("mail", Choice(MailState), nullable=False, info=plain("The state of its mail.")),
    Column("mail_at", UtcDateTime, info=plain("When the state of its mail last changed.")),
    ForeignKeyConstraint(["community_id", "notification"], [notification.c.community_id, notification.c.id]),
    ForeignKeyConstraint(["community_id", "member"], [membership.c.community_id, membership.c.id]),
    info=COMMUNITY,
)

_UNREAD = text("read_at IS NULL AND collapsed_into IS NULL")
Index(
    "ix_commkit_inbox_unread",
    inbox.c.community_id,
    inbox.c.member,
    inbox.c.notification,
    sqlite_where=_UNREAD,
    postgresql_where=_UNREAD,
)
Index(
    "ix_commkit_inbox_bundle",
    inbox.c.community_id,
    inbox.c.member,
    inbox.c.kind,
    inbox.c.bundle,
    sqlite_where=_UNREAD,
    postgresql_where=_UNREAD,
)
Index(
    "ix_commkit_inbox_mail",
    inbox.c.community_id,
    inbox.c.notification,
    inbox.c.member,
    sqlite_where=text("mail = 'due'"),
    postgresql_where=text("mail = 'due'"),
)
Index(
    "ix_commkit_inbox_digest",
    inbox.c.community_id,
    inbox.c.member,
    sqlite_where=text("mail = 'digest'"),
    postgresql_where=text("mail = 'digest'"),
)
Index("ix_commkit_inbox_notification", inbox.c.notification)  # for the foreign key, too
_READ = text("read_at IS NOT NULL")
Index("ix_commkit_inbox_read", inbox.c.read_at, sqlite_where=_READ, postgresql_where=_READ)

preference = Table(
    "commkit_notification_preference",
    metadata,
    community_id(),
    Column("member", Id, primary_key=True, info=person("Whose preference it is.", erase=Erasure.ROW)),
    Column("kind", String(100), primary_key=True, info=plain("The kind of notification.")),
    Column("channel", String(16), primary_key=True, info=plain("Inbox or mail.")),
    Column("enabled", Boolean(create_constraint=False), nullable=False, info=plain("Whether the channel is on.")),
    Column("own", Boolean(create_constraint=False), nullable=False,
           info=plain("Whether it was chosen for this community rather than for all.")),
    info=COMMUNITY,
)  # fmt: skip
"""Preferences of members. One for every community is a row of the lobby, copied into each community of the member."""

watch = Table(
    "commkit_watch",
    metadata,
    community_id(),
    Column(
        "scope", String(16), primary_key=True, info=plain("What is watched: a thread, a tag, the community.")
    ),
    Column("target", String(64), primary_key=True, info=plain("The thread's id or the tag.")),
    Column("member", Id, primary_key=True, info=person("The watching member.", erase=Erasure.ROW)),
    Column("level", Choice(WatchLevel), nullable=False, info=plain("How closely.")),
    Column("at", UtcDateTime, nullable=False, info=plain("When it was last changed.")),
    ForeignKeyConstraint(["community_id", "member"], [membership.c.community_id, membership.c.id]),
    info=COMMUNITY,
)
Index("ix_commkit_watch_member", watch.c.community_id, watch.c.member, watch.c.scope, watch.c.target)

delivery_schedule = Table(
    "commkit_delivery_schedule",
    metadata,
    Column("member", Id, primary_key=True, info=person("The member.", erase=Erasure.ROW)),
    Column("time_zone", String(64), nullable=False, info=personal(
        "Their time zone, an IANA name.", of="member", erase=Erasure.ROW)),
    Column("quiet_from", String(5), nullable=False, info=personal(
        "Local time at which quiet hours begin.", of="member", erase=Erasure.ROW)),
    Column("quiet_until", String(5), nullable=False, info=personal(
        "Local time at which they end.", of="member", erase=Erasure.ROW)),
    Column("mails_per_day", Integer, info=plain("Mails a day at most.")),
    Column("refused_address", String(64), nullable=False, info=personal(
        "A hash of the address that a mail server refused permanently.", of="member", erase=Erasure.ROW)),
    info=ACCOUNT,
)  # fmt: skip

mail_budget = Table(
    "commkit_mail_budget",
    metadata,
    Column("member", Id, primary_key=True, info=person("The member.", erase=Erasure.ROW)),
    Column("day", Date, primary_key=True, info=plain("The member's local day.")),
    Column("used", Integer, nullable=False, info=plain("Mails sent that day.")),
    info=ACCOUNT,
)

digest = Table(
    "commkit_digest",
    metadata,
    community_id(),
    Column("member", Id, primary_key=True, info=person("The member.", erase=Erasure.ROW)),
    Column("frequency", Choice(DigestFrequency), nullable=False, info=plain("How often.")),
    Column("hour", Integer, nullable=False, info=plain("The local hour at which it comes.")),
    Column("weekday", Integer, nullable=False, info=plain("The local weekday on which a weekly one comes.")),
    Column(
        "own", Boolean(create_constraint=False), nullable=False, info=plain("Whether the member chose it.")
    ),
    Column("scheduled", Id, info=plain("The scheduled command of the next one.")),
    Column(
        "done_until",
        UtcDateTime,
        nullable=False,
        info=plain("The end of the last period that had its digest."),
    ),
    info=COMMUNITY,
)

untold = Table(
    "commkit_untold",
    metadata,
    community_id(),
    Column("post", Id, primary_key=True, info=plain("The post that was removed when it was to be told of.")),
    Column("cause", Id, primary_key=True, info=plain("The fact that nobody was told of.")),
    Column("member", Id, primary_key=True, info=person(
        "The member whom it mentions; an id of nobody otherwise.", erase=Erasure.ROW)),
    Column("about", Choice(UntoldAbout), nullable=False, info=plain("Who would have been told.")),
    Column("by", Id, info=person("The member who mentioned them.", owns=False)),
    info=COMMUNITY,
)  # fmt: skip
"""Who is told of a removed post once it is there again, because nobody was before."""

metric = Table(
    "commkit_notification_metric",
    metadata,
    community_id(),
    Column("day", Date, primary_key=True, info=plain("The day, UTC.")),
    Column("kind", String(100), primary_key=True, info=plain("The kind of notification.")),
    Column("outcome", String(16), primary_key=True, info=plain("What became of such notifications.")),
    Column("count", Integer, nullable=False, info=plain("How often.")),
    info=COMMUNITY,
)
