"""A draft as its author sees it."""

from datetime import datetime
from typing import NewType
from uuid import UUID

from attrs import frozen

from commkit.posts.records import PostId
from commkit.runtime.delivery.scheduled import ScheduledCommandId
from commkit.runtime.model.ids import MemberId

DraftId = NewType("DraftId", UUID)
"""The id of a draft."""


@frozen
class Draft:
    """A post that is not published; only its author ever sees it.

    Attributes:
        id: Its id.
        author: Who writes it.
        kind: What kind of post it is to be; None where that is open.
        parent: The post it is to reply to; None for a thread.
        title: Its title so far.
        body: Its text so far.
        tags: Its tags so far, as they were written.
        markup: The markup of the text.
        version: 1 at first; rises whenever it is saved.
        created_at: When it was begun.
        updated_at: When it was last saved.
        due_at: When it is to be published; None where nothing is planned.
        scheduled: The plan that publishes it.
        scheduled_check: The plan that sees afterwards whether it was published.
        failure_code: The code of why it was not published when it was due; empty where nothing went wrong.
    """

    id: DraftId
    author: MemberId
    kind: str | None
    parent: PostId | None
    title: str
    body: str
    tags: tuple[str, ...]
    markup: str
    version: int
    created_at: datetime
    updated_at: datetime
    due_at: datetime | None
    scheduled: ScheduledCommandId | None
    scheduled_check: ScheduledCommandId | None
    failure_code: str
