"""A conversation as its members see it."""

from datetime import datetime

from attrs import frozen

from commkit.members import GroupId
from commkit.runtime.model.ids import MemberId
from commkit.spaces.records import SpaceId


@frozen
class Conversation:
    """Direct messages of a few members: a walled, unlisted space, in which messages are threads and replies.

    Attributes:
        id: The id of its space; `CreateThread(space=...)` writes in it.
        audience: The group of its members.
        members: Who is in it, sorted by id.
        created_at: When it was started.
    """

    id: SpaceId
    audience: GroupId
    members: tuple[MemberId, ...]
    created_at: datetime
