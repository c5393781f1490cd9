"""Commands and queries of scheduled drafts."""

from datetime import datetime

from attrs import field, frozen

from commkit.posts.drafts.records import Draft, DraftId
from commkit.runtime.model.messages import Command, Query
from commkit.runtime.storage.pages import Page


@frozen
class ScheduleDraft(Command[Draft]):
    """Schedule a draft, so that the worker publishes it; again, to change the time.

    The author's permission is checked again at that time. If it is refused, the draft stays and its author is notified.

    Attributes:
        draft: The draft.
        at: When it is published.

    Raises:
        Invalid: The time is past.
    """

    permission = "posts.draft"

    draft: DraftId
    at: datetime


@frozen
class UnscheduleDraft(Command[Draft]):
    """Cancel the publication of a scheduled draft.

    Raises:
        Conflict: It is not scheduled.
    """

    permission = "posts.draft"
    when_ended = True

    draft: DraftId


@frozen(kw_only=True)
class ListMyScheduledDrafts(Query[Page[Draft]]):
    """List the actor's own scheduled drafts, the next one first."""

    permission = "posts.draft"
    personal = ()

    after: str | None = field(default=None)
    limit: int = 20
