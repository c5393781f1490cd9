"""The feature of the bridge to an issue tracker."""

from commkit import Feature, NotificationKind
from commkit_developer.closing.records import CloseReason
from commkit_developer.policy import MEMBER, MIGRATIONS, STEWARD
from commkit_developer.tables import TRACKER
from commkit_developer.tracker.facts import (
    FixAsked,
    FixConfirmed,
    IssueAsked,
    IssueChanged,
    IssueFailed,
    IssueLinked,
    IssueUnlinked,
)
from commkit_developer.tracker.measures import CONFIRMED_FIXES
from commkit_developer.tracker.policy import TRACKED
from commkit_developer.tracker.ports import IssueTracker
from commkit_developer.tracker.records import (
    FixVerdict,
    IssueDraft,
    IssueSnapshot,
    ThreadIssue,
    ThreadLink,
    TrackerNumbers,
)

BUG_TRACKED = CloseReason(
    TRACKED,
    "A bug, and tracked",
    "This is a fault that is being worked on. The question opens again when a release has the fix.",
)
"""The reason to close a question that is about an issue; without an issue nobody closes with it."""

LINK_ISSUES = "developer.link_issues"
"""The permission to say which issue a question is about; a type grants it to further roles, such as its staff."""
OPEN_ISSUES = "developer.open_issues"
"""The permission to have the tracker open an issue."""
READ_PRIVATE_ISSUES = "developer.read_private_issues"
"""The permission to see key, address and title of issues that the tracker calls private."""

TRACKER_STAFF = frozenset({LINK_ISSUES, OPEN_ISSUES, READ_PRIVATE_ISSUES, "developer.read_tracker_numbers"})
"""The permissions of those who work with the tracker. Stewards have them; types grant them to further roles."""

tracker_feature = Feature(
    "developer.tracker",
    tables=TRACKER,
    migrations=MIGRATIONS,
    requires=("qa.questions", "developer.closing"),
    port_types=(IssueTracker,),
    declares=(BUG_TRACKED, CONFIRMED_FIXES),
    grants={
        MEMBER: {"developer.confirm_fix:own"},
        STEWARD: TRACKER_STAFF,
        "system": {"developer.record_issues", "developer.tell_threads", READ_PRIVATE_ISSUES},
    },
    explicit_permissions=(LINK_ISSUES, OPEN_ISSUES, "developer.confirm_fix"),
    facts=(IssueAsked, IssueLinked, IssueUnlinked, IssueChanged, IssueFailed, FixAsked, FixConfirmed),
    records=(FixVerdict, IssueDraft, IssueSnapshot, ThreadIssue, ThreadLink, TrackerNumbers),
    notification_kinds=(
        NotificationKind(
            name="developer.fix_asked",
            summary="A release may solve your question.",
            sentence="A release may solve “{title}”. Does it work for you?",
            channels=("inbox", "mail"),
        ),
        NotificationKind(
            name="developer.issue_failed",
            summary="The issue tracker refused an issue of yours, or has no such one.",
            sentence="The issue tracker has no issue “{title}”.",
        ),
    ),
)
"""Threads that are about issues of a tracker, and hear what becomes of them."""
