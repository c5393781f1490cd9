"""What moving posts needs to know of them."""

from datetime import datetime

from attrs import frozen

from commkit.members import GroupId
from commkit.posts.records import PostId
from commkit.spaces import SpaceId


@frozen
class PostPosition:
    """The position of a post in its thread, without the text.

    Attributes:
        id: Its id.
        parent: The post it replies to.
        number: Its number in the thread.
        path: Its position in reading order.
        kind: Its kind.
        state: Its state.
        closed_at: When it was first moved to a closed state.
        removed_at: When it was removed.
        locked_at: When the thread it opens was locked.
        answer: The accepted answer of the thread it opens.
        tags: Its tags.
        last_number: The last number given in the thread it opens.
        created_at: When it was created.
        space: The space that the thread it opens stands in.
        audience: The group that sees the thread it opens.
    """

    id: PostId
    parent: PostId | None
    number: int
    path: bytes
    kind: str
    state: str
    closed_at: datetime | None
    removed_at: datetime | None
    locked_at: datetime | None
    answer: PostId | None
    tags: tuple[str, ...]
    last_number: int
    created_at: datetime
    space: SpaceId | None
    audience: GroupId | None
