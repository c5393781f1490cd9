"""The feature of assignments, with its settings."""

from datetime import timedelta

from attrs import frozen

from commkit import Feature, NotificationKind
from commkit_support.assignment.facts import AssigneeReminded, QuestionAssigned, QuestionUnassigned
from commkit_support.policy import AGENT, MEMBER, MIGRATIONS, STEWARD, raise_if_invalid


@frozen
class AssignmentSettings:
    """How much one member cares for.

    Attributes:
        load_limit: Questions that are neither settled nor removed, for one member at a time.
        remind_after: Elapsed time after which the member is reminded of one that is open; and again, after as long.

    Raises:
        Invalid: The limit or the time is not positive (`support.bad_settings`).
    """

    load_limit: int = 20
    remind_after: timedelta = timedelta(days=1)

    def __attrs_post_init__(self) -> None:
        faults = []
        if self.load_limit < 1:
            faults.append(("load_limit", "not_positive", "give 1 or more"))
        if self.remind_after <= timedelta():
            faults.append(("remind_after", "not_positive", "give a positive duration"))
        raise_if_invalid(faults)


_STAFF = {"support.assign", "support.take", "support.unassign", "support.read_assignments"}

assignment_feature = Feature(
    "support.assignment",
    migrations=MIGRATIONS,
    settings=AssignmentSettings(),
    requires=("qa.questions", "absences.out_of_office"),
    grants={
        MEMBER: {"support.read_own_assignments", "support.unassign"},
        AGENT: _STAFF,
        STEWARD: _STAFF,
    },
    facts=(QuestionAssigned, QuestionUnassigned, AssigneeReminded),
    notification_kinds=(
        NotificationKind(
            name="support.question_assigned",
            summary="You were asked to care for a question.",
            sentence="You care for “{title}” from now on.",
        ),
        NotificationKind(
            name="support.assignee_reminded",
            summary="A question that you care for is still open.",
            sentence="“{title}”, which you care for, is still open.",
        ),
    ),
)
"""Who cares for which question."""
