"""The feature of known issues."""

from commkit import Feature, NotificationKind
from commkit_support.known_issues.facts import (
    KnownIssueOpened,
    KnownIssueUpdated,
    QuestionLinked,
    QuestionUnlinked,
)
from commkit_support.known_issues.records import ClosedQuestions, IssueLink
from commkit_support.policy import AGENT, MIGRATIONS, STEWARD

known_issue_feature = Feature(
    "support.known_issues",
    migrations=MIGRATIONS,
    requires=("qa.questions",),
    grants={
        "visitor": {"support.read_known_issues"},
        AGENT: {"support.manage_known_issues"},
        STEWARD: {"support.manage_known_issues"},
    },
    facts=(KnownIssueOpened, KnownIssueUpdated, QuestionLinked, QuestionUnlinked),
    records=(IssueLink, ClosedQuestions),
    notification_kinds=(
        NotificationKind(
            name="support.known_issue_updated",
            summary="There is news of a known issue that you asked about.",
            sentence="There is news of “{title}”.",
            channels=("inbox", "mail"),
        ),
    ),
)
"""What is wrong with the product, and who asked about it."""
