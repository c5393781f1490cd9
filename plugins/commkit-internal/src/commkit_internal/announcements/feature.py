"""The feature of announcements, with its settings."""

from datetime import timedelta

from attrs import frozen

from commkit import Feature, NotificationKind
from commkit_internal.announcements.facts import (
    AnnouncementAcknowledged,
    AnnouncementRecurrenceEnded,
    AnnouncementRecurrenceFailed,
    AnnouncementRecurrenceSet,
    AudienceOpened,
    MustReadEnded,
    MustReadSet,
    ReadersEscalated,
    ReadersReminded,
)
from commkit_internal.announcements.must_reads.records import (
    Acknowledgement,
    AcknowledgementCounts,
    AcknowledgementReport,
    MissingReader,
    MyMustRead,
)
from commkit_internal.announcements.reminders.records import OverdueReaders
from commkit_internal.policy import MEMBER, MIGRATIONS, PEOPLE_PARTNER, STEWARD, raise_if_invalid

ANNOUNCEMENTS = "internal.announcements"
"""The name of the feature, which keeps the groups of audiences."""
_DAY = timedelta(days=1)
_DESK = {
    "internal.announce",
    "internal.require_reading",
    "internal.read_acknowledgements",
}


@frozen
class AnnouncementSettings:
    """When who has not acknowledged an announcement is reminded.

    Attributes:
        remind_before: How long before it is due, up to 60 days; they are reminded again when it is due.
        remind_every: How long there is between two reminders of one member, 1 hour to 60 days.
        max_reminders: How many reminders of one version a member gets, 0 to 10.
        escalate_after: How long after it was due their manager and the people partners are told, up to 60 days.

    Raises:
        Invalid: A value is out of its range (`internal.bad_settings`).
    """

    remind_before: timedelta = 2 * _DAY
    remind_every: timedelta = _DAY
    max_reminders: int = 3
    escalate_after: timedelta = timedelta()

    def __attrs_post_init__(self) -> None:
        faults = [
            (name, "out_of_range", "give up to 60 days")
            for name in ("remind_before", "escalate_after")
            if not timedelta() <= getattr(self, name) <= 60 * _DAY
        ]
        if not timedelta(hours=1) <= self.remind_every <= 60 * _DAY:
            faults.append(("remind_every", "out_of_range", "give 1 hour to 60 days"))
        if not 0 <= self.max_reminders <= 10:
            faults.append(("max_reminders", "out_of_range", "give 0 to 10"))
        raise_if_invalid(faults)


announcement_feature = Feature(
    ANNOUNCEMENTS,
    migrations=MIGRATIONS,
    requires=("articles.desk", "internal.units"),
    settings=AnnouncementSettings(),
    grants={
        MEMBER: {"internal.acknowledge", "internal.read_overdue"},
        "silenced": {"internal.acknowledge"},
        PEOPLE_PARTNER: _DESK,
        STEWARD: _DESK,
        "system": {"internal.run_announcements"},
    },
    system_only=("internal.run_announcements",),
    persons_only=("internal.acknowledge",),
    explicit_permissions=("internal.announce", "internal.require_reading"),
    facts=(
        AudienceOpened,
        MustReadSet,
        MustReadEnded,
        AnnouncementAcknowledged,
        ReadersReminded,
        ReadersEscalated,
        AnnouncementRecurrenceSet,
        AnnouncementRecurrenceEnded,
        AnnouncementRecurrenceFailed,
    ),
    records=(
        Acknowledgement,
        AcknowledgementCounts,
        AcknowledgementReport,
        MissingReader,
        MyMustRead,
        OverdueReaders,
    ),
    notification_kinds=(
        NotificationKind(
            name="internal.must_read",
            summary="You have to read and acknowledge an announcement.",
            sentence="Please read and acknowledge “{title}”.",
            channels=("inbox", "mail"),
        ),
        NotificationKind(
            name="internal.must_read_overdue",
            summary="Colleagues have not acknowledged what they had to read.",
            sentence="Colleagues have not acknowledged what they had to read.",
        ),
        NotificationKind(
            name="internal.recurrence_failed",
            summary="A recurring announcement could not be made at its time.",
            sentence="A recurring announcement could not be made at its time.",
        ),
    ),
)
"""Announcements for parts of the organisation, which may have to be read, and may recur."""
