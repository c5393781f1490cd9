"""Records of what a member has read."""

from attrs import frozen

from commkit.posts.records import PostId
from commkit.spaces import SpaceId


@frozen
class ReadPosition:
    """How far a member has read a thread.

    Attributes:
        thread: The thread.
        number: The number of the last post that was read, or that the member wrote right after it; -1 for none.
        unread: Posts written since, at most: those that were removed are counted too, and the member's own between.
        first_unread: The first visible post of others after it; None where all is read.
    """

    thread: PostId
    number: int
    unread: int
    first_unread: PostId | None


@frozen
class UnreadThreads:
    """Threads of a space with something that the member has not read.

    Attributes:
        space: The space; None for those that stand in none.
        count: How many; of all spaces together at most 1,000 are counted, the latest first.
    """

    space: SpaceId | None
    count: int
