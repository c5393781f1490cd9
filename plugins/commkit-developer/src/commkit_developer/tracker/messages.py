"""The commands and queries about issues of a tracker."""

from datetime import datetime
from typing import Annotated

from attrs import field, frozen

from commkit import Command, Items, Query, Text, TextCommand
from commkit.posts import PostId
from commkit_developer.tracker.records import (
    Issue,
    IssueDraft,
    IssueId,
    ThreadIssue,
    TrackerNumbers,
    TrackerState,
)

Address = Annotated[str, Text(max=2_000, multiline=False)]
Title = Annotated[str, Text(max=300, multiline=False)]
Body = Annotated[str, Text(max=20_000)]
Key = Annotated[str, Text(max=100, multiline=False)]
ReleaseName = Annotated[str, Text(max=40, min=0, multiline=False)]
Release = Annotated[str, Text(max=40, multiline=False)]


@frozen
class OpenIssue(TextCommand[ThreadIssue]):
    """Have the tracker open an issue about a question, with the words that are given here and no others.

    Attributes:
        question: The question; it is about one issue at a time.
        title: The title of the issue; `ReadIssueDraft` has one to begin with.
        body: Its text.

    Raises:
        Denied: This community has no issue tracker (`developer.no_tracker`).
        Invalid: It is no question.
        Conflict: The question was removed, or is about an issue already (`developer.linked_already`).
    """

    permission = "developer.open_issues"
    creates = True
    shown = ("title", "body")
    personal = ("title", "body")

    question: PostId
    title: Title
    body: Body


@frozen
class LinkIssue(Command[ThreadIssue]):
    """Say that a question is about an issue that the tracker has; again, it changes nothing.

    Attributes:
        question: The question; it is about one issue at a time.
        address: The address of the issue, or its key.

    Raises:
        Denied: This community has no issue tracker (`developer.no_tracker`).
        Invalid: It is no question, or the address is none of this tracker's.
        Conflict: The question was removed, or is about another issue (`developer.linked_already`).
    """

    permission = "developer.link_issues"
    personal = ("address",)

    question: PostId
    address: Address


@frozen
class UnlinkIssue(Command[None]):
    """Say that a question is about no issue after all; nothing changes where it is about none."""

    permission = "developer.link_issues"

    question: PostId


@frozen
class RefreshIssue(Command[Issue]):
    """Ask the tracker how an issue stands, such as after its events were lost.

    Raises:
        Denied: This community has no issue tracker (`developer.no_tracker`).
        Conflict: The tracker has not opened it yet, or has no such issue (`developer.no_such_issue`).
    """

    permission = "developer.link_issues"

    issue: IssueId


@frozen
class ConfirmFix(Command[ThreadIssue]):
    """Answer whether the release works, by the asker of the question: if it does, the question is solved.

    Attributes:
        question: The question.
        works: Whether it works.

    Raises:
        Conflict: Nobody asks that, or it was answered (`developer.nothing_to_confirm`), or the reply that asks was
            removed.
    """

    permission = "developer.confirm_fix"

    question: PostId
    works: bool


@frozen(kw_only=True)
class RecordIssue(Command[bool]):
    """Record how an issue stands, as its tracker says; what comes twice, or late, changes nothing.

    Attributes:
        key: The tracker's key.
        url: Its address.
        title: Its title.
        state: Its state there.
        release: The release that has it; empty where none has, or where the tracker does not say.
        private: Whether only some people see it there.
        revision: A number that rises with each change of the issue there.
        request: The issue here that the tracker has opened; None where it is known by its key.

    Returns:
        Whether anything changed; nothing does where no thread here was ever about such an issue.

    Raises:
        Invalid: The key, the address or the release is malformed.
    """

    permission = "developer.record_issues"
    personal = ("title",)

    key: Key
    url: Address
    title: Title
    state: TrackerState
    release: ReleaseName = ""
    private: bool = True
    revision: int
    request: IssueId | None = None


@frozen
class RecordRelease(Command[int]):
    """Record that a release has some issues, as the tracker says; announced twice, it changes nothing.

    Attributes:
        version: What the release is called.
        keys: The tracker's keys of the issues that it has; those that no thread is about are passed over.

    Returns:
        How many issues became released.

    Raises:
        Invalid: The version is malformed.
    """

    permission = "developer.record_issues"
    personal = ()

    version: Release
    keys: Annotated[tuple[Key, ...], Items(max=1_000)]


@frozen
class RecordIssueFailed(Command[bool]):
    """Record that the tracker refused an issue, or has no such one: no thread is about it any more.

    Attributes:
        issue: The issue.
        reason: Why.

    Returns:
        Whether it was still waiting for the tracker.
    """

    permission = "developer.record_issues"
    personal = ()

    issue: IssueId
    reason: Annotated[str, Text(max=500)]


@frozen
class ReadIssue(Query[Issue]):
    """Read one issue; private ones are for those who may read these."""

    permission = "developer.read_issues"
    granted_to = "visitor"

    issue: IssueId


@frozen
class ReadThreadIssue(Query[ThreadIssue | None]):
    """Read which issue a question is about, and how that stands; None where it is about none."""

    permission = "developer.read_issues"

    question: PostId


@frozen
class ReadIssueDraft(Query[IssueDraft]):
    """What an issue about a question could say, to be changed before it is opened: addresses of people are masked.

    Raises:
        Invalid: It is no question.
    """

    permission = "developer.open_issues"

    question: PostId


@frozen
class ReadTrackerNumbers(Query[TrackerNumbers]):
    """How many threads are about issues, how long a release takes, and whether it works for those who asked.

    Attributes:
        since: Count only what was linked from then on; all of it where it is left out.
    """

    permission = "developer.read_tracker_numbers"

    since: datetime | None = field(default=None, kw_only=True)
