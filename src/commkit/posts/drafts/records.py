"""A draft as its author sees it."""

from collections.abc import Mapping
from datetime import datetime
from typing import NewType
from uuid import UUID

from attrs import field, frozen

from commkit.fields import FieldValue
from commkit.members import GroupId
from commkit.posts.records import MadeWith, PostId
from commkit.runtime.delivery.scheduled import ScheduledCommandId
from commkit.runtime.model.ids import MemberId
from commkit.spaces import SpaceId

DraftId = NewType("DraftId", UUID)
"""The id of a draft."""


@frozen
class Draft:
    """A post that is not published yet; only its author sees it.

    Attributes:
        id: Its id.
        author: The member who writes it.
        kind: The kind of post that it becomes; None while that is open.
        parent: The post that it replies to; None for a thread.
        title: The title.
        body: The text.
        tags: The tags, as they were written.
        markup: The markup of the text.
        made_with: Whether a program that generates text took part; None where the author did not say.
        space: The space that it is published in.
        audience: The group that it is published for alone.
        version: 1 at first; increased whenever it is saved.
        created_at: When it was created.
        updated_at: When it was last saved.
        due_at: When it is published; None if it is not scheduled.
        scheduled: The scheduled command that publishes it.
        scheduled_check: The scheduled command that checks afterwards whether it was published.
        failure_code: The code of the error that refused its publication; empty if there was none.
        fields: Values of fields by the name of the field, as they were given.
    """

    id: DraftId
    author: MemberId
    kind: str | None
    parent: PostId | None
    title: str
    body: str
    tags: tuple[str, ...]
    markup: str
    made_with: MadeWith | None
    space: SpaceId | None
    audience: GroupId | None
    version: int
    created_at: datetime
    updated_at: datetime
    due_at: datetime | None
    scheduled: ScheduledCommandId | None
    scheduled_check: ScheduledCommandId | None
    failure_code: str
    fields: Mapping[str, FieldValue] = field(factory=dict)
