"""What happens to known issues."""

from attrs import frozen

from commkit import Fact
from commkit.posts import PostId
from commkit_support.known_issues.records import KnownIssueId


@frozen
class KnownIssueOpened(Fact):
    """A known issue was opened."""

    name = "support.known_issue_opened"
    visible_to = "support.read_known_issues"
    issue: KnownIssueId


@frozen
class KnownIssueUpdated(Fact):
    """A known issue has a new status message; all who asked about it are notified.

    Attributes:
        issue: The known issue.
        closed: Whether the message closed it.
    """

    name = "support.known_issue_updated"
    visible_to = "support.read_known_issues"
    issue: KnownIssueId
    closed: bool


@frozen
class QuestionLinked(Fact):
    """A question is about a known issue."""

    name = "support.question_linked"
    visible_to = "support.read_known_issues"
    question: PostId
    issue: KnownIssueId


@frozen
class QuestionUnlinked(Fact):
    """A question is not about a known issue after all."""

    name = "support.question_unlinked"
    visible_to = "support.read_known_issues"
    question: PostId
    issue: KnownIssueId
