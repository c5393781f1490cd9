"""Commands and queries of scheduled drafts."""

from datetime import datetime

from attrs import field, frozen

from commkit.posts.drafts.records import Draft, DraftId
from commkit.runtime.model.messages import Command, Query
from commkit.runtime.storage.pages import Page


@frozen
class ScheduleDraft(Command[Draft]):
    """Let the worker publish a draft at its time; again, to move that.

    Whether its author may is asked again then. A refusal leaves the draft to its author, who is told.

    Attributes:
        draft: Which.
        at: When.

    Raises:
        Invalid: The time has passed.
    """

    permission = "posts.draft"

    draft: DraftId
    at: datetime


@frozen
class UnscheduleDraft(Command[Draft]):
    """Leave a draft unpublished after all.

    Raises:
        Conflict: It is not scheduled.
    """

    permission = "posts.draft"

    draft: DraftId


@frozen(kw_only=True)
class ListMyScheduledDrafts(Query[Page[Draft]]):
    """One's own drafts that are to be published, the next one first."""

    permission = "posts.draft"
    personal = ()

    after: str | None = field(default=None)
    limit: int = 20
