"""Issues of a tracker, the threads that are about them, and what passes through the port."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Literal, NewType, get_args
from uuid import UUID

from attrs import field, frozen

from commkit import Invalid, MemberId
from commkit.posts import PostId
from commkit.statistics import Share
from commkit.storage import Person, Personal, Plain

IssueId = NewType("IssueId", UUID)
"""The id of an issue here; the tracker has a key of its own for it."""

IssueKey = Annotated[str, Plain(max=100, min=0, multiline=False)]
IssueUrl = Annotated[str, Plain(max=2_000, min=0, multiline=False)]
IssueTitle = Annotated[str, Plain(max=300, multiline=False)]
Release = Annotated[str, Plain(max=40, min=0, multiline=False)]
TrackerState = Literal["open", "closed", "declined"]
"""What a tracker says of an issue; `closed` means that it was done, `declined` that it will not be."""


class IssueState(StrEnum):
    """Where an issue stands."""

    REQUESTED = "requested"
    """The tracker has not answered yet."""
    OPEN = "open"
    """Somebody works on it, or will."""
    CLOSED = "closed"
    """It is done, and in no release yet."""
    DECLINED = "declined"
    """It was closed, and nothing will be done."""
    RELEASED = "released"
    """It is done, and a release has it."""
    FAILED = "failed"
    """The tracker refused it, or has no such issue; no thread is about it any more."""


@frozen
class Issue:
    """An issue of the tracker, as the tracker last told of it.

    Attributes:
        id: Its id here, which is also the idempotency key under which the tracker is asked to open it.
        key: The tracker's key; empty until the tracker has opened it.
        url: Its address; empty until the tracker told it.
        title: Its title; the key until the tracker told it.
        private: Whether only those see it who may read private issues; so it is until the tracker says otherwise.
        state: Its state.
        release: The release that has it; empty while none has.
        revision: How many changes the tracker had made to it when it last told of it: what comes later counts.
        news: How many times its state changed here, which is how much its threads have to hear.
        asked_by: Who had it opened, or linked it first; None for the host itself.
        body: What the tracker is to be told; empty once it was.
        asked_at: When.
        changed_at: When its state last changed.
        released_at: When it was last known to be released; None before, and after it was opened again.
        failure_reason: Why the tracker has no such issue; empty where it has.
    """

    id: IssueId
    key: IssueKey
    url: IssueUrl
    title: IssueTitle
    private: bool
    state: IssueState
    release: Release
    revision: int
    news: int
    asked_by: Annotated[MemberId | None, Person(owns=False)]
    body: Annotated[str, Personal(of="asked_by", min=0, max=20_000)]
    asked_at: datetime
    changed_at: datetime
    released_at: datetime | None
    failure_reason: Annotated[str, Plain(max=500, min=0)]


@frozen
class ThreadLink:
    """That a thread is about an issue, and what it heard of it.

    Attributes:
        question: The question that opens the thread.
        issue: The issue.
        linked_by: Who said so; None for the host itself.
        linked_at: When.
        told: The `news` of the issue that the thread was told last; 0 for none.
        answer: The reply that says that a release has it, and asks whether it works; None while none asks.
        confirmed_at: When the asker answered that; None before.
        works: What they answered.
    """

    question: PostId
    issue: IssueId
    linked_by: Annotated[MemberId | None, Person(owns=False)]
    linked_at: datetime
    told: int
    answer: PostId | None
    confirmed_at: datetime | None
    works: bool | None


@frozen
class ThreadIssue:
    """What the readers of a thread are shown of the issue that it is about.

    State and release are shown to all who see the thread; key, address and title of a private issue are not.

    Attributes:
        question: The question.
        state: The state of the issue.
        release: The release that has it; empty while none has.
        linked_at: Since when the thread is about it.
        asks: Whether its asker is asked whether the release works for them.
        works: What they answered; None before.
        issue: The issue; None where it is private, and the reader may not read those.
    """

    question: PostId
    state: IssueState
    release: str
    linked_at: datetime
    asks: bool
    works: bool | None
    issue: Issue | None


@frozen
class IssueDraft:
    """What a tracker is told of an issue that it is to open.

    Attributes:
        title: The title.
        body: The text.
    """

    title: str
    body: str


@frozen
class FixVerdict:
    """What a tracker is told of an asker's answer: neither who that is, nor anything that they wrote.

    Attributes:
        release: The release of which it is said.
        works: Whether it works for the asker.
    """

    release: str
    works: bool


@frozen(kw_only=True)
class IssueSnapshot:
    """An issue as its tracker tells of it.

    Attributes:
        key: The tracker's key.
        url: Its address, which begins with http:// or https://.
        title: Its title.
        state: Its state there.
        release: The release that has it; empty where none has, or where the tracker does not say.
        private: Whether only some people see it there.
        revision: A number that rises with each change of the issue there.

    Raises:
        Invalid: There is no such state.
    """

    key: str
    url: str
    title: str
    state: TrackerState
    release: str = ""
    private: bool = True
    revision: int = field(default=0)

    def __attrs_post_init__(self) -> None:
        if self.state not in get_args(TrackerState):
            raise Invalid.field(
                "state", "no_such_state", f"choose one of: {', '.join(get_args(TrackerState))}"
            )


@frozen
class TrackerNumbers:
    """The numbers of the bridge, over threads that were linked in a time and that the reader may see.

    Attributes:
        threads: Threads that are about an issue.
        issues: How many issues these are.
        released: Those of the threads whose issue is released: the sample size of `time_to_release`.
        time_to_release: The median of the elapsed time from when the question was asked to when the release that has
            it was told of here; of an even number the mean of the two in the middle. None without any.
        asked: Askers who were asked whether the release works for them.
        confirmed: The share of those who answered that said that it does, with its sample size; None without any.
    """

    threads: int
    issues: int
    released: int
    time_to_release: timedelta | None
    asked: int
    confirmed: Share | None
