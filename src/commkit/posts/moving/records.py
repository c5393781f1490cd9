"""What moving posts needs to know of them."""

from datetime import datetime

from attrs import frozen

from commkit.posts.records import PostId


@frozen
class PostPosition:
    """A post of a thread, without what it says.

    Attributes:
        id: Its id.
        parent: What it replies to.
        number: Its number in the thread.
        path: Its place in reading order.
        kind: Its kind.
        state: Its state.
        closed_at: When nothing more was expected.
        removed_at: When it was taken down.
        locked_at: Since when the thread it opens is locked.
        answer: The accepted answer of the thread it opens.
        tags: Its tags.
        last_number: The last number given in the thread it opens.
        created_at: When it was written.
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
