"""The feature of retention by kind, with its settings."""

from datetime import timedelta

from attrs import frozen

from commkit import Feature, NotificationKind
from commkit_internal.policy import MIGRATIONS, STEWARD, raise_if_invalid
from commkit_internal.retention.facts import RetentionApplied, RetentionEnded, RetentionSet
from commkit_internal.retention.policy import MANAGE
from commkit_internal.retention.records import RetentionPreview, RetentionRule


@frozen
class RetentionSettings:
    """How retentions are set. A change holds for those that are set after it.

    Attributes:
        notice: How long after a retention was set the first threads expire by it, up to 366 days: its notice.
        shortest: The shortest retention in days, 1 to 3,650.

    Raises:
        Invalid: A value is out of its range (`internal.bad_settings`).
    """

    notice: timedelta = timedelta(days=14)
    shortest: int = 30

    def __attrs_post_init__(self) -> None:
        faults = []
        if not timedelta() <= self.notice <= timedelta(days=366):
            faults.append(("notice", "out_of_range", "give zero to 366 days"))
        if not 1 <= self.shortest <= 3_650:
            faults.append(("shortest", "out_of_range", "give 1 to 3,650 days"))
        raise_if_invalid(faults)


retention_feature = Feature(
    "internal.retention",
    migrations=MIGRATIONS,
    requires=("internal.units", "internal.announcements", "internal.meetings", "posts"),
    settings=RetentionSettings(),
    grants={STEWARD: {MANAGE}, "system": {"internal.apply_retention"}},
    facts=(RetentionSet, RetentionEnded, RetentionApplied),
    records=(RetentionRule, RetentionPreview),
    notification_kinds=(
        NotificationKind(
            name="internal.retention_set",
            summary="It was said how long threads are kept.",
            sentence="{by} said how long threads of a kind are kept in “{title}”.",
            channels=("inbox", "mail"),
        ),
    ),
)
"""Retention by kind."""
