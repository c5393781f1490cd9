"""What happens between threads and issues."""

from attrs import frozen

from commkit import Fact, MemberId
from commkit.posts import PostId
from commkit_developer.tracker.records import IssueId


@frozen
class IssueAsked(Fact):
    """The tracker is to open an issue, or to tell how one stands; the worker asks it next."""

    name = "developer.issue_asked"
    visible_to = "developer.read_issues"
    issue: IssueId


@frozen
class IssueLinked(Fact):
    """A thread is about an issue."""

    name = "developer.issue_linked"
    visible_to = "developer.read_issues"
    question: PostId
    issue: IssueId


@frozen
class IssueUnlinked(Fact):
    """A thread is not about an issue any more."""

    name = "developer.issue_unlinked"
    visible_to = "developer.read_issues"
    question: PostId
    issue: IssueId


@frozen
class IssueChanged(Fact):
    """The state of an issue changed; the worker tells it in all threads that are about it.

    Attributes:
        issue: The issue.
        state: Its state.
        release: The release that has it; empty while none has.
    """

    name = "developer.issue_changed"
    visible_to = "developer.read_issues"
    issue: IssueId
    state: str
    release: str


@frozen
class IssueFailed(Fact):
    """The tracker refused an issue, or has no such one; the threads that were about it are not any more.

    Attributes:
        issue: The issue.
        asked_by: Who wanted it.
    """

    name = "developer.issue_failed"
    visible_to = "developer.read_issues"
    issue: IssueId
    asked_by: MemberId | None


@frozen
class FixAsked(Fact):
    """A release has the issue that a thread is about, and its asker is asked whether it works.

    Attributes:
        question: The question.
        asker: Who asked it.
        answer: The reply that asks.
    """

    name = "developer.fix_asked"
    visible_to = "developer.read_issues"
    question: PostId
    asker: MemberId | None
    answer: PostId


@frozen
class FixConfirmed(Fact):
    """An asker said whether the release works for them; the worker tells the tracker next.

    Attributes:
        question: The question.
        works: What they said.
        answer: The reply that asked.
        issue: The issue.
        release: The release of which they say it.
    """

    name = "developer.fix_confirmed"
    visible_to = "developer.read_issues"
    question: PostId
    works: bool
    answer: PostId
    issue: IssueId
    release: str
