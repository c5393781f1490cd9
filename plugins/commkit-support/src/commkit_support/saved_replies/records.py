"""A saved reply."""

from datetime import datetime
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.storage import Person, Plain

SavedReplyId = NewType("SavedReplyId", UUID)
"""The id of a saved reply."""
ReplyTitle = Annotated[str, Plain(max=200, multiline=False)]
ReplyBody = Annotated[str, Plain(max=40_000)]


@frozen
class SavedReply:
    """A text of the community's that staff replies with.

    Attributes:
        id: Its id.
        title: What it is called in the list.
        body: The text, in Markdown, with placeholders such as `{{asker}}`.
        created_by: Who wrote it; None for the host itself.
        created_at: When it was written.
        changed_at: When its title or text last changed.
        version: 1 at first, increased by every change.
        uses: How often it was published.
        used_at: When it was last published.
    """

    id: SavedReplyId
    title: ReplyTitle
    body: ReplyBody
    created_by: Annotated[MemberId | None, Person(owns=False)]
    created_at: datetime
    changed_at: datetime
    version: int
    uses: int
    used_at: datetime | None
