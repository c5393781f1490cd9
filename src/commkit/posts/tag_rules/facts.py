"""Facts about tag rules."""

from attrs import frozen

from commkit.posts.records import PostId
from commkit.runtime.model.messages import Fact


@frozen
class TagsMerged(Fact):
    """A tag became a synonym of another one, and threads change over to that.

    Attributes:
        tag: The tag that went.
        into: The tag that is set in its stead.
    """

    name = "posts.tags_merged"
    tag: str
    into: str


@frozen
class TagReservationChanged(Fact):
    """A tag was reserved, or is free again."""

    name = "posts.tag_reservation_changed"
    tag: str
    reserved: bool


@frozen
class ThreadsRetagged(Fact):
    """Threads bear another tag now, because theirs was merged into it."""

    name = "posts.threads_retagged"
    tag: str
    into: str
    threads: tuple[PostId, ...]
