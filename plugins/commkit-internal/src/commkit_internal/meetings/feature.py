"""The feature of meetings, with its settings."""

from datetime import timedelta

from attrs import frozen

from commkit import Feature, NotificationKind
from commkit_internal.meetings import facts
from commkit_internal.meetings.policy import KEEP
from commkit_internal.meetings.records import MinutesWriter
from commkit_internal.meetings.tasks.records import MeetingTaskNumbers
from commkit_internal.meetings.views.records import MinutesView
from commkit_internal.policy import MEMBER, MIGRATIONS, STEWARD, raise_if_invalid


@frozen
class MeetingSettings:
    """When owners of tasks are reminded. A change holds for tasks that are assigned after it.

    Attributes:
        remind_before: How long before the end of its day the owner of a task is reminded, up to 30 days; zero for not
            before it is overdue.

    Raises:
        Invalid: It is out of its range (`internal.bad_settings`).
    """

    remind_before: timedelta = timedelta(days=2)

    def __attrs_post_init__(self) -> None:
        if not timedelta() <= self.remind_before <= timedelta(days=30):
            raise_if_invalid([("remind_before", "out_of_range", "give zero to 30 days")])


meeting_feature = Feature(
    "internal.meetings",
    migrations=MIGRATIONS,
    requires=("internal.units", "posts", "events", "absences.out_of_office"),
    settings=MeetingSettings(),
    grants={
        MEMBER: {"internal.read_minutes", f"{KEEP}:own", "internal.do_task:own"},
        STEWARD: {KEEP},
        "system": {"internal.remind_of_task"},
    },
    facts=(
        facts.MinutesStarted,
        facts.MinutesCorrected,
        facts.MinutesApproved,
        facts.MinutesWriterNamed,
        facts.MinutesWriterRemoved,
        facts.DecisionRecorded,
        facts.DecisionSuperseded,
        facts.MeetingTaskAssigned,
        facts.MeetingTaskReassigned,
        facts.MeetingTaskStateChanged,
        facts.MeetingTaskDue,
        facts.MeetingTaskOwnerLost,
    ),
    records=(MinutesWriter, MinutesView, MeetingTaskNumbers),
    notification_kinds=(
        NotificationKind(
            name="internal.meeting_task_assigned",
            summary="A task of a meeting is yours.",
            sentence="{by} gave you a task of “{title}”.",
            channels=("inbox", "mail"),
        ),
        NotificationKind(
            name="internal.meeting_task_due",
            summary="A task of yours is due soon.",
            sentence="Your task of “{title}” is due soon.",
            channels=("inbox", "mail"),
        ),
        NotificationKind(
            name="internal.meeting_task_overdue",
            summary="A task of yours is overdue.",
            sentence="Your task of “{title}” is overdue.",
            channels=("inbox", "mail"),
        ),
        NotificationKind(
            name="internal.meeting_task_owner_lost",
            summary="A task of minutes of yours has no owner any more.",
            sentence="A task of “{title}” has no owner any more.",
        ),
    ),
)
"""Minutes, decisions and tasks."""
