"""The messages about known issues."""

from attrs import field, frozen

from commkit import Command, Page, Query, TextCommand
from commkit.posts import Post, PostId
from commkit_support.known_issues.records import (
    ClosedQuestions,
    IssueLink,
    IssueText,
    IssueTitle,
    KnownIssue,
    KnownIssueId,
)


@frozen
class OpenKnownIssue(TextCommand[KnownIssue]):
    """Tell everybody that something is wrong with the product.

    Attributes:
        title: What it is.
        status: The first status message.
    """

    permission = "support.manage_known_issues"
    creates = True
    shown = ("title", "status")
    personal = ()

    title: IssueTitle
    status: IssueText


@frozen
class LinkQuestion(Command[IssueLink]):
    """Say that a question is about a known issue: its asker gets the status messages from then on. One at a time.

    Raises:
        Invalid: The post is not a question.
        Conflict: The question was removed, or is about another issue; the issue is closed.
    """

    permission = "support.manage_known_issues"

    question: PostId
    issue: KnownIssueId


@frozen
class UnlinkQuestion(Command[None]):
    """Say that a question is not about a known issue after all; nothing changes where it is about none."""

    permission = "support.manage_known_issues"

    question: PostId


@frozen
class TellIssueStatus(TextCommand[KnownIssue]):
    """Tell all who asked about a known issue how it stands: each of them once, however many questions they asked.

    Attributes:
        issue: The known issue.
        status: The message.

    Raises:
        Conflict: It is closed.
    """

    permission = "support.manage_known_issues"
    shown = ("status",)
    personal = ()

    issue: KnownIssueId
    status: IssueText


@frozen
class CloseKnownIssue(TextCommand[KnownIssue]):
    """Close a known issue with a last message to all who asked about it; then `CloseLinkedQuestions` is offered.

    Attributes:
        issue: The known issue.
        status: The message, such as the version in which it is mended.

    Raises:
        Conflict: It is closed already.
    """

    permission = "support.manage_known_issues"
    shown = ("status",)
    personal = ()

    issue: KnownIssueId
    status: IssueText


@frozen
class CloseLinkedQuestions(Command[ClosedQuestions]):
    """Close the questions about a closed known issue that are neither settled nor removed, with its last message.

    Attributes:
        issue: The known issue.
        limit: At most so many at once, 1 to 100; those who asked first come first.

    Raises:
        Conflict: The issue is open.
    """

    permission = "support.manage_known_issues"

    issue: KnownIssueId
    limit: int = field(default=50, kw_only=True)


@frozen
class ReadKnownIssue(Query[KnownIssue]):
    """A known issue."""

    permission = "support.read_known_issues"

    issue: KnownIssueId


@frozen(kw_only=True)
class ListKnownIssues(Query[Page[KnownIssue]]):
    """The known issues, the newest first.

    Attributes:
        after: The `next` of the page before.
        limit: Issues on a page, 1 to 100.
    """

    permission = "support.read_known_issues"
    personal = ()

    after: str | None = None
    limit: int = 20


@frozen
class ListLinkedQuestions(Query[Page[Post]]):
    """The questions about a known issue that the reader sees, the oldest first.

    Attributes:
        issue: The known issue.
        after: The `next` of the page before.
        limit: Questions on a page, 1 to 100.
    """

    permission = "support.read_known_issues"
    personal = ()

    issue: KnownIssueId
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen
class ReadIssueOfQuestion(Query[KnownIssue | None]):
    """The known issue that a question is about; None where it is about none."""

    permission = "support.read_known_issues"

    question: PostId
