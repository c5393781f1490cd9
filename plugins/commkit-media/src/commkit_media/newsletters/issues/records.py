"""An issue of a newsletter."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.posts import PostId
from commkit.storage import Person, Personal
from commkit_media.newsletters.records import NewsletterId

IssueId = NewType("IssueId", UUID)
"""The id of an issue of a newsletter."""
Introduction = Annotated[str, Personal(of="edited_by", max=10_000, min=0)]


class IssueState(StrEnum):
    """Where an issue is."""

    DRAFT = "draft"
    """Editors work on it; each newsletter has one draft at most."""
    SENT = "sent"
    """It was handed to the worker, and is not changed any more."""


@frozen
class NewsletterIssue:
    """An issue of a newsletter.

    Attributes:
        id: Its id.
        newsletter: Its newsletter.
        state: Where it is.
        introduction: What the editors write above the posts, as Markdown; it may be empty.
        covers_from: It has what was published after this.
        covers_until: It has what was published up to this.
        edited_by: Who drafted or last edited it; None for the host.
        drafted_at: When it was drafted.
        sent_at: When it was handed to the worker; None for a draft.
        unsubscribed: How many ended their subscription by its link.
    """

    id: IssueId
    newsletter: NewsletterId
    state: IssueState
    introduction: Introduction
    covers_from: datetime
    covers_until: datetime
    edited_by: Annotated[MemberId | None, Person(owns=False)]
    drafted_at: datetime
    sent_at: datetime | None
    unsubscribed: int


@frozen
class IssueItem:
    """A post of an issue.

    Attributes:
        issue: The issue.
        post: The article, or the featured comment.
        position: Its place, from 0.
    """

    issue: IssueId
    post: PostId
    position: int


@frozen
class IssuePost:
    """A post of an issue, as it may be shown to a reader.

    Attributes:
        id: Its id.
        title: Its title; of a comment that of its thread.
        body: Its text, as its source.
        markup: The markup of the text.
        author_name: Who wrote it.
        opens: Whether it opens its thread; a comment does not.
    """

    id: PostId
    title: str
    body: str
    markup: str
    author_name: str
    opens: bool


@frozen
class IssuePreview:
    """An issue, as its editor sees it.

    Attributes:
        issue: The issue.
        posts: Its posts that the actor may see, in their order.
    """

    issue: NewsletterIssue
    posts: tuple[PostId, ...]
