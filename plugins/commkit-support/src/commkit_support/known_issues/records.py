"""A known issue, its status messages, and the questions that are about it."""

from datetime import datetime
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.posts import PostId
from commkit.storage import Person, Plain

KnownIssueId = NewType("KnownIssueId", UUID)
"""The id of a known issue."""
IssueTitle = Annotated[str, Plain(max=200, multiline=False)]
IssueText = Annotated[str, Plain(max=10_000)]


@frozen
class KnownIssue:
    """Something that is wrong with the product, as staff tells it to everybody.

    Attributes:
        id: Its id.
        title: What it is.
        status: The last status message.
        opened_by: Who opened it; None for the host itself.
        opened_at: When.
        told_at: When the last status message was told.
        closed_at: When it was closed; None while it is open.
    """

    id: KnownIssueId
    title: IssueTitle
    status: IssueText
    opened_by: Annotated[MemberId | None, Person(owns=False)]
    opened_at: datetime
    told_at: datetime
    closed_at: datetime | None


@frozen
class IssueLink:
    """That a question is about a known issue.

    Attributes:
        question: The question.
        issue: The known issue.
        linked_by: Who said so; None for the host itself.
        linked_at: When.
    """

    question: PostId
    issue: KnownIssueId
    linked_by: Annotated[MemberId | None, Person(owns=False)]
    linked_at: datetime


@frozen
class ClosedQuestions:
    """What `CloseLinkedQuestions` did.

    Attributes:
        closed: The questions that it closed.
        more: Whether there are more; send the command again.
    """

    closed: tuple[PostId, ...]
    more: bool
